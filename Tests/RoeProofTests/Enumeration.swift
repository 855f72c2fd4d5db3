import RoeMachine
import RoeSource
import RoeTestSupport

@testable import RoeCompiler

/// A table of a sound or a spoilt rule set, judged by trying the machine itself on one lead of every
/// kind: no diagrams.
struct Enumeration {
  /// For every row: whether some lead fits it, and whether it decides about some lead.
  private(set) var fits: [Bool]
  private(set) var decides: [Bool]
  private(set) var leavesSomebody = false
  /// Pairs of rows that fit one lead and decide differently.
  private(set) var overlaps: Set<[Int]> = []
  private(set) var leads = 0

  struct Unplayable: Error {}

  init(_ rules: SoundRules, table: String) throws {
    try self.init(Proof.compile(rules), table: table)
  }

  init(_ compilation: Compilation, table id: String) throws {
    let machine = compilation.machine
    let interpreter = try Interpreter(machine, roster: compilation.roster)
    guard let lifecycle = machine.lifecycles.refs.first,
      let table = machine.lifecycles[lifecycle].tables.refs.first(where: {
        machine.lifecycles[lifecycle].tables[$0].id == id
      })
    else { throw Unplayable() }
    let model = machine.lifecycles[lifecycle]
    let rows = model.tables[table].rows
    fits = rows.map { _ in false }
    decides = fits
    // A date that lies ahead is old one day, too.
    let hasAges = rows.contains { $0.when.asksForAges }
    let march = CivilDate("2027-03-15").map { machine.zones[machine.zone].start(of: $0) }
    for now in [machine.usualInstant] + (hasAges ? [march].compactMap { $0 } : []) {
      look(at: model, lifecycle, rows, now, interpreter)
    }
  }

  private mutating func look(
    at model: Lifecycle, _ lifecycle: Ref<Lifecycle>, _ rows: [RoutingTable.Row], _ now: Int,
    _ interpreter: Interpreter
  ) {
    let values = model.fields.map { field in
      let isAsked = rows.contains { $0.when.asks(for: field.id, in: model) }
      let values = Self.values(of: field, at: now)
      return isAsked ? values + (field.isOptional ? [.missing] : []) : Array(values.prefix(1))
    }
    var places = values.map { _ in 0 }
    while true {
      leads += 1
      let question = Interpreter.Question(
        lifecycle: lifecycle, record: zip(values, places).map { $0[$1] },
        lastActivity: model.activities.map { _ in nil }, now: now)
      let fitting = rows.indices.filter { interpreter.holds(rows[$0].when, question) }
      for row in fitting { fits[row] = true }
      if let first = fitting.first { decides[first] = true } else { leavesSomebody = true }
      for (place, row) in fitting.enumerated() {
        for other in fitting[..<place] where rows[other].outcome != rows[row].outcome {
          overlaps.insert([other, row])
        }
      }
      guard let next = places.indices.first(where: { places[$0] + 1 < values[$0].count }) else {
        break
      }
      for place in places.indices where place < next { places[place] = 0 }
      places[next] += 1
    }
  }

  /// Values on both sides of every constant that sound rules and their mutations use.
  private static func values(of field: Field, at now: Int) -> [Value] {
    switch field.type {
    case .boolean: return [.boolean(false), .boolean(true)]
    case .choice(let values): return values.map { .text($0) }
    case .integer(let min, let max):
      let cuts = min == 1 ? [10, 50, 200] : [30, 60, 80]
      return cuts.flatMap { [$0 - 1, $0, $0 + 1] }
        .filter { $0 >= min ?? $0 && $0 <= max ?? $0 }.map { .integer($0) }
    case .money: return [499_999, 500_000, 500_001, 2_000_000, 2_000_001].map { .integer($0) }
    case .date:
      let today = CivilDate(instant: now)
      let ages = [0, -29, -30, -31, -32, -59, -60, -61, -62, -63, -400]
      return (ages.map { today.adding(days: $0).description } + ["2026-12-31", "2027-01-01"])
        .map { .text($0) }
    case .set(let members):
      return (0..<(1 << members.count)).map { bits in
        .set(members.indices.filter { bits >> $0 & 1 == 1 }.map { members[$0] }.sorted())
      }
    default: return ["", "10", "104", "11", "4", "5", "51"].map { .text($0) }
    }
  }
}

extension Guard {
  fileprivate func asks(for field: String, in lifecycle: Lifecycle) -> Bool {
    switch self {
    case .test(let ref, _): lifecycle.fields[ref].id == field
    case .all(let parts), .any(let parts), .atLeast(_, let parts):
      parts.contains { $0.asks(for: field, in: lifecycle) }
    case .not(let inner): inner.asks(for: field, in: lifecycle)
    case .always, .definition, .clockFrom, .clockBefore, .activity: false
    }
  }

  fileprivate var asksForAges: Bool {
    switch self {
    case .test(_, .age): true
    case .all(let parts), .any(let parts), .atLeast(_, let parts):
      parts.contains(where: \.asksForAges)
    case .not(let inner): inner.asksForAges
    default: false
    }
  }
}
