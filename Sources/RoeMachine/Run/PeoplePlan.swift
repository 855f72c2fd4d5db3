/// The roster, arranged by what a step asks; persons are places in `Roster.people`.
final class PeoplePlan: Sendable {
  typealias Member = Ref<Roster.Member>

  struct PoolPlan: Sendable {
    let model: Pool
    /// As the roster lists them.
    let members: [Member]
    /// The members in rounds, as often as their weights say.
    let slots: [Member]
    let steward: Member?
    /// Where its loads begin in `RosterState.loads`; nil without a cap.
    let loads: Int?
  }

  struct Absence: Sendable {
    let span: Range<Int>
    let cover: Member?
  }

  let members: [Roster.Member]
  let pools: [PoolPlan]
  /// The persons whom the machine names.
  let named: [Member]
  /// The holders of each role of the machine, by id.
  let holders: [[Member]]
  /// The stewards of the queues.
  let stewards: [Member?]
  let managers: [Member?]
  let backups: [Member?]
  let calendars: [Ref<BusinessCalendar>?]
  let absences: [[Absence]]
  /// The length of `RosterState.loads`.
  let loadCount: Int
  private let places: [String: Member]

  init(_ machine: Machine, _ roster: Roster) throws(MachineError) {
    let places = Dictionary(
      zip(roster.people.map(\.id), roster.people.refs), uniquingKeysWith: { first, _ in first })
    self.places = places
    members = roster.people
    var named: [Member] = []
    for person in machine.people {
      guard let place = places[person.id] else {
        throw MachineError(
          path: "people", "the rules name \(person.id), who is not in the roster")
      }
      named.append(place)
    }
    self.named = named
    holders = machine.roles.map { role in
      roster.people.refs.filter { roster.people[$0].role == role.id }
    }
    stewards = machine.queues.map { $0.steward.map { named[Int($0.offset)] } }
    managers = roster.people.map { $0.manager.flatMap { places[$0] } }
    backups = roster.people.map { $0.backup.flatMap { places[$0] } }
    let calendarPlaces = Dictionary(
      zip(machine.calendars.map(\.id), machine.calendars.refs),
      uniquingKeysWith: { first, _ in first })
    calendars = roster.people.map { $0.calendar.flatMap { calendarPlaces[$0] } }
    var absences = [[Absence]](repeating: [], count: roster.people.count)
    for absence in roster.absences {
      guard let person = places[absence.person] else { continue }
      absences[Int(person.offset)].append(
        Absence(span: absence.span, cover: absence.cover.flatMap { places[$0] }))
    }
    self.absences = absences
    var pools: [PoolPlan] = []
    var loads = 0
    for pool in machine.pools {
      guard let listed = roster.pools.first(where: { $0.id == pool.id }) else {
        throw MachineError(path: "pools", "the roster has no pool \(pool.id)")
      }
      let shares = listed.members.compactMap { share in
        places[share.person].map { (person: $0, weight: share.weight) }
      }
      var slots: [Member] = []
      for round in 1...max(1, shares.map(\.weight).max() ?? 1) {
        slots += shares.filter { $0.weight >= round }.map(\.person)
      }
      pools.append(
        PoolPlan(
          model: pool, members: shares.map(\.person), slots: slots,
          steward: pool.steward.map { named[Int($0.offset)] },
          loads: pool.cap == nil ? nil : loads))
      if pool.cap != nil { loads += roster.people.count }
    }
    self.pools = pools
    loadCount = loads
  }

  /// The person with an id; nil when the roster has none.
  func member(_ id: String) -> Member? { places[id] }

  func hasLeft(_ person: Member, at instant: Int) -> Bool {
    members[person].lastDay.map { $0 <= instant } ?? false
  }

  func isPresent(_ person: Member, at instant: Int) -> Bool {
    !hasLeft(person, at: instant)
      && !absences[Int(person.offset)].contains { $0.span.contains(instant) }
  }

  /// Who covers the absence running at an instant, the one that began last.
  func cover(of person: Member, at instant: Int) -> Member? {
    var running: Absence?
    for absence in absences[Int(person.offset)] where absence.span.contains(instant) {
      if absence.span.lowerBound > running?.span.lowerBound ?? .min { running = absence }
    }
    return running?.cover
  }

  /// Everybody whom a source of a `permitted` list means.
  func all(_ source: OwnerSource) -> [Member] {
    switch source {
    case .person(let person): [named[Int(person.offset)]]
    case .role(let role): holders[Int(role.offset)]
    case .pool(let pool): pools[Int(pool.offset)].members
    default: []
    }
  }
}

/// What changes in a roster while leads are assigned; made by `Interpreter.rosterState()`.
public struct RosterState: Equatable, Sendable {
  /// The slot at which each pool looks next.
  public var turns: [Int]
  /// For every pool with a cap, how many leads each person owns through it.
  var loads: [Int]
  /// For every state with a cap, how many leads each person owns there.
  var counts: [Int]
}
