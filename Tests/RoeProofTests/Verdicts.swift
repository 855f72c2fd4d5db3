import Foundation
@testable import RoeCompiler
import RoeMachine

/// What roe says of one rule set, as the oracles read it; see `Python/z3_oracle.py`.
struct Verdicts: Encodable {
  struct Lead: Encodable {
    /// Each value as JSON.
    var record: [String: String]
    var now: Int
    var last: [String: Int]
  }

  struct Table: Encodable {
    struct Row: Encodable {
      var fate: String
      var by: [Int] = []
      var harmless = false
      var winner: Int?
      var lead: Lead?
    }
    struct Fall: Encodable {
      var field: String
      var whole: Bool
      var lead: Lead
    }
    struct Hole: Encodable {
      var field: String
      var value: String
      var lead: Lead
    }
    var id: String
    var rows: [Row]
    var rest: Lead?
    var overlaps: [Pair]
    var always: [Int]
    var twins: [[Int]]
    var falls: [Fall]
    var holes: [Hole]
  }

  struct Pair: Encodable {
    var first: Int
    var second: Int
    var lead: Lead?
  }

  struct Moves: Encodable {
    struct Fate: Encodable {
      var fate: String
      var by: [Int] = []
    }
    var states: [String]
    var event: String
    var moves: [String]
    var fates: [Fate]
    var unheard: Lead?
    var fights: [Pair]
  }

  var name: String
  /// The meaning of the machine, as canonical JSON.
  var machine: String
  var tables: [Table]
  var moves: [Moves]

  /// Nil when a question was too complex.
  init?(of machine: Machine, name: String) {
    self.name = name
    self.machine = String(decoding: machine.encoded(), as: UTF8.self)
    tables = []
    moves = []
    for facts in TableFacts.all(of: machine, except: []) {
      guard case .success(let result) = facts.result else { return nil }
      tables.append(Table(result, of: facts, in: machine.lifecycles[facts.lifecycle]))
    }
    for facts in MoveFacts.all(
      of: machine.lifecycles.map { Journey(of: $0) }, in: machine, [:], except: [])
    {
      guard case .success(let result) = facts.result else { return nil }
      // What the compiler adds by itself (leavers, lost and found) has no conditions to be judged.
      moves.append(Moves(result, of: facts, in: machine.lifecycles[facts.lifecycle]))
    }
  }
}

extension Verdicts.Table {
  init(_ result: TableFacts.Facts, of facts: TableFacts, in lifecycle: Lifecycle) {
    func lead(_ sample: SampleLead) -> Verdicts.Lead { Verdicts.Lead(sample, in: lifecycle) }
    id = lifecycle.tables[facts.table].id
    rows = result.rows.map { row in
      switch row {
      case .never: Row(fate: "never")
      case .decides: Row(fate: "decides")
      case .hidden(let hidden):
        Row(
          fate: "hidden", by: hidden.rows, harmless: hidden.isHarmless, winner: hidden.winner,
          lead: hidden.lead.map(lead))
      }
    }
    rest = result.rest.map(lead)
    overlaps = result.overlaps.map {
      Verdicts.Pair(first: $0.first, second: $0.second, lead: $0.lead.map(lead))
    }
    always = result.always
    twins = result.twins.map { [$0.first, $0.second] }
    falls = result.fallsWithout.map {
      Fall(
        field: lifecycle.fields[$0.field].id, whole: $0.isWhole, lead: lead($0.lead))
    }
    holes = result.holes.map {
      Hole(field: lifecycle.fields[$0.field].id, value: $0.value.json, lead: lead($0.lead))
    }
  }
}

extension Verdicts.Moves {
  init(_ result: MoveFacts.Facts, of facts: MoveFacts, in lifecycle: Lifecycle) {
    states = facts.states.map { lifecycle.states[$0].id }
    event = lifecycle.events[facts.event].id
    moves = facts.moves.map { lifecycle.moves[$0].id }
    fates = result.fates.map { fate in
      switch fate {
      case .happens: Fate(fate: "happens")
      case .never, .absent: Fate(fate: "never")
      case .hidden(let by): Fate(fate: "hidden", by: by)
      }
    }
    unheard = result.unheard?.lead.map { Verdicts.Lead($0, in: lifecycle) }
    fights = result.fights.map { fight in
      Verdicts.Pair(
        first: fight.first, second: fight.second,
        lead: fight.place.lead.map { Verdicts.Lead($0, in: lifecycle) })
    }
  }
}

extension Verdicts.Lead {
  init(_ sample: SampleLead, in lifecycle: Lifecycle) {
    record = Dictionary(
      uniqueKeysWithValues: zip(lifecycle.fields.map(\.id), sample.record.map(\.json)))
    now = sample.now
    last = Dictionary(
      uniqueKeysWithValues: zip(lifecycle.activities.map(\.id), sample.lastActivity)
        .compactMap { id, at in at.map { (id, $0) } })
  }
}

extension Value {
  /// As it stands in a record.
  fileprivate var json: String {
    func quoted(_ text: String) -> String {
      let data = try? JSONEncoder().encode([text])
      return String(String(decoding: data ?? Data(), as: UTF8.self).dropFirst().dropLast())
    }
    return switch self {
    case .missing: "null"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let number): "\(number)"
    case .text(let text): quoted(text)
    case .set(let values): "[\(values.map(quoted).joined(separator: ","))]"
    }
  }
}
