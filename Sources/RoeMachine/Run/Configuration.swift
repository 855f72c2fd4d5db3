/// Everything that is known about one lead, and all that decides what happens to it next.
///
/// Persons are places in the roster that the interpreter was made with.
public struct Configuration: Equatable, Sendable {
  public var lifecycle: Ref<Lifecycle>
  public var lead: String
  /// The instant of the last step, milliseconds UTC; all instants here are.
  public var clock: Int
  public var state: Ref<State>
  public var owner: Ref<Roster.Member>?
  public var site: Site
  /// One value for every field of the lifecycle.
  public var record: [Value]
  public var running: [RunningClock]
  public var entered: Int
  public var assigned: Int
  public var captured: Int
  /// When each activity was last counted.
  public var lastActivity: [Int?]
  public var previousState: Ref<State>?
  public var previousOwner: Ref<Roster.Member>?
  /// Who has been asked to accept, the last one last.
  public var asked: [Ref<Roster.Member>]
  /// How many decisions were made so far, and how many of them at the present instant.
  public var decisions: Int
  public var decisionsNow: Int
  /// What the lead adds to the roster's loads and counts.
  var counted: Counted

  /// Where the lead stands in the roster's books.
  struct Counted: Equatable, Sendable {
    var state: Ref<State>?
    var owner: Ref<Roster.Member>?
    var pool: Ref<Pool>?
  }

  /// After this many decisions at one instant the lead is at rest until the next.
  package static let decisionLimit = 1000

  var isHalted: Bool { decisionsNow >= Self.decisionLimit }

  /// The earliest due among the running clocks.
  public var due: Int? {
    var least: Int?
    for clock in running where clock.due < least ?? .max { least = clock.due }
    return least
  }
}

extension Configuration {
  /// A lead that is about to be captured.
  init(capturing input: Input, _ plan: Plan) {
    let lifecycle = plan.lifecycles[Int(input.lifecycle.offset)].model
    self.init(
      lifecycle: input.lifecycle, lead: input.lead, clock: input.received, state: Ref(0),
      owner: nil, site: Site(source: .nobody),
      record: lifecycle.fields.map { field in
        if case .counter = field.type { .integer(0) } else { .missing }
      },
      running: [], entered: input.received, assigned: input.received, captured: input.received,
      lastActivity: Array(repeating: nil, count: lifecycle.activities.count),
      previousState: nil, previousOwner: nil, asked: [], decisions: 0, decisionsNow: 0,
      counted: Counted())
  }

  static let empty = Configuration(
    lifecycle: Ref(0), lead: "", clock: 0, state: Ref(0), owner: nil,
    site: Site(source: .nobody), record: [], running: [], entered: 0, assigned: 0, captured: 0,
    lastActivity: [], previousState: nil, previousOwner: nil, asked: [], decisions: 0,
    decisionsNow: 0, counted: Counted())

  /// The place of the clock that fires next: the least (due, rung, rule id).
  func nextClock(_ plan: LifecyclePlan) -> Int? {
    var least: Int?
    for index in running.indices {
      guard let other = least else {
        least = index
        continue
      }
      let (a, b) = (running[index], running[other])
      if a.due != b.due ? a.due < b.due : (a.rung, a.clock) < (b.rung, b.clock) { least = index }
    }
    return least
  }
}

/// A clock that has been armed and not yet stopped.
public struct RunningClock: Equatable, Sendable {
  public var clock: Ref<Clock>
  /// The rung that fires next, from 0.
  public var rung: Int
  public var anchor: Int
  public var due: Int
  public var calendar: Ref<BusinessCalendar>?
  /// How often a change of owner has started it again.
  public var restarts: Int
  /// The calendar ended before the due time could be worked out.
  public var calendarEnded: Bool
}

/// How an owner was found: the routing rows on the way, and the source that answered.
public struct Site: Equatable, Sendable {
  public var rows: [PassedRow]
  public var source: OwnerSource
  /// For a field: the person whom it named.
  public var named: Ref<Roster.Member>?

  init(rows: [PassedRow] = [], source: OwnerSource, named: Ref<Roster.Member>? = nil) {
    self.rows = rows
    self.source = source
    self.named = named
  }

  var pool: Ref<Pool>? {
    guard case .pool(let pool) = source else { return nil }
    return pool
  }
}

/// A row of a routing table that decided something.
public struct PassedRow: Equatable, Sendable {
  public var table: Ref<RoutingTable>
  /// Nil for `otherwise`.
  public var row: Ref<RoutingTable.Row>?
}
