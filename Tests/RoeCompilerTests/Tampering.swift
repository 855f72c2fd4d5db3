import RoeMachine
import Testing

/// A way to make a lie of a certificate.
enum Tampering: String, CaseIterable, Sendable, CustomTestStringConvertible {
  /// One bound.
  case later, earlier, atOnce, slope, piece, order, startsLater
  /// What is stated about whom.
  case swapped, narrower, wider, nodeRemoved, goalRemoved, stateRemoved, stateUnknown, cameFrom,
    asked
  /// Where nothing was stated.
  case endlessEnds
  /// The frame.
  case digest, lifecycle, value, until, format

  var testDescription: String { rawValue }

  /// The certificate with one lie in it; nil where it has nothing to lie about.
  func applied(to json: JSON, _ seed: Int) -> JSON? {
    switch self {
    case .digest: return json.replacing("machine", .string(String(repeating: "0", count: 64)))
    case .format: return json.replacing("format", .integer(2))
    case .lifecycle: return json.replacing("lifecycles", .array([]))
    default: break
    }
    guard var lifecycles = json["lifecycles"]?.items, let lifecycle = lifecycles.first,
      let changed = changed(lifecycle, seed)
    else { return nil }
    lifecycles[0] = changed
    return json.replacing("lifecycles", .array(lifecycles))
  }

  private func changed(_ lifecycle: JSON, _ seed: Int) -> JSON? {
    guard var nodes = lifecycle["nodes"]?.items else { return nil }
    func with(_ nodes: [JSON]) -> JSON { lifecycle.replacing("nodes", .array(nodes)) }
    // Something is stated, and it is no rest at once.
    let told = nodes.indices.filter { place in
      guard let piece = nodes[place].bound.first?.items else { return false }
      return piece[1] != .null && piece[1] != piece[0]
    }
    let carried = told.filter { nodes[$0]["carried"] == .boolean(true) }
    guard !carried.isEmpty else { return nil }
    let place = carried[seed % carried.count]
    let node = nodes[place]
    var bound = node.bound
    guard var piece = bound.first?.items, case .integer(let from) = piece[0],
      case .integer(let value) = piece[1], case .integer(let slope) = piece[2]
    else { return nil }
    switch self {
    case .later, .earlier:
      piece[1] = .integer(value + (self == .later ? 1 : -1))
      bound[0] = .array(piece)
    case .atOnce: bound = [.array([.integer(from), .integer(from), .integer(1)])]
    case .slope:
      piece[2] = .integer(1 - slope)
      bound[0] = .array(piece)
    case .piece:
      guard bound.count > 1, node.isFinite else { return nil }
      bound.remove(at: 1 + seed % (bound.count - 1))
    case .order:
      guard bound.count > 2 else { return nil }
      bound.swapAt(1, 2)
    case .startsLater:
      piece[0] = .integer(from + 1)
      bound[0] = .array(piece)
    case .swapped:
      guard let other = nodes.indices.first(where: { nodes[$0].bound != bound }) else { return nil }
      bound = nodes[other].bound
      nodes[other] = nodes[other].replacing("bound", .array(node.bound))
    case .narrower:
      // One class fewer, and the others hold fewer leads than there are.
      guard case .object(let leads)? = node["leads"], let field = leads.first?.key,
        let values = node["leads"]?[field]?.items, values.count > 1
      else { return nil }
      let fewer = leads.map { member in
        member.key == field ? JSON.Member(field, .array(Array(values.dropLast()))) : member
      }
      nodes[place] = node.replacing("leads", .object(fewer))
      return with(nodes)
    case .wider:
      // What holds for some leads of a state is said of all, who may wait longer.
      guard
        let short = nodes.indices.first(where: { one in
          nodes[one]["carried"] == .boolean(true) && nodes[one]["leads"] != .object([])
            && nodes[one].isFinite
            && nodes.indices.contains { other in
              nodes[other]["carried"] == .boolean(true) && nodes[other].isFinite
                && nodes[other]["state"] == nodes[one]["state"]
                && nodes[one].first < nodes[other].first
            }
        })
      else { return nil }
      nodes[short] = nodes[short].replacing("leads", .object([]))
      return with(nodes)
    case .nodeRemoved:
      nodes.remove(at: place)
      return with(nodes)
    case .goalRemoved:
      // Leads get there from somewhere, and wherever that is, something is stated.
      guard nodes.allSatisfy(\.isFinite) else { return nil }
      nodes.removeAll { $0["carried"] == .boolean(false) }
      return nodes.count < (lifecycle["nodes"]?.items?.count ?? 0) ? with(nodes) : nil
    case .stateRemoved:
      nodes.removeAll { $0["state"] == node["state"] }
      return with(nodes)
    case .stateUnknown:
      nodes[place] = node.replacing("state", .string("elsewhere"))
      return with(nodes)
    case .cameFrom:
      nodes[place] = node.replacing("previous", node["state"] ?? .null)
      return with(nodes)
    case .asked:
      // Of all leads that wait for an answer somebody has been asked; so this speaks of none.
      let asked = nodes.indices.filter { nodes[$0].holdsAllAsked(true) }
      let unasked = nodes.indices.filter { nodes[$0].holdsAllAsked(false) }
      guard let place = (asked.isEmpty ? unasked : asked).first else { return nil }
      nodes[place] = nodes[place].replacing("asked", .boolean(asked.isEmpty))
      return with(nodes)
    case .endlessEnds:
      guard nodes.contains(where: { $0.bound.count == 1 && !$0.isFinite }) else { return nil }
      // Each would lean on the next, all the way round.
      return with(
        nodes.map { node in
          guard node.bound.count == 1, let piece = node.bound[0].items, piece[1] == .null else {
            return node
          }
          return node.replacing(
            "bound", .array([.array([piece[0], .integer(8_000_000_000_000_000), .integer(0)])]))
        })
    case .value:
      // A value by which leads are told apart is forgotten altogether.
      guard nodes.allSatisfy(\.isFinite), case .object(let leads)? = node["leads"],
        let field = leads.first?.key, let value = lifecycle["fields"]?[field]?.items?.last,
        let fields = lifecycle["fields"]
      else { return nil }
      func without(_ leads: JSON) -> JSON {
        leads.replacing(field, .array((leads[field]?.items ?? []).filter { $0 != value }))
      }
      let fewer = nodes.map { $0.replacing("leads", without($0["leads"] ?? .null)) }
      return lifecycle.replacing("fields", without(fields)).replacing(
        "nodes", .array(fewer.filter { $0["leads"]?[field] != .array([]) }))
    case .until:
      return lifecycle.replacing("until", .integer(value))
    case .digest, .format, .lifecycle: return nil
    }
    nodes[place] = node.replacing("bound", .array(bound))
    return with(nodes)
  }
}

extension JSON {
  var items: [JSON]? {
    if case .array(let items) = self { items } else { nil }
  }

  fileprivate var bound: [JSON] { self["bound"]?.items ?? [] }

  fileprivate var isFinite: Bool { bound.allSatisfy { $0.items?[1] != .null } }

  /// Whether a statement holds leads wherever they came from, of whom somebody has been asked, or nobody.
  fileprivate func holdsAllAsked(_ isAsked: Bool) -> Bool {
    self["carried"] == .boolean(true) && self["previous"] == .null
      && self["asked"] == .boolean(isAsked)
  }

  /// The first instant that is stated.
  fileprivate var first: Int {
    if case .integer(let value)? = bound.first?.items?[1] { value } else { .max }
  }

  func replacing(_ key: String, _ value: JSON) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members.map { $0.key == key ? Member(key, value) : $0 })
  }
}
