package import RoeMachine

/// The machine as people can read it, much like YAML: every piece with its rule id and the place
/// in the rules that it came from.
package func coreText(_ file: MachineFile) -> String {
  var core = CoreText(file: file)
  core.write()
  return core.text
}

/// Writes lines that are indented by what they belong to.
struct CoreText {
  let file: MachineFile
  private(set) var text = ""
  private var depth = 0

  init(file: MachineFile) { self.file = file }

  var machine: Machine { file.meaning }

  mutating func write() {
    line("zone", machine.zones.isEmpty ? "" : machine.zones[machine.zone].id)
    if let effective = machine.effective { line("effective", effective) }
    if machine.syncLag > 0 { line("sync_lag", clockWords(machine.syncLag, "")) }
    section("calendars", machine.calendars) { core, calendar in
      core.heading(calendar.id, RuleID.calendar(calendar.id))
      core.nested { core in
        core.line("business_day", clockWords(calendar.daySeconds, "", largest: 3600))
        if let text = core.file.texts.calendars.first(where: { $0.id == calendar.id }) {
          core.line("zone", text.zone.oneLine)
          core.line("hours", core.list(text.hours.map(\.oneLine)))
        }
      }
    }
    section("people", machine.people) { $0.item($1.id, RuleID.person($1.id)) }
    section("roles", machine.roles) { $0.item($1.id, RuleID.role($1.id)) }
    section("pools", machine.pools) { $0.write($1) }
    section("queues", machine.queues) { core, queue in
      core.heading(queue.id, RuleID.queue(queue.id))
      core.nested { $0.line("steward", $0.person(queue.steward)) }
    }
    section("lifecycles", machine.lifecycles) { $0.write($1) }
  }

  private mutating func write(_ pool: Pool) {
    heading(pool.id, RuleID.pool(pool.id))
    nested { core in
      core.line("pick", pool.pick.rawValue)
      if pool.steward != nil { core.line("steward", core.person(pool.steward)) }
      core.line("at_least", "\(pool.atLeast)")
      if let cap = pool.cap { core.line("cap", "\(cap)") }
      for match in pool.match {
        core.line("match", "\(match.column.oneLine) is \(match.field.oneLine)")
      }
    }
  }

  private func person(_ ref: Ref<Person>?) -> String { ref.map { machine.people[$0].id } ?? "" }

  // MARK: Lines

  mutating func section<Element>(
    _ title: String, _ elements: [Element], _ write: (inout Self, Element) -> Void
  ) {
    if elements.isEmpty { return }
    line(title, "")
    nested { core in
      for element in elements { write(&core, element) }
    }
  }

  mutating func nested(_ write: (inout Self) -> Void) {
    depth += 1
    write(&self)
    depth -= 1
  }

  mutating func line(_ key: String, _ value: String) {
    add(value.isEmpty ? "\(key):" : "\(key): \(value)")
  }

  mutating func item(_ value: String) { add("- \(value)") }

  mutating func item(_ value: String, _ rule: String) { add("- \(value)", from: rule) }

  /// An element by its id; its parts follow.
  mutating func heading(_ id: String, _ rule: String) { add("\(id):", from: rule) }

  private mutating func add(_ words: String, from rule: String? = nil) {
    text += String(repeating: "  ", count: depth) + words
    if let rule { text += "  # \(rule)\(place(of: rule))" }
    text += "\n"
  }

  /// `, rules.roe.yaml:41`, or nothing for a rule that nobody wrote.
  private func place(of rule: String) -> String {
    guard let place = file.sources.rules[rule], file.sources.files.indices.contains(place.file)
    else { return "" }
    return ", \(file.sources.files[place.file].oneLine):\(place.line)"
  }

  func list(_ items: [String]) -> String { "[\(items.joined(separator: ", "))]" }
}
