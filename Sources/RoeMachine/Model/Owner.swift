/// One way to find the person who owns a lead.
public enum OwnerSource: Hashable, Sendable {
  case person(Ref<Person>)
  /// The first present holder of the role, by id.
  case role(Ref<Role>)
  /// The person whom the field names.
  case field(Ref<Field>)
  /// A fresh pick from the pool.
  case pool(Ref<Pool>)
  /// The steward of the queue, until somebody claims the lead.
  case queue(Ref<Queue>)
  /// What the routing table says for the lead.
  case table(Ref<RoutingTable>)
  case keep
  case previous
  /// Whoever caused the input: how a lead is claimed.
  case actor
  /// Whoever was asked to accept.
  case asked
  case managerOfOwner
  case backupOfOwner
  /// The one who covers the owner's absence.
  case coverOfOwner
  /// A fresh pick from the owner's pool, without the owner and without those already asked.
  case nextInPool
  /// Nobody, by design, for a stated reason.
  case nobody
}

/// Ways to find an owner, tried in order; the first that names a present person decides. When
/// none does, the lead goes to lost and found.
public typealias OwnerChain = [OwnerSource]

/// A decision table that names an owner, or sends the lead elsewhere.
public struct RoutingTable: Equatable, Sendable {
  public struct Row: Equatable, Sendable {
    public var id: String
    public var when: Guard
    public var outcome: Route
    public init(id: String, when: Guard, outcome: Route) {
      self.id = id
      self.when = when
      self.outcome = outcome
    }
  }

  public enum Route: Hashable, Sendable {
    case owner(OwnerChain)
    /// The lead moves to this state instead (an "unrouted" or "on hold" outcome).
    case state(Ref<State>)
    /// The table has no answer: the next source of the chain that asked decides.
    case next

    /// Whether the owner may be looked for in this source.
    package func names(_ source: OwnerSource) -> Bool {
      if case .owner(let chain) = self { chain.contains(source) } else { false }
    }
  }

  public var id: String
  /// Rows are tried in order; in a `unique` table at most one may hold for any lead.
  public var isUnique: Bool
  public var rows: [Row]
  public var otherwise: Route

  /// All that it may answer: row by row, and what it answers to everybody else.
  package var routes: [Route] { rows.map(\.outcome) + [otherwise] }

  public init(id: String, isUnique: Bool, rows: [Row], otherwise: Route) {
    self.id = id
    self.isUnique = isUnique
    self.rows = rows
    self.otherwise = otherwise
  }
}
