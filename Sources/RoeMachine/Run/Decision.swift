/// One record of what the machine decided, and why; compact, and rendered on demand.
public struct Decision: Equatable, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case captured, moved, noted, edited, ignored, refused, fired, followed, lost
  }

  public enum Reason: String, Sendable, CaseIterable {
    case domain, frozen, actor, required, permitted, cap
    case noOwner = "no_owner"
    case noPrevious = "no_previous"
    case noEntry = "no_entry"
    case runaway
    case calendarEnded = "calendar_ended"
  }

  public struct Timer: Equatable, Sendable {
    public var clock: Ref<Clock>
    /// From 1.
    public var rung: Int
  }

  public var lifecycle: Ref<Lifecycle>
  /// Milliseconds UTC.
  public var at: Int
  public var lead: String
  /// From 1, for each lead.
  public var sequence: Int
  public var kind: Kind
  public var reason: Reason?
  public var late: Bool
  /// The key of the input that was decided.
  public var input: String?
  public var timer: Timer?
  public var from: Ref<State>?
  public var to: Ref<State>?
  public var ownerBefore: Ref<Roster.Member>?
  public var ownerAfter: Ref<Roster.Member>?
  /// The earliest due among the running clocks after the step.
  public var due: Int?
  public var effects: [Effect]
  public var because: Because
  /// Whether each operand of the move's guard held.
  public var parts: [Bool]? { guardParts?.values }
  var guardParts: GuardParts?
}

/// Whether each of some guards held; up to 64 without an allocation.
struct GuardParts: Equatable, Sendable {
  private var count = 0
  private var bits: UInt64 = 0
  private var others: [Bool] = []

  var values: [Bool] { (0..<min(count, 64)).map { bits >> UInt64($0) & 1 == 1 } + others }

  mutating func append(_ holds: Bool) {
    if count >= 64 {
      others.append(holds)
    } else if holds {
      bits |= 1 << UInt64(count)
    }
    count += 1
  }
}

/// Something that the host does because of a decision.
public enum Effect: Equatable, Sendable {
  case assign(Ref<Roster.Member>)
  case remind(Ref<Roster.Member>)
  case notify(Ref<Roster.Member>)
  case set(Ref<Field>, Value)
  case send(event: String, link: Ref<Link>)
  case ask(Ref<Roster.Member>)
}

/// The rules that led to a decision, in order; the first without an allocation.
public struct Because: Equatable, Sendable {
  private(set) var first: Rule?
  private(set) var others: [Rule] = []

  public var rules: [Rule] { (first.map { [$0] } ?? []) + others }

  mutating func append(_ rule: Rule) {
    if first == nil { first = rule } else { others.append(rule) }
  }
}

/// A rule of one lifecycle, by its place.
public enum Rule: Equatable, Sendable {
  /// From 0.
  case entry(Int)
  case move(Ref<Move>)
  case clock(Ref<Clock>)
  case row(PassedRow)
  case state(Ref<State>)

  /// The rule's id, as `texts` and `sources` use it.
  public func id(in lifecycle: Lifecycle) -> String {
    switch self {
    case .entry(let number): RuleID.entry(lifecycle.id, number + 1)
    case .move(let move): RuleID.move(lifecycle.id, lifecycle.moves[move].id)
    case .clock(let clock): RuleID.clock(lifecycle.id, lifecycle.clocks[clock].id)
    case .state(let state): RuleID.state(lifecycle.id, lifecycle.states[state].id)
    case .row(let passed):
      RuleID.row(
        lifecycle.id, lifecycle.tables[passed.table].id,
        passed.row.map { lifecycle.tables[passed.table].rows[$0].id } ?? "otherwise")
    }
  }
}
