import RoeMachine
import RoeSource

extension Lint {
  static let namesAlike = Lint(
    Code(
      "ROE0206", "names-alike", .warning,
      title: "Two names that look the same",
      rationale: """
        Two names differ only in capital letters, dashes or underscores. Whoever reads them aloud \
        cannot tell them apart, and sooner or later somebody writes the wrong one. Rename one.
        """,
      avoid: Example(
        """
        states:
          call_back: { owner: lena, entry: true, clocks: [{ after: 2 days, to: callback }] }
          callback: { owner: dana, clocks: [{ after: 2 days, to: lost }] }  # ROE0206
        """),
      prefer: Example(
        """
        states:
          to_call: { owner: lena, entry: true, clocks: [{ after: 2 days, to: called }] }
          called: { owner: dana, clocks: [{ after: 2 days, to: lost }] }
        """))
  ) { input in
    input.machine.lifecycles.flatMap { lifecycle -> [Finding] in
      let id = lifecycle.id
      let kinds: [(noun: String, names: [(String, String)])] = [
        ("states", lifecycle.states.map { ($0.id, RuleID.state(id, $0.id)) }),
        ("fields", lifecycle.fields.map { ($0.id, RuleID.field(id, $0.id)) }),
        ("events", lifecycle.events.map { ($0.id, RuleID.event(id, $0.id)) }),
        ("activities", lifecycle.activities.map { ($0.id, RuleID.activity(id, $0.id)) }),
        ("routing tables", lifecycle.tables.map { ($0.id, RuleID.table(id, $0.id)) }),
        ("definitions", lifecycle.definitions.map { ($0.id, RuleID.definition(id, $0.id)) }),
      ]
      return kinds.flatMap { kind in alike(kind.noun, kind.names, input) }
    }
  }

  private static func alike(
    _ noun: String, _ names: [(name: String, rule: String)], _ input: LintInput
  ) -> [Finding] {
    var first: [String: (name: String, span: SourceSpan)] = [:]
    return names.compactMap { name, rule in input.span(rule).map { (name, $0) } }
      .sorted { $0.1 < $1.1 }
      .compactMap { name, span -> Finding? in
        let folded = name.lowercased().filter { $0 != "-" && $0 != "_" }
        guard let earlier = first[folded] else {
          first[folded] = (name, span)
          return nil
        }
        return Finding(
          "the \(noun) “\(earlier.name)” and “\(name)” look the same", at: span,
          labels: [.init("the other one", at: earlier.span)], help: "Rename one of them.")
      }
  }
}
