import Foundation
import RoeLogic
import RoeTestSupport

/// A condition on the fields of a lead, as `Python/solve.py` reads it.
indirect enum Condition: Encodable {
  case all([Condition])
  case any([Condition])
  case not(Condition)
  case row(Int)
  case isMissing(Int)
  case compares(Int, Comparison, Int)
  case isOneOf(Int, [Int])

  private enum Key: String, CodingKey {
    case all, any, not, row, field, missing, `is`, value, `in`
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    switch self {
    case .all(let parts): try object.encode(parts, forKey: .all)
    case .any(let parts): try object.encode(parts, forKey: .any)
    case .not(let part): try object.encode(part, forKey: .not)
    case .row(let number): try object.encode(number, forKey: .row)
    case .isMissing(let field):
      try object.encode(field, forKey: .field)
      try object.encode(true, forKey: .missing)
    case .compares(let field, let comparison, let constant):
      try object.encode(field, forKey: .field)
      let sign =
        switch comparison {
        case .less: "<"
        case .atMost: "<="
        case .equal: "="
        case .notEqual: "!="
        case .atLeast: ">="
        case .greater: ">"
        }
      try object.encode(sign, forKey: .is)
      try object.encode(constant, forKey: .value)
    case .isOneOf(let field, let constants):
      try object.encode(field, forKey: .field)
      try object.encode(constants, forKey: .in)
    }
  }

  /// The comparisons with a field's values.
  func comparisons(with field: Int) -> [(Comparison, Int)] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap { $0.comparisons(with: field) }
    case .not(let part): part.comparisons(with: field)
    case .compares(field, let comparison, let constant): [(comparison, constant)]
    case .isOneOf(field, let constants): constants.map { (.equal, $0) }
    default: []
    }
  }
}

/// A field that holds an integer, and perhaps nothing.
struct Field: Encodable {
  var lower: Int?
  var upper: Int?
  var optional: Bool

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(lower, forKey: .lower)
    try object.encode(upper, forKey: .upper)
    try object.encode(optional, forKey: .optional)
  }

  private enum Key: CodingKey { case lower, upper, optional }
}

/// Fields cut into regions; the last region of an optional field is that it holds nothing.
struct FieldSpace {
  let fields: [Field]
  let regions: [OrderedRegions]
  let regionCounts: [Int]

  init(_ fields: [Field], _ conditions: [Condition]) {
    self.fields = fields
    regions = fields.enumerated().map { number, field in
      OrderedRegions(
        lower: field.lower, upper: field.upper,
        comparisons: conditions.flatMap { $0.comparisons(with: number) })
    }
    regionCounts = zip(fields, regions).map { $1.count + ($0.optional ? 1 : 0) }
  }

  func literal(_ condition: Condition) -> Literal? {
    switch condition {
    case .isMissing(let field):
      Literal(field, fields[field].optional ? [regionCounts[field] - 1] : [])
    case .compares(let field, let comparison, let constant):
      Literal(field, regions[field].regions(comparison, constant))
    case .isOneOf(let field, let constants):
      Literal(
        field,
        constants.reduce(into: RegionSet()) {
          $0.formUnion(regions[field].regions(.equal, $1))
        })
    default: nil
    }
  }

  /// The row as a box, if it is one.
  func box(_ condition: Condition) -> Box? {
    guard case .all(let parts) = condition else { return literal(condition).map { Box([$0]) } }
    let literals = parts.compactMap(literal)
    return literals.count == parts.count ? Box(literals) : nil
  }

  func diagram(_ condition: Condition, in diagrams: inout Diagrams) throws -> Diagram {
    if let box = box(condition) { return try diagrams.box(box) }
    switch condition {
    case .all(let parts):
      let list = try parts.map { try diagram($0, in: &diagrams) }
      return try diagrams.all(of: list)
    case .any(let parts):
      let list = try parts.map { try diagram($0, in: &diagrams) }
      return try diagrams.any(of: list)
    case .not(let part):
      let inner = try diagram(part, in: &diagrams)
      return try diagrams.not(inner)
    default: throw CocoaError(.featureUnsupported)
    }
  }

  /// A box in the words of conditions.
  func condition(_ box: Box) -> Condition {
    .all(
      box.literals.map { literal in
        .any(literal.regions.map { condition(literal.variable, region: $0) })
      })
  }

  private func condition(_ field: Int, region: Int) -> Condition {
    guard region < regions[field].count else { return .isMissing(field) }
    let bounds = regions[field].bounds(of: region)
    return .all(
      [
        bounds.lower.map { .compares(field, .atLeast, $0) },
        bounds.upper.map { .compares(field, .atMost, $0) }, .not(.isMissing(field)),
      ].compactMap { $0 })
  }

  /// One lead of a cell.
  func lead(_ cell: [Int?]) -> Condition {
    .all(
      cell.enumerated().compactMap { field, region in
        guard let region else { return nil }
        return region < regions[field].count
          ? .compares(field, .equal, regions[field].sample(region)) : .isMissing(field)
      })
  }
}
