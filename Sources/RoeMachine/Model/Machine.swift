/// The compiled rules of engagement: all that decides, and nothing that does not.
///
/// It is the one meaning that checks, documents, and every executing component share; the file
/// format and the semantics of each part stand in `schema/machine.md`. Every array is sorted by
/// id in UTF-8 byte order, except where order itself decides (rungs, rows of a `first` table).
public struct Machine: Equatable, Sendable {
  /// The zone in which dates, months and effective dates are judged.
  public var zone: Ref<Zone>
  /// The day on which these rules go live, `YYYY-MM-DD`; carried for the host.
  public var effective: String?
  /// How long, in seconds, a timer waits for acts that the CRM reports late.
  public var syncLag: Int
  public var zones: [Zone]
  public var calendars: [BusinessCalendar]
  /// The persons whom the rules name; each must be in the roster.
  public var people: [Person]
  public var roles: [Role]
  public var pools: [Pool]
  public var queues: [Queue]
  public var lifecycles: [Lifecycle]

  public init(
    zone: Ref<Zone>, effective: String? = nil, syncLag: Int = 0, zones: [Zone],
    calendars: [BusinessCalendar], people: [Person], roles: [Role], pools: [Pool],
    queues: [Queue], lifecycles: [Lifecycle]
  ) {
    self.zone = zone
    self.effective = effective
    self.syncLag = syncLag
    self.zones = zones
    self.calendars = calendars
    self.people = people
    self.roles = roles
    self.pools = pools
    self.queues = queues
    self.lifecycles = lifecycles
  }
}

/// A time zone as its offset from UTC over the span of the machine.
public struct Zone: Equatable, Sendable {
  /// The IANA name.
  public var id: String
  /// From each instant (milliseconds UTC, ascending) on, the offset in seconds east of UTC.
  public var offsets: [Offset]

  public struct Offset: Equatable, Sendable {
    public var from: Int
    public var seconds: Int
    public init(from: Int, seconds: Int) {
      self.from = from
      self.seconds = seconds
    }
  }

  public init(id: String, offsets: [Offset]) {
    self.id = id
    self.offsets = offsets
  }
}

/// Business hours, already worked out to instants.
public struct BusinessCalendar: Equatable, Sendable {
  public var id: String
  /// The span that the calendar covers, milliseconds UTC, half open.
  public var span: Range<Int>
  /// The length of one `business day`, in open seconds.
  public var daySeconds: Int
  /// The open intervals, sorted, disjoint, not touching, milliseconds UTC.
  public var open: [Range<Int>]
  /// The business days: local midnight and last closing time, milliseconds UTC, sorted.
  public var days: [Range<Int>]

  public init(
    id: String, span: Range<Int>, daySeconds: Int, open: [Range<Int>], days: [Range<Int>]
  ) {
    self.id = id
    self.span = span
    self.daySeconds = daySeconds
    self.open = open
    self.days = days
  }
}

/// A person whom the rules name by id.
public struct Person: Equatable, Sendable {
  public var id: String
  public init(id: String) { self.id = id }
}

/// A role that persons of the roster hold; as an owner it means its present holder.
public struct Role: Equatable, Sendable {
  public var id: String
  public init(id: String) { self.id = id }
}

/// A set of persons of whom one is picked for each lead.
public struct Pool: Equatable, Sendable {
  public enum Pick: String, Sendable, CaseIterable {
    /// Members take turns; a slot is used up at assignment.
    case roundRobin = "round_robin"
    /// The lead's id decides, so that the same lead always finds the same person.
    case byHash = "by_hash"
  }

  /// Only members whose roster column equals the lead's field are eligible.
  public struct Match: Equatable, Sendable {
    public var column: String
    /// The id of a field; a lifecycle without that field never matches.
    public var field: String
    public init(column: String, field: String) {
      self.column = column
      self.field = field
    }
  }

  public var id: String
  public var pick: Pick
  /// The person who is accountable when the pool has nobody to give.
  public var steward: Ref<Person>?
  /// How many members the rules promise to be present at any time.
  public var atLeast: Int
  /// The most leads that one member may own through this pool at a time.
  public var cap: Int?
  public var match: [Match]

  public init(
    id: String, pick: Pick, steward: Ref<Person>?, atLeast: Int, cap: Int? = nil,
    match: [Match] = []
  ) {
    self.id = id
    self.pick = pick
    self.steward = steward
    self.atLeast = atLeast
    self.cap = cap
    self.match = match
  }
}

/// A place where leads wait to be claimed; its steward owns them meanwhile.
public struct Queue: Equatable, Sendable {
  public var id: String
  public var steward: Ref<Person>?
  public init(id: String, steward: Ref<Person>?) {
    self.id = id
    self.steward = steward
  }
}
