import RoeMachine
import RoeSource

extension Lint {
  static let ambiguousBinding = Lint(
    Code(
      "ROE0204", "ambiguous-binding", or: .warning,
      title: "The CRM does not show where the lead is",
      rationale: """
        People work in the CRM. If two states look the same there, or some state does not show at \
        all, nobody can see whose turn it is, and nobody can tell from a record which rules hold. \
        Every state has a `crm:` of its own, or none has.
        """,
      avoid: Example(
        """
        states:
          new:
            crm: { Status: Open }
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: finished }]
            moves: [{ event: done, to: working }]
          working:
            crm: { Status: Open }  # ROE0204
            owner: dana
            clocks: [{ after: 30 days, to: finished }]
          finished:
            crm: { Status: Closed }
            kind: closed
        """),
      prefer: Example(
        """
        states:
          new:
            crm: { Status: New }
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: finished }]
            moves: [{ event: done, to: working }]
          working:
            crm: { Status: Working }
            owner: dana
            clocks: [{ after: 30 days, to: finished }]
          finished:
            crm: { Status: Closed }
            kind: closed
        """))
  ) { input in
    input.journeys.flatMap { journey -> [Finding] in
      let lifecycle = journey.lifecycle
      let states = journey.states
      var findings = states.lookAlikes(in: lifecycle).compactMap { pair -> Finding? in
        guard let span = input.span(of: pair.second, in: lifecycle, "crm"),
          let first = input.span(of: pair.first, in: lifecycle, "crm")
        else { return nil }
        let (a, b) = (lifecycle.states[pair.first].id, lifecycle.states[pair.second].id)
        return Finding(
          "nobody can see in the CRM whether a lead is in “\(a)” or in “\(b)”", at: span,
          labels: [.init("“\(a)” looks the same", at: first)],
          help: "Give each a value of its own.")
      }
      let hidden = states.filter { lifecycle.states[$0].crm.isEmpty }
      if !hidden.isEmpty, hidden.count < states.count,
        let first = hidden.first(where: { input.span(of: $0, in: lifecycle) != nil }),
        let span = input.span(of: first, in: lifecycle)
      {
        let others = hidden.filter { $0 != first }.map { "“\(lifecycle.states[$0].id)”" }
        findings.append(
          Finding(
            "the CRM does not show when a lead is in “\(lifecycle.states[first].id)”, though it shows other states",
            at: span, severity: .warning,
            notes: others.isEmpty ? [] : ["The same is true of \(others.listed)."],
            help: "Say crm: and the field and value by which people can tell."))
      }
      return findings
    }
  }
}

extension [Ref<State>] {
  /// States whose records in the CRM may be one and the same: they agree in every field that both
  /// of them name. Each state is told once.
  fileprivate func lookAlikes(in lifecycle: Lifecycle) -> [(first: Element, second: Element)] {
    var groups: [[String]: [Element]] = [:]
    for state in self where !lifecycle.states[state].crm.isEmpty {
      groups[lifecycle.states[state].crm.keys.sorted(), default: []].append(state)
    }
    let keySets = groups.keys.sorted { $0.lexicographicallyPrecedes($1) }
    var pairs: [(first: Element, second: Element)] = []
    var told: Set<Element> = []
    for (place, keys) in keySets.enumerated() {
      for otherKeys in keySets[place...] {
        let shared = keys.filter(otherKeys.contains)
        if shared.isEmpty { continue }
        func values(_ state: Element) -> [String] {
          shared.map { lifecycle.states[state].crm[$0] ?? "" }
        }
        var known: [[String]: Element] = [:]
        for state in groups[keys] ?? [] where known[values(state)] == nil {
          known[values(state)] = state
        }
        for state in groups[otherKeys] ?? [] {
          guard let twin = known[values(state)], twin != state else { continue }
          let (first, second) = (Swift.min(twin, state), Swift.max(twin, state))
          if told.insert(second).inserted { pairs.append((first, second)) }
        }
      }
    }
    return pairs
  }
}
