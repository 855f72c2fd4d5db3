import RoeMachine
import RoeReports
import Testing

/// Texts of the rules are data: whatever they hold, they never become markup, links, syntax of a
/// picture, or formulas.
@Suite struct HostileTextTests {
  static let texts = [
    "<img src=x onerror=alert(1)>", "</code></pre><script>alert(1)</script>",
    "[click](https://evil.example)", "![x](https://evil.example/x.png)",
    "[x]: https://evil.example",
    "https://evil.example/a", "www.evil.example", "Www.evil.example", "<https://evil.example>",
    "```\n# heading\n```", "~~~\n# heading\n~~~", "| a | b |\n|---|---|\n| c | d |",
    "# heading", "## heading", "heading\n===", "heading\n---", "- item", "+ item", "* item",
    "1. item", "12) item", "- [ ] task", "> quote", "***", "___", "**bold**", "_slanted_",
    "~~gone~~", "`code`", "a\\", "\\[a](b)", "&lt;b&gt; &amp; &#60;i&#62;", "$x^2$", ":smile:",
    "a --> b", "]] --> x", "\"; x", "#quot; #35; #lt;b#gt;", "%% note", "%%{init: {}}%%", "end",
    "state", "[*]", "end note", "note right of s1", "classDef x fill:#f00", ":::style",
    "style: #34;",
    "direction LR", "Direction TB", "<<choice>>", "{", "}", "a;b", "\u{202E}txt.exe",
    "line\u{2028}break\u{0}\u{7}",
    "=HYPERLINK(\"https://evil.example\")", "@SUM(A1)", "\t=1", "", "日本語 🇩🇪 é", "\\N \\G \\l",
  ]

  /// The small team, with one hostile text wherever a text can stand.
  static func file(_ text: String) -> (MachineFile, Roster) {
    var file = SmallTeam.file
    let said = Text(
      title: text, says: text, because: text, agreedBy: [text], from: text, until: text)
    var rules: [String: Text] = [:]
    let lifecycle = SmallTeam.lifecycle
    for state in lifecycle.states { rules[RuleID.state("lead", state.id)] = said }
    for move in lifecycle.moves { rules[RuleID.move("lead", move.id)] = said }
    for clock in lifecycle.clocks { rules[RuleID.clock("lead", clock.id)] = said }
    for field in lifecycle.fields { rules[RuleID.field("lead", field.id)] = said }
    for event in lifecycle.events { rules[RuleID.event("lead", event.id)] = said }
    for activity in lifecycle.activities { rules[RuleID.activity("lead", activity.id)] = said }
    for definition in lifecycle.definitions {
      rules[RuleID.definition("lead", definition.id)] = said
    }
    for table in lifecycle.tables {
      rules[RuleID.table("lead", table.id)] = said
      for row in table.rows { rules[RuleID.row("lead", table.id, row.id)] = said }
    }
    for pool in file.meaning.pools { rules[RuleID.pool(pool.id)] = said }
    rules[RuleID.calendar("berlin")] = said
    file.texts = Texts(
      title: text, says: text, maintainedBy: text, review: Review(every: .year, last: text),
      rules: rules,
      calendars: [
        CalendarText(id: "berlin", zone: text, hours: [text], holidays: [text], zoneData: text)
      ],
      slas: [
        SLAText(lifecycle: "lead", id: text, clocks: ["first_touch"], neverLongerThan: text)
      ], handoffs: SmallTeam.texts.handoffs,
      exceptions: [
        ExceptionText(
          lifecycle: "lead", id: text, approvedBy: text, evidence: text, until: text,
          rule: RuleID.move("lead", "until_summer"))
      ])
    file.sources.files = [text]
    file.meaning.lifecycles[0].fields[2].type = .choice([text])
    file.meaning.lifecycles[0].tables[0].rows[0].id = text
    file.meaning.lifecycles[0].tables[0].rows[0].when = .test(
      Ref(2), .compare(.equal, .text(text)))
    var roster = SmallTeam.roster
    for member in roster.people.indices {
      roster.people[member].name = text
      roster.people[member].role = text
    }
    return (file, roster)
  }

  @Test(.enabled(if: Oracle.markdown.isThere, "needs PyPI's cmarkgfm"))
  func thePageHoldsItsOwnElementsOnly() throws {
    // Once in one page for each text: the elements are counted, and must be those of a page
    // in which the texts are plain words.
    let (plain, roster) = Self.file("plain words")
    let expected = try Oracle.markdown.ask(playbook(plain, roster: roster, digest: "0"))
    let kinds = Self.kinds(expected)
    for text in Self.texts where !text.isEmpty {
      let (file, roster) = Self.file(text)
      let page = playbook(file, roster: roster, digest: "0")
      let found = Self.kinds(try Oracle.markdown.ask(page))
      #expect(found == kinds, "\(text.debugDescription)")
    }
  }

