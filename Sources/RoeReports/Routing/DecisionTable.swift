import RoeCompiler
import RoeMachine

/// A routing table as a grid: one column for each field that its rows test, or one column of
/// conditions when a row says more than a grid can show.
struct DecisionTable {
  enum Columns: Equatable {
    case fields([Ref<Field>])
    case when
  }

  var columns: Columns
  /// In the order in which the rows are tried, the last one for everything else.
  var rows: [Row]

  struct Row {
    var id: String
    /// As many as there are columns; nil where any value will do.
    var cells: [String?]
    var outcome: String
  }

  init(_ table: RoutingTable, in prose: Prose) {
    let parts = table.rows.map { Self.tests($0.when) }
    if parts.allSatisfy({ $0 != nil }) {
      var fields: [Ref<Field>] = []
      var seen: Set<Ref<Field>> = []
      for part in parts.lazy.compactMap({ $0 }).joined() where seen.insert(part.field).inserted {
        fields.append(part.field)
      }
      columns = .fields(fields)
      rows = zip(table.rows, parts).map { row, tests in
        let cells = fields.map { field -> String? in
          let mine = tests?.filter { $0.field == field } ?? []
          return mine.isEmpty ? nil : prose.cell(mine.map(\.test), of: field)
        }
        return Row(id: row.id, cells: cells, outcome: prose.route(row.outcome))
      }
      rows.append(
        Row(
          id: "otherwise", cells: fields.map { _ in nil },
          outcome: prose.route(table.otherwise)))
    } else {
      columns = .when
      rows = table.rows.map {
        Row(id: $0.id, cells: [prose.condition($0.when)], outcome: prose.route($0.outcome))
      }
      rows.append(
        Row(id: "otherwise", cells: [nil], outcome: prose.route(table.otherwise)))
    }
  }

  /// The tests that a guard joins with `and`; nil when it is anything else.
  private static func tests(_ guarded: Guard) -> [(field: Ref<Field>, test: Test)]? {
    switch guarded {
    case .always: return []
    case .test(let field, let test): return [(field, test)]
    case .all(let parts):
      var all: [(field: Ref<Field>, test: Test)] = []
      for part in parts {
        guard let tests = tests(part) else { return nil }
        all += tests
      }
      return all
    default: return nil
    }
  }
}

extension Prose {
  /// Tests of one field without its name, as a cell holds them: `DE, AT or CH`.
  func cell(_ tests: [Test], of ref: Ref<Field>) -> String {
    if tests.count == 2, case .compare(.greaterOrEqual, let low) = tests[0],
      case .compare(.lessOrEqual, let high) = tests[1]
    {
      return "\(bare(low, of: ref)) to \(bare(high, of: ref))"
    }
    return tests.map { cell($0, of: ref) }.joined(separator: " and ")
  }

  private func cell(_ test: Test, of ref: Ref<Field>) -> String {
    switch test {
    case .isMissing: return "not known"
    case .isPresent: return "known"
    case .compare(.equal, let value): return bare(value, of: ref)
    case .oneOf(let values): return listed(values.map { bare($0, of: ref) }, "or")
    case .noneOf(let values):
      return "known, not \(listed(values.map { bare($0, of: ref) }, "or"))"
    default:
      let sentence = condition(.test(ref, test))
      let name = field(ref) + " "
      let words = sentence.hasPrefix(name) ? String(sentence.dropFirst(name.count)) : sentence
      return words.hasPrefix("is ") ? String(words.dropFirst(3)) : words
    }
  }

  /// In a cell of their own texts need no quotation marks.
  func bare(_ value: Value, of ref: Ref<Field>) -> String {
    if case .text(let text) = value, lifecycle.fields[ref].type == .text { return text.oneLine }
    return self.value(value, of: ref)
  }

  /// In a column of numbers an amount is written as in rules, without separators.
  func bound(_ value: Value, of ref: Ref<Field>) -> String {
    guard case .integer(let minor) = value, case .money(let currency) = lifecycle.fields[ref].type
    else { return bare(value, of: ref) }
    return "\(majorUnits(minor, of: currency)) \(currency.oneLine)"
  }

  /// What a row decides: an owner, another state, or nothing.
  func route(_ route: RoutingTable.Route) -> String {
    switch route {
    case .owner(let chain): owner(chain)
    case .state(let state): "goes to \(self.state(state))"
    case .next: "no answer here: the next place that is asked decides"
    }
  }
}
