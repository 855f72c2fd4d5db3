/// The people behind the rules. It changes weekly, without changing the machine.
public struct Roster: Equatable, Sendable {
  public struct Member: Equatable, Sendable {
    public var id: String
    public var name: String
    public var role: String?
    public var manager: String?
    public var backup: String?
    /// The id of a calendar.
    public var calendar: String?
    /// The instant from which the person has left, milliseconds UTC.
    public var lastDay: Int?
    /// The other columns of the roster file.
    public var attributes: [String: String]
    public init(
      id: String, name: String, role: String? = nil, manager: String? = nil,
      backup: String? = nil, calendar: String? = nil, lastDay: Int? = nil,
      attributes: [String: String] = [:]
    ) {
      self.id = id
      self.name = name
      self.role = role
      self.manager = manager
      self.backup = backup
      self.calendar = calendar
      self.lastDay = lastDay
      self.attributes = attributes
    }
  }

  public struct Absence: Equatable, Sendable {
    public var person: String
    /// Milliseconds UTC, half open.
    public var span: Range<Int>
    public var cover: String?
    public init(person: String, span: Range<Int>, cover: String? = nil) {
      self.person = person
      self.span = span
      self.cover = cover
    }
  }

  public struct PoolMembers: Equatable, Sendable {
    public struct Share: Equatable, Sendable {
      public var person: String
      public var weight: Int
      public init(person: String, weight: Int) {
        self.person = person
        self.weight = weight
      }
    }
    public var id: String
    public var members: [Share]
    public init(id: String, members: [Share]) {
      self.id = id
      self.members = members
    }
  }

  /// Sorted by id.
  public var people: [Member]
  /// Sorted by person, then start.
  public var absences: [Absence]
  /// Sorted by id.
  public var pools: [PoolMembers]

  public init(people: [Member] = [], absences: [Absence] = [], pools: [PoolMembers] = []) {
    self.people = people
    self.absences = absences
    self.pools = pools
  }
}
