/// Where a lead can be. Somebody owns it there, a clock runs, and something passes it on.
public struct State: Equatable, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case live
    /// Handed over, waiting for the receiver's answer; the giver still owns the lead.
    case pending
    /// Resting until a date, to be looked at again.
    case nurture
    case lostAndFound = "lost_and_found"
    /// The end of the journey.
    case closed
  }

  public var id: String
  public var kind: Kind
  public var owner: OwnerChain
  /// A change of one of these fields asks the owner chain again.
  public var follow: [Ref<Field>]
  /// Armed on entry, unless they are carried over running.
  public var clocks: [Ref<Clock>]
  /// Kept running when they already run; never armed here.
  public var carries: [Ref<Clock>]
  /// A lead without a value for one of these cannot enter.
  public var requires: [Ref<Field>]
  /// The most leads that one owner may have in this state.
  public var capPerOwner: Int?
  /// The only persons who may own a lead here; empty means anybody.
  public var permitted: [OwnerSource]
  /// How the CRM shows the state; carried for the host.
  public var crm: [String: String]

  public init(
    id: String, kind: Kind = .live, owner: OwnerChain, follow: [Ref<Field>] = [],
    clocks: [Ref<Clock>] = [], carries: [Ref<Clock>] = [], requires: [Ref<Field>] = [],
    capPerOwner: Int? = nil, permitted: [OwnerSource] = [], crm: [String: String] = [:]
  ) {
    self.id = id
    self.kind = kind
    self.owner = owner
    self.follow = follow
    self.clocks = clocks
    self.carries = carries
    self.requires = requires
    self.capPerOwner = capPerOwner
    self.permitted = permitted
    self.crm = crm
  }
}

/// A rule that takes a lead somewhere, or changes it where it is.
public struct Move: Equatable, Sendable {
  /// Which rule wins over which; fixed by the language, never by position.
  public enum Layer: String, Sendable, CaseIterable, Comparable {
    case override, exception, anywhere, state

    public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

    private var rank: Int {
      switch self {
      case .override: 0
      case .exception: 1
      case .anywhere: 2
      case .state: 3
      }
    }
  }

  public enum Trigger: Equatable, Sendable {
    case event(Ref<Event>)
    /// The guard was false before the input's edits and is true after them.
    case becomes(Guard)
    /// Looked at after every step; taken whenever the move's guard holds.
    case watch
  }

  public var id: String
  public var layer: Layer
  /// The states it applies in, ascending.
  public var from: [Ref<State>]
  public var trigger: Trigger
  /// Who may cause it; empty means whoever may cause the event.
  public var by: [ActorTest]
  public var when: Guard
  /// Without a value for one of these the input is refused.
  public var requires: [Ref<Field>]
  public var outcome: Outcome

  public init(
    id: String, layer: Layer, from: [Ref<State>], trigger: Trigger, by: [ActorTest] = [],
    when: Guard = .always, requires: [Ref<Field>] = [], outcome: Outcome
  ) {
    self.id = id
    self.layer = layer
    self.from = from
    self.trigger = trigger
    self.by = by
    self.when = when
    self.requires = requires
    self.outcome = outcome
  }
}

/// What a move or a rung does: actions in list order, then at most one transition.
public struct Outcome: Equatable, Sendable {
  public var actions: [Action]
  /// Where the lead goes; nil means that it stays, with its clocks.
  public var to: Target?
  /// Who owns the lead from now on; nil means the target state's own answer, or no change.
  public var owner: OwnerChain?

  public enum Target: Equatable, Sendable {
    case state(Ref<State>)
    case previous
  }

  public init(actions: [Action] = [], to: Target? = nil, owner: OwnerChain? = nil) {
    self.actions = actions
    self.to = to
    self.owner = owner
  }
}

public enum Action: Equatable, Sendable {
  /// Tell the person who already has the duty.
  case remind(OwnerSource)
  /// Tell somebody else.
  case notify(OwnerSource)
  /// Write a field; `missing` clears it.
  case set(Ref<Field>, Value)
  /// Add to a counter.
  case add(Ref<Field>, Int)
  /// Send an event to the linked records.
  case send(event: String, to: Ref<Link>)
  /// Pick the person who is asked to accept, never one who was asked before.
  case ask(OwnerChain)
  case start(Ref<Clock>)
  case stop(Ref<Clock>)
}
