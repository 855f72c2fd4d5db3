import RoeMachine

/// A routing table as the cells of a spreadsheet: one column for each field that its rows test, two
/// where they test from and to, and one for conditions that are no tests of a field.
struct Sheet {
  private(set) var head: [String] = ["row"]
  private(set) var rows: [[String]]

  init(_ table: RoutingTable, in prose: Prose) {
    let conditions = table.rows.map { Parts($0.when) }
    var fields: [Ref<Field>] = []
    for field in conditions.flatMap(\.tests).map(\.field) where !fields.contains(field) {
      fields.append(field)
    }
    rows = table.rows.map { [$0.id] }
    for field in fields {
      let id = prose.lifecycle.fields[field].id
      let tests = conditions.map { $0.tests.filter { $0.field == field }.map(\.test) }
      let bounds = tests.map(Self.bounds)
      if bounds.allSatisfy({ $0 != nil }) {
        head += ["\(id)_from", "\(id)_to"]
        for (row, bound) in bounds.enumerated() {
          rows[row] += [bound?.from, bound?.to].map { $0?.map { prose.bound($0, of: field) } ?? "" }
        }
      } else {
        head.append(id)
        for (row, tests) in tests.enumerated() {
          rows[row].append(tests.isEmpty ? "" : prose.cell(tests, of: field))
        }
      }
    }
    if conditions.contains(where: { !$0.others.isEmpty }) {
      head.append("when")
      for (row, condition) in conditions.enumerated() {
        rows[row].append(condition.others.isEmpty ? "" : prose.condition(.all(condition.others)))
      }
    }
    rows.append(["otherwise"] + head.dropFirst().map { _ in "" })
    head.append("owner")
    for (row, route) in table.routes.enumerated() {
      rows[row].append(prose.route(route))
    }
  }

  /// The values from and to which tests let a field go; nil for any other tests.
  private static func bounds(_ tests: [Test]) -> (from: Value?, to: Value?)? {
    var bounds: (from: Value?, to: Value?) = (nil, nil)
    for test in tests {
      switch test {
      case .compare(.greaterOrEqual, let value) where bounds.from == nil: bounds.from = value
      case .compare(.lessOrEqual, let value) where bounds.to == nil: bounds.to = value
      default: return nil
      }
    }
    return bounds
  }

  /// What a condition joins with `and`.
  private struct Parts {
    var tests: [(field: Ref<Field>, test: Test)] = []
    var others: [Guard] = []

    init(_ condition: Guard) { add(condition) }

    private mutating func add(_ condition: Guard) {
      switch condition {
      case .always: break
      case .test(let field, let test): tests.append((field, test))
      case .all(let parts): parts.forEach { add($0) }
      default: others.append(condition)
      }
    }
  }
}
