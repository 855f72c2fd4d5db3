import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let wordDefinedTwice = Lint(
    Code(
      "ROE0105", "word-defined-twice",
      title: "Two teams define the same word differently",
      rationale: """
        Marketing and sales use one word for two things, and each handoff becomes a quarrel about \
        whether the lead is one. A word that people use has one definition; where two are meant, \
        they have two names.
        """,
      avoid: Example(
        """
        fields:
          score: { type: integer, min: 0, max: 100 }
          budget: { type: money, currency: EUR, optional: true }
        definitions:
          marketing_mql: { title: MQL, when: score >= 50 }
          sales_mql: { title: MQL, when: score >= 50 and budget is present }  # ROE0105
        states:
          new:
            owner: lena
            entry: marketing_mql
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ event: done, when: sales_mql, to: won }]
          other: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
      prefer: Example(
        """
        fields:
          score: { type: integer, min: 0, max: 100 }
          budget: { type: money, currency: EUR, optional: true }
        definitions:
          mql: { title: MQL, when: score >= 50 }
          sql: { title: SQL, when: mql and budget is present }
        states:
          new:
            owner: lena
            entry: mql
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ event: done, when: sql, to: won }]
          other: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    guard input.isExact, input.broken.isEmpty else { return [] }
    return input.machine.lifecycles.refs.flatMap { ref -> [Finding] in
      let lifecycle = input.machine.lifecycles[ref]
      var first: [String: Ref<Definition>] = [:]
      return lifecycle.definitions.refs.compactMap { later -> Finding? in
        guard let word = input.title(of: later, in: lifecycle) else { return nil }
        guard let earlier = first[word.folded] else {
          first[word.folded] = later
          return nil
        }
        return input.finding(word, earlier, later, in: ref)
      }
    }
  }
}

extension LintInput {
  fileprivate func title(of definition: Ref<Definition>, in lifecycle: Lifecycle) -> String? {
    texts.rules[RuleID.definition(lifecycle.id, lifecycle.definitions[definition].id)]?.title
  }

  /// The two definitions of a word, where some lead tells them apart.
  fileprivate func finding(
    _ word: String, _ earlier: Ref<Definition>, _ later: Ref<Definition>, in ref: Ref<Lifecycle>
  ) -> Finding? {
    let lifecycle = machine.lifecycles[ref]
    let guards: [Guard] = [.definition(earlier), .definition(later)]
    let names = [earlier, later].map { lifecycle.definitions[$0].id }
    let places = names.map { span(RuleID.definition(lifecycle.id, $0)) }
    guard let place = places[1],
      var space = try? LeadSpace(
        lifecycle, zone: machine.zones[machine.zone], guards: guards, usual: machine.usualInstant,
        budget: TableFacts.nodeBudget)
    else { return nil }
    for (yes, no) in [(0, 1), (1, 0)] {
      guard let leads = try? space.leads(.all([guards[yes], .not(guards[no])])),
        let lead = space.sample(of: leads)
      else { continue }
      return Finding(
        "“\(word)” means two things: \(lead.who) is one after “\(names[yes])”, and none after “\(names[no])”",
        at: place, labels: places[0].map { [.init("the other definition", at: $0)] } ?? [],
        help: "Agree on one definition, or give one of them another title.",
        witness: Witness(lead, in: ref, claims: [.holds(guards[yes]), .fails(guards[no])]))
    }
    return nil
  }
}

extension String {
  /// As people compare names: case and the kind of gap between words do not matter.
  fileprivate var folded: String {
    lowercased().split { $0.isWhitespace || $0 == "_" || $0 == "-" }.joined(separator: " ")
  }
}
