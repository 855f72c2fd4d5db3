import RoeLogic
import RoeMachine
import RoeSource

/// What becomes of new leads that more than one entry fits: the one that stands first takes them.
extension LintInput {
  /// Entries that take no new lead.
  var idleEntries: [Finding] {
    entries { ref, entry, space throws(BudgetExceeded) in
      if try space.diagrams.and(entry.leads, entry.open) != .none { return nil }
      let lifecycle = machine.lifecycles[ref]
      let model = lifecycle.entries[entry.number]
      guard let span = span(ofEntry: model.state, in: lifecycle) else { return nil }
      let id = lifecycle.states[model.state].id
      let takers = entry.before.filter { $0.leads != .none }.map {
        lifecycle.entries[$0.number].state
      }
      let others =
        entry.leads == .none ? [] : takers.compactMap { self.span(ofEntry: $0, in: lifecycle) }
      return Finding(
        entry.leads == .none
          ? "no new lead begins in “\(id)”: none can ever satisfy its entry"
          : "no new lead begins in “\(id)”: the entries before take all that fit", at: span,
        labels: others.filter { $0 != span }.prefix(3).map { .init("takes leads of it", at: $0) },
        help: entry.leads == .none
          ? "Correct the condition, or delete the entry."
          : "Entries are tried in the order of their states: let the special one stand first, or delete it.",
        scenes: [
          Scene(
            lifecycle, in: entry.leads == .none ? lifecycle.entries.map(\.state) : takers,
            as: space.sample(of: entry.leads))
        ])
    }
  }

  /// Entries that both fit some leads, where neither is the special case of the other.
  var crossingEntries: [Finding] {
    entries { ref, entry, space throws(BudgetExceeded) in
      let lifecycle = machine.lifecycles[ref]
      let second = lifecycle.entries[entry.number]
      for other in entry.before {
        let first = lifecycle.entries[other.number]
        guard first.state != second.state, first.when != .always, second.when != .always,
          try !space.diagrams.implies(entry.leads, other.leads),
          try !space.diagrams.implies(other.leads, entry.leads)
        else { continue }
        let both = try space.diagrams.and(
          space.diagrams.and(entry.leads, other.leads), other.open)
        guard let lead = space.sample(of: both),
          let span = span(ofEntry: second.state, in: lifecycle)
        else { continue }
        let names = [first, second].map { "“\(lifecycle.states[$0.state].id)”" }
        return Finding(
          "the entries of \(names[0]) and \(names[1]) both fit \(lead.who): only their order lets it begin in \(names[0])",
          at: span,
          labels: self.span(ofEntry: first.state, in: lifecycle).map {
            [.init("this stands first", at: $0)]
          } ?? [],
          help: "If that is meant, say so in the condition of the second.",
          witness: Witness(
            lead, in: ref, claims: [.holds(first.when), .holds(second.when)]),
          scenes: [Scene(lifecycle, in: [first.state], as: lead)])
      }
      return nil
    }
  }

  private struct Entry {
    let number: Int
    /// The new leads that it fits.
    let leads: Diagram
    /// Those that no entry before it takes.
    let open: Diagram
    /// The entries before it.
    var before: [Entry]
  }

  private func entries(
    _ finding: (Ref<Lifecycle>, Entry, inout LeadSpace) throws(BudgetExceeded) -> Finding?
  ) -> [Finding] {
    // What cannot be read may be a condition.
    if !broken.isEmpty || !isExact { return [] }
    return machine.lifecycles.refs.flatMap { ref -> [Finding] in
      let lifecycle = machine.lifecycles[ref]
      // What is too complex to follow is told where it stands.
      guard lifecycle.entries.count > 1, let presence = presence(in: journey(of: ref)) else {
        return []
      }
      return (try? entries(of: lifecycle, presence, ref, finding)) ?? []
    }
  }

  private func entries(
    of lifecycle: Lifecycle, _ presence: Presence, _ ref: Ref<Lifecycle>,
    _ finding: (Ref<Lifecycle>, Entry, inout LeadSpace) throws(BudgetExceeded) -> Finding?
  ) throws(BudgetExceeded) -> [Finding] {
    var space = presence.space
    var open = presence.captured
    var before: [Entry] = []
    var found: [Finding] = []
    for (number, entry) in lifecycle.entries.enumerated() {
      let leads = try space.diagrams.and(space.leads(entry.when), presence.captured)
      let this = Entry(number: number, leads: leads, open: open, before: before)
      if let finding = try finding(ref, this, &space) { found.append(finding) }
      before.append(Entry(number: number, leads: leads, open: open, before: []))
      open = try space.diagrams.difference(open, leads)
    }
    return found
  }

  private func span(ofEntry state: Ref<State>, in lifecycle: Lifecycle) -> SourceSpan? {
    span(of: state, in: lifecycle, "entry")
  }
}