  /// How often each element stands in a page. Links inside the page are one kind: where they lead
  /// depends on titles.
  private static func kinds(_ listing: String) -> [String: Int] {
    var kinds: [String: Int] = [:]
    for line in listing.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let count = Int(parts[0]) else {
        kinds[String(line), default: 0] += 1
        continue
      }
      let kind = isLinkInside(parts[1]) ? "a link inside the page" : String(parts[1])
      kinds[kind, default: 0] += count
    }
    return kinds
  }

  private static func isLinkInside(_ element: Substring) -> Bool {
    let prefix = "a href=#"
    return element.hasPrefix(prefix)
      && element.dropFirst(prefix.count).allSatisfy {
        $0.isLetter || $0.isNumber || "-_%".contains($0)
      }
  }

  @Test(.enabled(if: Oracle.mermaid.isThere, "needs PyPI's nicegui and Debian's chromium"))
  func mermaidDrawsEveryTextAsItIs() throws {
    // All texts in one drawing, one state each: a browser takes seconds to start.
    let drawn = try Oracle.mermaid.ask(Self.picture(mermaid))
    #expect(drawn.hasPrefix("drawn, elements of others: 0\n"))
    let labels = Set(drawn.split(separator: "\n").map { $0.split(separator: " ") })
    for text in Self.titles {
      let text = text.replacing("*", with: "∗").replacing("_", with: "ˍ").replacing("\\", with: "∖")
      for kind in ["node", "edge"] {
        let isDrawn = labels.contains("\(kind) \(text)".split(separator: " "))
        #expect(isDrawn, "\(kind) \(text.debugDescription)")
      }
    }
  }

  @Test(.enabled(if: Oracle.graphviz.isThere, "needs Debian's graphviz"))
  func graphvizDrawsEveryTextAsItIs() throws {
    let drawn = try Oracle.graphviz.ask(Self.picture(dot))
    let plain = drawn.replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&#45;", with: "-")
      .replacing("&#160;", with: " ").replacing("&amp;", with: "&")
    for text in Self.titles {
      #expect(plain.contains(">\(text)</text>"), "\(text.debugDescription)")
    }
  }

  /// What the texts look like in one line, as far as they differ there.
  private static var titles: [String] {
    texts.filter { !$0.isEmpty && !$0.contains("\n") && !$0.contains("\t") }
      .filter { $0.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value & 0xFFF0 != 0x2020 } }
  }

  /// A lifecycle with one state for each text, as title and as id.
  private static func picture(_ draw: (MachineFile, Roster?) -> [ReportFile]) -> String {
    let names = Array(Self.texts.enumerated())
    var lifecycle = Lifecycle(id: "graph \"x\" end")
    lifecycle.states = names.map { State(id: "\($0.element)\($0.offset)", owner: [.keep]) }
    lifecycle.events = names.map { Event(id: $0.element) }
    lifecycle.entries = [Entry(when: .always, state: Ref(0))]
    lifecycle.moves = names.map { number, _ in
      Move(
        id: "m\(number)", layer: .state, from: [Ref(number)], trigger: .event(Ref(number)),
        outcome: Outcome(to: .state(Ref((number + 1) % names.count))))
    }
    var rules: [String: Text] = [:]
    for (number, text) in names {
      rules[RuleID.state(lifecycle.id, lifecycle.states[number].id)] = Text(title: text)
      rules[RuleID.event(lifecycle.id, text)] = Text(title: text)
    }
    let machine = Machine(
      zone: Ref(0), zones: [], calendars: [], people: [], roles: [], pools: [], queues: [],
      lifecycles: [lifecycle])
    let file = MachineFile(
      meaning: machine, texts: Texts(title: "", rules: rules), sources: Sources())
    return draw(file, nil).first?.text ?? ""
  }

  @Test func spreadsheetsRunNoCell() {
    for text in Self.texts {
      let (file, roster) = Self.file(text)
      for csv in routingCSV(file, roster: roster) {
        for cell in Self.cells(csv.text) {
          #expect(!"=+-@\t\r".contains(cell.prefix(1)) || cell.isEmpty, "\(cell.debugDescription)")
        }
      }
    }
  }

  @Test func everyRowHasAsManyCells() {
    for text in Self.texts {
      let (file, roster) = Self.file(text)
      for csv in routingCSV(file, roster: roster) {
        let cells = Self.cells(csv.text)
        // Five columns, a head, three rows and the last one.
        #expect(cells.count == 5 * 5, "\(text.debugDescription)")
      }
    }
  }

  /// Reads CSV as RFC 4180 says.
  private static func cells(_ text: String) -> [String] {
    var cells: [String] = []
    var cell = ""
    var isQuoted = false
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"" where isQuoted && rest.first == "\"":
        cell += "\""
        rest.removeFirst()
      case "\"": isQuoted.toggle()
      case "," where !isQuoted, "\n" where !isQuoted:
        cells.append(cell)
        cell = ""
      case "\r" where !isQuoted && rest.first == "\n": continue
      default: cell.unicodeScalars.append(scalar)
      }
    }
    return cells
  }

  @Test func pathsStayInTheirFolder() {
    var file = SmallTeam.file
    for id in ["../../etc/passwd", "/", "..", "a\\b", "CON:", "a\u{0}b", "é"] {
      file.meaning.lifecycles[0].id = id
      file.meaning.lifecycles[0].tables[0].id = id
      let paths =
        (routingCSV(file, roster: nil) + mermaid(file, roster: nil) + dot(file, roster: nil))
        .map(\.path)
      for path in paths {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        #expect(parts.count == 2, "\(path)")
        #expect(parts.last?.wholeMatch(of: /[A-Za-z0-9_-]+\.(csv|mmd|dot)/) != nil, "\(path)")
      }
    }
  }
}
