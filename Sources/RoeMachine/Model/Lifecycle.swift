/// One kind of record (a lead, an account, a registration) with the machine it lives in.
public struct Lifecycle: Equatable, Sendable {
  public var id: String
  public var fields: [Field]
  public var links: [Link]
  public var events: [Event]
  public var activities: [Activity]
  public var definitions: [Definition]
  public var tables: [RoutingTable]
  public var clocks: [Clock]
  public var states: [State]
  /// Sorted by layer, then as the machine file lists them: the order in which they are tried.
  public var moves: [Move]
  /// Tried in order on capture; the first whose guard holds decides.
  public var entries: [Entry]
  /// Where a lead goes when a rule fails it.
  public var lostAndFound: Ref<State>?
  /// Background facts about the fields; they decide nothing at run time.
  public var assumptions: [Assumption]
  /// What the author wants proved; they decide nothing at run time.
  public var promises: [Promise]

  public init(
    id: String, fields: [Field] = [], links: [Link] = [], events: [Event] = [],
    activities: [Activity] = [], definitions: [Definition] = [], tables: [RoutingTable] = [],
    clocks: [Clock] = [], states: [State] = [], moves: [Move] = [], entries: [Entry] = [],
    lostAndFound: Ref<State>? = nil, assumptions: [Assumption] = [], promises: [Promise] = []
  ) {
    self.id = id
    self.fields = fields
    self.links = links
    self.events = events
    self.activities = activities
    self.definitions = definitions
    self.tables = tables
    self.clocks = clocks
    self.states = states
    self.moves = moves
    self.entries = entries
    self.lostAndFound = lostAndFound
    self.assumptions = assumptions
    self.promises = promises
  }
}

/// A condition under which a new lead enters at a state.
public struct Entry: Equatable, Sendable {
  public var when: Guard
  public var state: Ref<State>
  public init(when: Guard, state: Ref<State>) {
    self.when = when
    self.state = state
  }
}

/// A tie to the records of another lifecycle.
public struct Link: Equatable, Sendable {
  public var id: String
  /// The id of the lifecycle at the other end.
  public var lifecycle: String
  /// How the two records find each other.
  public var key: Key

  public enum Key: Equatable, Sendable {
    /// This record's field holds the id of the one record at the other end.
    case mine(Ref<Field>)
    /// The records at the other end hold this record's id in the field with this id.
    case theirs(String)
  }

  public init(id: String, lifecycle: String, key: Key) {
    self.id = id
    self.lifecycle = lifecycle
    self.key = key
  }
}

/// Something that happens to a lead.
public struct Event: Equatable, Sendable {
  public var id: String
  /// Who may cause it; empty means anybody.
  public var by: [ActorTest]
  /// The fields that the event brings along.
  public var carries: [Ref<Field>]
  /// How the CRM shows the event; carried for the host.
  public var crm: [String: String]

  public init(
    id: String, by: [ActorTest] = [], carries: [Ref<Field>] = [], crm: [String: String] = [:]
  ) {
    self.id = id
    self.by = by
    self.carries = carries
    self.crm = crm
  }
}

/// A test of who caused an input.
public enum ActorTest: Equatable, Sendable {
  case owner
  /// The person who has been asked to accept.
  case asked
  case person(Ref<Person>)
  case role(Ref<Role>)
  /// A member of the pool, present or not.
  case pool(Ref<Pool>)
  /// The lead itself: a form filled in, a mail answered.
  case lead
  /// A machine: the CRM, the marketing automation, another lifecycle.
  case system
}

/// What counts as working on a lead, for clocks and for look-back tests.
public struct Activity: Equatable, Sendable {
  public var id: String
  public var events: [Ref<Event>]
  /// Who must have done it; empty means anybody.
  public var by: [ActorTest]
  /// The record must not satisfy this after the edits (an automated mail, a bounced call).
  public var except: Guard?

  public init(id: String, events: [Ref<Event>], by: [ActorTest] = [], except: Guard? = nil) {
    self.id = id
    self.events = events
    self.by = by
    self.except = except
  }
}

/// A named guard, shared by the rules.
public struct Definition: Equatable, Sendable {
  public var id: String
  public var when: Guard
  public init(id: String, when: Guard) {
    self.id = id
    self.when = when
  }
}

/// A fact about the fields that every real lead satisfies.
public struct Assumption: Equatable, Sendable {
  public var id: String
  public var holds: Guard
  public init(id: String, holds: Guard) {
    self.id = id
    self.holds = holds
  }
}

/// A promise of the author, to be proved or refuted.
public struct Promise: Equatable, Sendable {
  public enum Claim: Equatable, Sendable {
    /// Whenever the guard holds in a live state, the owner comes from one of these.
    case ownedBy([OwnerSource])
    /// Whenever the guard holds in a live state, the owner comes from none of these.
    case neverOwnedBy([OwnerSource])
    /// A lead for which the guard holds is never in one of these states.
    case neverIn([Ref<State>])
    /// No lead for which the guard holds waits longer than this for a named person to be called.
    case calledWithin(Amount, calendar: Ref<BusinessCalendar>?)
  }

  public var id: String
  public var when: Guard
  public var claim: Claim
  public init(id: String, when: Guard, claim: Claim) {
    self.id = id
    self.when = when
    self.claim = claim
  }
}
