import RoeMachine
import RoeSource

extension Lint {
  static let tooComplex = Lint(
    Code(
      "ROE0709", "too-complex", or: .note,
      title: "Not checked: too complex",
      rationale: """
        roe looks at every lead that there can be, and here there are too many kinds of them: rows \
        that ask for many fields in many combinations. What is not checked is not proved, so this \
        is an error. Split the table by the field that is asked for most, or give the combinations \
        names in `definitions`. Where it only concerns what happens if nobody does anything, it is \
        a note: then times are the most that it can take, and what is not shown is said at the end.
        """,
      avoid: Example(Self.entangled(24, marked: true)),
      prefer: Example(Self.entangled(4, marked: false)))
  ) { input in
    let tables = input.facts.tables.compactMap { table -> Finding? in
      guard case .failure(let reason) = table.result else { return nil }
      let lifecycle = input.machine.lifecycles[table.lifecycle]
      let id = lifecycle.tables[table.table].id
      return input.span(RuleID.table(lifecycle.id, id)).map {
        finding("the table “\(id)”", reason, lifecycle, at: $0)
      }
    }
    let moves = input.facts.moves.compactMap { facts -> Finding? in
      guard case .failure(let reason) = facts.result, let move = facts.moves.first else {
        return nil
      }
      let lifecycle = input.machine.lifecycles[facts.lifecycle]
      return input.span(RuleID.move(lifecycle.id, lifecycle.moves[move].id)).map {
        finding("what “\(lifecycle.events[facts.event].id)” does", reason, lifecycle, at: $0)
      }
    }
    let traps = input.facts.traps.compactMap { facts -> Finding? in
      let lifecycle = input.machine.lifecycles[facts.lifecycle]
      guard case .failure(let reason) = facts.result,
        let (_, span) = input.firstWritten(
          of: input.journey(of: facts.lifecycle).states, in: lifecycle)
      else { return nil }
      return finding("from where a lead can come to an end", reason, lifecycle, at: span)
    }
    return tables + moves + traps + input.unfollowed + input.silentStates
  }

  fileprivate static func finding(
    _ subject: String, _ reason: TableFacts.TooComplex, _ lifecycle: Lifecycle, at span: SourceSpan
  ) -> Finding {
    let fields = reason.fields.prefix(5).map { "“\(lifecycle.fields[$0].id)”" }
    if fields.count == 1 {
      return Finding(
        "\(subject) could not be checked: its conditions on \(fields[0]) mix in too many ways",
        at: span,
        help: "Ask less often for parts of a text (contains), or name whole values in a list.")
    }
    return Finding(
      "\(subject) could not be checked: its conditions combine too many fields", at: span,
      notes: ["The fields it asks for most are \(fields.listed)."],
      help: "Split it by one of these fields, or name the combinations in definitions.")
  }

  /// A table whose rows compare each of many pairs of fields: the pairs stand far apart, so that
  /// whoever goes through the fields has to remember half of them.
  private static func entangled(_ count: Int, marked: Bool) -> String {
    let fields = stride(from: 0, to: 2 * count, by: 4).map { first in
      (first..<(first + 4)).map { "f\($0): { type: boolean }" }.joined(separator: ", ")
    }.joined(separator: ",\n  ")
    let condition = (0..<count).map { "f\($0) is true and f\($0 + count) is true" }
      .joined(separator: "\n          or ")
    return """
      fields: {
        \(fields) }
      routing:
        inbound:\(marked ? "  # ROE0709" : "")
          match: first
          rows:
            - id: pairs
              owner: lena
              when: >-
                \(condition)
          otherwise: sam
      states:
        new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """
  }
}

extension LintInput {
  /// Lifecycles of which it is not known which leads get where, and of which nothing is told yet.
  fileprivate var unfollowed: [Finding] {
    if !isExact || !broken.isEmpty { return [] }
    let told = facts.tooComplex
    return machine.lifecycles.refs.compactMap { ref -> Finding? in
      let lifecycle = machine.lifecycles[ref]
      let states = journey(of: ref).states.filter { $0 != lifecycle.lostAndFound }
      guard !told.contains(ref), !facts.knowsWhichLeadsGetWhere(in: ref, lifecycle.id),
        let (_, span) = firstWritten(of: states, in: lifecycle)
      else { return nil }
      return Lint.finding(
        "the way of leads from state to state", TableFacts.TooComplex(rulesOf: lifecycle),
        lifecycle, at: span)
    }
  }

  /// The states in which it could not be followed just so what happens when nobody does anything.
  fileprivate var silentStates: [Finding] {
    facts.silences.flatMap { report -> [Finding] in
      let lifecycle = machine.lifecycles[report.lifecycle]
      var fields: [Ref<State>: [Ref<Field>]] = [:]
      for limit in report.limits {
        switch limit {
        case .parts(let state, let mixed): fields[state, default: []] += mixed
        case .paths(let state): fields[state, default: []] += []
        case .values, .rounds: break
        }
      }
      return fields.sorted { $0.key < $1.key }.compactMap { state, mixed in
        guard let span = span(of: state, in: lifecycle) else { return nil }
        let name = lifecycle.states[state].id
        let names = Set(mixed).sorted().map { "“\(lifecycle.fields[$0].id)”" }
        return Finding(
          names.isEmpty
            ? "what happens in “\(name)” when nobody does anything has too many ways to go on: not all were followed"
            : "what happens in “\(name)” when nobody does anything was followed roughly: its conditions combine too many fields",
          at: span, severity: .note,
          notes: names.isEmpty ? [] : ["They ask for \(names.shortened)."],
          help: names.isEmpty
            ? "Let fewer clocks run there at once, or let them depend on fewer fields."
            : "Split them, or ask for one field that says the same.")
      }
    }
  }
}

extension Facts {
  /// The lifecycles of which something was too much to look at.
  fileprivate var tooComplex: Set<Ref<Lifecycle>> {
    func failed<Answer>(_ result: Result<Answer, TableFacts.TooComplex>) -> Bool {
      if case .failure = result { true } else { false }
    }
    return Set(
      tables.filter { failed($0.result) }.map(\.lifecycle)
        + moves.filter { failed($0.result) }.map(\.lifecycle)
        + traps.filter { failed($0.result) }.map(\.lifecycle))
  }
}
