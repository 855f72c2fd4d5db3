import RoeMachine
import RoeSource

extension Lint {
  static let boundaryHole = Lint(
    Code(
      "ROE0706", "boundary-hole", .warning,
      title: "A hole at a boundary",
      rationale: """
        One range ends just before a value and the next begins just after it, so exactly that value \
        falls between them. Nobody means that: one of the two ranges should take it.
        """,
      avoid: Example(
        """
        fields:
          employees: { type: integer, min: 1 }
        routing:
          inbound:
            match: first
            rows:
              - { id: small, when: employees < 50, owner: lena }
              - { id: large, when: employees > 50, owner: dana }  # ROE0706
            otherwise: sam
        states:
          new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
      prefer: Example(
        """
        fields:
          employees: { type: integer, min: 1 }
        routing:
          inbound:
            match: first
            rows:
              - { id: small, when: employees < 50, owner: lena }
              - { id: large, when: employees >= 50, owner: dana }
            otherwise: sam
        states:
          new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    input.facts.tables.flatMap { table -> [Finding] in
      guard case .success(let facts) = table.result else { return [] }
      let lifecycle = input.machine.lifecycles[table.lifecycle]
      return facts.holes.compactMap { hole -> Finding? in
        let field = lifecycle.fields[hole.field]
        guard let span = input.span(of: hole, in: table) else { return nil }
        let point = hole.age.map { "exactly \($0.words)" } ?? hole.value.words(in: field)
        return Finding(
          "a lead with \(field.words) \(point)\(hole.age == nil ? "" : " ago") falls between two ranges: no row fits it",
          at: span, help: "Let one of the ranges include \(point).",
          witness: Witness(
            hole.lead, in: table.lifecycle, claims: [.decides(row: nil, of: table.table)]))
      }
    }
  }
}

extension LintInput {
  /// Where a hole is told: at the last row that has the value as the end of a range, and gets leads
  /// of it.
  func span(of hole: TableFacts.Hole, in table: TableFacts) -> SourceSpan? {
    guard case .success(let facts) = table.result else { return nil }
    let lifecycle = machine.lifecycles[table.lifecycle]
    let rows = lifecycle.tables[table.table].rows
    let ends = rows.indices.filter {
      rows[$0].when.ends(at: hole, lifecycle.definitions)
    }
    let deciding = ends.filter { if case .decides = facts.rows[$0] { true } else { false } }
    return (deciding.last ?? ends.last).flatMap { span(ofRow: $0, of: table) }
  }
}

extension Guard {
  /// Whether some range in it ends or begins next to a hole.
  fileprivate func ends(at hole: TableFacts.Hole, _ definitions: [Definition]) -> Bool {
    switch self {
    case .all(let parts), .any(let parts), .atLeast(_, let parts):
      parts.contains { $0.ends(at: hole, definitions) }
    case .not(let inner): inner.ends(at: hole, definitions)
    case .definition(let ref): definitions[ref].when.ends(at: hole, definitions)
    case .test(hole.field, .compare(let comparison, let other)):
      comparison != .equal && comparison != .notEqual && hole.age == nil
        && hole.value.isNextTo(other)
    case .test(hole.field, .age(_, let age)): age == hole.age
    case .always, .test, .clockFrom, .clockBefore, .activity: false
    }
  }
}

extension Value {
  fileprivate func isNextTo(_ other: Value) -> Bool {
    switch (self, other) {
    case (.integer(let a), .integer(let b)): abs(a.saturating(minus: b)) <= 1
    case (.text(let a), .text(let b)): a == b || a.nextNumber == b || b.nextNumber == a
    default: self == other
    }
  }
}

extension Age {
  /// As in `3 months`.
  fileprivate var words: String {
    switch self {
    case .days(let count): "\(count) \(count == 1 ? "day" : "days")"
    case .months(let count): Amount.months(count).words
    case .seconds(let count): Amount.seconds(count).words
    }
  }
}
