import RoeCompiler
import RoeSource
import RoeTestSupport
import Testing

/// A syntax error hides what may come from it, and nothing else. The comments mark the lines that
/// are reported, in all files of the rule set.
@Suite struct UnreadTests {
  private static let rules = """
    roe: 1
    name: Web leads
    roster: { people: { mia: { role: manager, backup: tom }, tom: { role: closer } } }
    events:
      called: {}
      bought: {}
    fields:
      score: { type: integer }
    states:
      new:
        entry: true
        owner: tom
        clocks: [{ after: 4 hours, owner: mia, do: [{ notify: tom }] }, { after: 30 days, to: lost }]
        moves: [{ event: called, to: working }]
      working:
        owner: keep
        clocks: [{ after: 30 days, to: lost }]
        moves: [{ event: bought, to: won }]
      won: { kind: closed }
      lost: { kind: closed }
    lost_and_found: { keeper: mia, backup: tom, within: 2 days, to: [new, lost] }

    """

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var change: (from: String, to: String)?
    var added = ""
    var other: String?

    init(
      _ description: String, _ change: (from: String, to: String)? = nil, added: String = "",
      other: String? = nil
    ) {
      testDescription = description
      self.change = change
      self.added = added
      self.other = other
    }
  }

  private static let noClock = (
    from: "  working:\n    owner: keep\n    clocks: [{ after: 30 days, to: lost }]",
    to: "  working:  # ROE0401\n    owner: keep\n    clocks: []"
  )
  private static let unknownNames = """
    pools: { p: { members: [nobodyhere], steward: mia } }  # ROE0201
    overrides: { o: { when: zork is 5, to: new } }  # ROE0201

    """

  static let cases = [
    Case(
      "a quote that runs on is told once",
      (
        "  called: {}\n  bought: {}",
        "  called: { by: \"mia }  # ROE0012\n  bought: { by: \"tom\" }"
      )),
    Case("a text hides no name", added: unknownNames, other: "says: @x  # ROE0008\n"),
    Case("a text hides no lint", noClock, other: "says: @x  # ROE0008\n"),
    Case("a text of the same file hides no lint", noClock, added: "says: a: b  # ROE0010\n"),
    Case(
      "a field hides no event", ("event: bought, to: won }]", "event: sold, to: won }]  # ROE0209"),
      other: "fields:\n  a: @x  # ROE0008\n"),
    Case(
      "a field hides no person and no lint", noClock,
      added: "pools: { p: { members: [nobodyhere], steward: mia } }  # ROE0201\n",
      other: "fields:\n  a: @x  # ROE0008\n"),
    Case(
      "a field may be the one that is missing",
      added: "overrides: { o: { when: zork is 5, to: new } }\n",
      other: "fields:\n  a: @x  # ROE0008\n  zork: integer\n"),
    Case(
      "a pool may be the one that is missing", ("owner: tom\n", "owner: closers\n"),
      other: "pools:\n  a: @x  # ROE0008\n  closers: { members: [tom], steward: mia }\n"),
    Case(
      "a near name is told all the same", ("to: working }]", "to: workin }]  # ROE0201"),
      other: "states:\n  a: @x  # ROE0008\n"),
    Case(
      "a state may be the one that is missing", ("to: working }]", "to: calling }]"),
      other: "states:\n  a: @x  # ROE0008\n"),
    Case(
      "a state that is written twice may be the one that is missing",
      ("to: working }]", "to: calling }]"),
      added: "  won: { kind: closed }  # ROE0011\n"),
    Case(
      "people who cannot be read are not missing",
      (
        "people: { mia: { role: manager, backup: tom }, tom: { role: closer } } }",
        "people: peolpe.csv }  # ROE0110"
      ),
      added: """
        maintained_by: mia
        pools:
          closers: { members: role is closer and region is dach, at_least: 1 present, match: { region: score }, weights: { tom: 2 } }
          closer: { members: [tom, mia] }
        expect: { a: { never_owned_by: [manager, closr] } }
        """),
    Case(
      "the fields of another lifecycle are not those of this one",
      added: "overrides: { o: { when: zork is 5, to: new } }  # ROE0201\n",
      other: "lifecycle: account\nfields:\n  a: @x  # ROE0008\n  zork: integer\n"),
    Case(
      "a move from anywhere may be the way into a state",
      added: "  limbo: { owner: tom, clocks: [{ after: 1 day, to: lost }] }\n",
      other: "anywhere:\n  - { event: called, to: @limbo }  # ROE0008\n"),
    Case(
      "a broken list may not use the state that nothing leads to",
      added: "assume: { a: @x }  # ROE0008\n"),
    Case(
      "a role that is no text may be the one that is missing",
      ("tom: { role: closer } } }", "tom: { role: [closer] } } }  # ROE0102"),
      added: "expect: { a: { never_owned_by: [closer] } }\n"),
    Case(
      "a block under a misspelt key hides its own names only",
      ("fields:\n", "fieldz:  # ROE0101\n"),
      added: "overrides: { o: { when: score > 5, to: new } }\n"
        + "pools: { p: { members: [nobodyhere], steward: mia } }  # ROE0201\n"),
    Case(
      "under a key that is nearly right stands what it means",
      (
        "    clocks: [{ after: 30 days, to: lost }]\n    moves: [{ event: bought",
        "    clocks: [{ atfer: 30 days, to: lost }]  # ROE0101\n    moves: [{ event: bought"
      )),
    Case(
      "a handoff whose event is misspelt uses what else it names",
      ("bought: {}\n", "bought: {}\n  met: {}\n  ok: { by: asked }\n"),
      added: "definitions: { fits: score > 5 }\n",
      other: """
        handoffs:
          over:
            from: working
            event: mett  # ROE0209
            when: fits
            to: won
            owner: tom
            answer: { within: 1 day, accept: ok, silence: { to: lost } }

        """),
    Case(
      "a field whose type is misspelt has that type",
      ("score: { type: integer }", "score: { type: intger, min: 0 }  # ROE0102"),
      added: "overrides: { o: { when: score > 5, to: won } }\n"),
    Case(
      "a class of leads that is misspelt is not all of them",
      ("owner: mia, do: [{ notify: tom }] }", "owner: mia, do: [{ notify: tom }] }, late"),
      added:
        "activities: { touch: { any: called } }\nslas:\n  late:\n    met_by: touch\n    classes:\n"
        + "      - { id: high, when: scroe > 5, after: 2 days, owner: mia }  # ROE0201\n"
        + "      - { id: low, when: score <= 5, after: 3 days, owner: mia }\n"),
    Case(
      "an entry whose condition is misspelt is one",
      (
        "  working:\n",
        "  other: { entry: scroe > 5, owner: tom, clocks: [{ after: 9 days, to: lost }] }  # ROE0201\n  working:\n"
      )),
    Case(
      "a group whose condition is misspelt is not empty",
      ("owner: tom\n", "owner: closers\n"),
      other:
        "pools: { closers: { members: rloe is closer, at_least: 1 present, steward: mia } }  # ROE0201\n"
    ),
    Case(
      "a step whose owner is misspelt is not empty",
      (
        "    owner: keep\n    clocks: [{ after: 30 days, to: lost }]",
        "    owner: keep\n    clocks: [{ after: 30 days, owner: tomm }]  # ROE0201"
      )),
    Case(
      "a pool whose steward is misspelt has one",
      ("owner: tom\n", "owner: closers\n"),
      other: "pools: { closers: { members: [tom], steward: mja } }  # ROE0201\n"),
    Case(
      "a misspelt calendar is a calendar, and the steps are those of a ladder",
      ("owner: mia, do: [{ notify: tom }] }", "owner: mia, do: [{ notify: tom }] }, late"),
      added:
        "years: 2026-2029\ncalendars: { office: { zone: Europe/Berlin, hours: { mon-fri: \"09:00-17:00\" } } }\n"
        + "slas: { late: { calendar: ofice, due: 2 business hours, ladder: [{ at: 1 business hour, owner: mia }] } }  # ROE0201\n"
    ),
    Case(
      "a share of days is a step that nobody can read",
      ("owner: mia, do: [{ notify: tom }] }", "owner: mia, do: [{ notify: tom }] }, late"),
      added: "slas:\n  late:\n    due: 1 month\n    ladder:\n"
        + "      - { at: 100%, owner: tom }  # ROE0102\n      - { at: 2 months, owner: mia }\n"),
    Case(
      "what stands behind a text that needs quotes is not missing",
      ("owner: tom\n", "owner: { routing: desks }\n"),
      other: """
        routing:
          desks:
            match: first
            rows:
              - { id: a, when: score in [1, 2], owner: mia }  # ROE0009
            otherwise: tom

        """),
    Case(
      "a handoff without an end uses what it names, and may lead anywhere",
      ("bought: {}\n", "bought: {}\n  met: {}\n  ok: { by: asked }\n"),
      added: "  closing: { owner: tom, clocks: [{ after: 1 day, to: lost }] }\n",
      other: """
        handoffs:
          over:  # ROE0107
            from: working
            event: met
            owner: tom
            answer: { within: 1 day, accept: ok, silence: { to: new } }

        """),
    Case(
      "a role that the roster misspells is told there, once",
      ("tom: { role: closer } } }", "tom: { role: closr } } }  # ROE0201"),
      added: "expect: { a: { never_owned_by: [closer] }, b: { never_owned_by: [closer] } }\n"),
    Case(
      "a role that one rule misspells is told there",
      ("called: {}\n", "called: { by: closr }  # ROE0201\n")),
    Case(
      "an unknown key may hide anything",
      added: "overrides: { o: { when: zork is 5, to: new } }\n",
      other: "fieldz:  # ROE0101\n  a: @x  # ROE0008\n  zork: integer\n"),
  ]

  @Test(arguments: cases)
  func hidesOnlyConsequences(of example: Case) throws {
    var text = Self.rules
    if let (from, to) = example.change {
      let place = try #require(text.firstRange(of: from))
      text.replaceSubrange(place, with: to)
    }
    if example.added.hasPrefix("  ") {
      let place = try #require(text.firstRange(of: "lost_and_found:"))
      text.insert(contentsOf: example.added, at: place.lowerBound)
    } else {
      text += example.added
    }
    var sources = [SourceText(name: "a.roe.yaml", text: text)]
    sources += example.other.map { [SourceText(name: "b.roe.yaml", text: $0)] } ?? []
    let compilation = compile(sources) { _ in .failure("it does not exist") }
    let found = Set(
      compilation.diagnostics.filter { $0.severity > .note }.map { finding in
        let source = sources[Int(finding.span.file.offset)]
        return
          "\(source.name) \(LineMap(source).line(at: Int(finding.span.lower))): \(finding.code.id)"
      })
    let marked = sources.flatMap { source in
      Example(String(decoding: source.bytes, as: UTF8.self)).marks.map { "\(source.name) \($0)" }
    }
    #expect(
      found == Set(marked),
      "\(renderText(compilation.diagnostics, sources: compilation.sources, color: false))")
  }

  /// Each with what is told of it.
  @Test(arguments: [
    ("id,role,backup,last_day\nmia,manager,tom\ntom,closer,,\n", "ROE0056"),
    ("id,rolle,backup\nmia,manager,tom\ntom,closer,\n", "ROE0073"),
    ("id,role,backup\nmia,#N/A,tom\ntom,closer,\n", "ROE0062"),
    ("id;role;backup\nmia,manager,tom\ntom,closer,\n", "ROE0053"),
  ])
  func peopleWhoAreNotReadWholeHideNames(_ people: String, _ code: String) throws {
    let place = try #require(
      Self.rules.firstRange(of: "{ mia: { role: manager, backup: tom }, tom: { role: closer } }"))
    var text = Self.rules
    text.replaceSubrange(place, with: "people.csv")
    text +=
      "pools: { all: { members: [mia, tom], steward: mia } }\nexpect: { a: { never_owned_by: [manager, all] } }\n"
    let compilation = compile([SourceText(name: "a.roe.yaml", text: text)]) { _ in
      .bytes(Array(people.utf8))
    }
    #expect(compilation.diagnostics.filter { $0.severity > .note }.map(\.code.id) == [code])
  }

  @Test func everyUnknownNameOfAConditionIsTold() {
    let text =
      Self.rules + "overrides: { o: { when: zork between 1 and 5 or (zark is 7), to: new } }\n"
    let compilation = compile([SourceText(name: "a.roe.yaml", text: text)]) { _ in
      .failure("it does not exist")
    }
    #expect(
      compilation.diagnostics.filter { $0.severity == .error }.map(\.message) == [
        "there is no field, definition or activity called “zork”",
        "there is no field, definition or activity called “zark”",
      ])
  }
}
