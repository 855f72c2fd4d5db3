import RoeLogic
import RoeMachine

/// The leads that can go from state to state for ever along some ways, with all that rules count
/// and write on them.
struct Circulation {
  struct Way {
    let from: Ref<State>
    let to: Ref<State>
    let cause: Journey.Cause
    let actions: [Action]
    /// Those that can go it.
    var leads: Diagram

    var isByTable: Bool { if case .table = cause { true } else { false } }
  }

  /// By the state that they leave, in the order in which they are tried.
  let ways: [Ref<State>: [Way]]
  /// For each state the leads that always have a next way from there.
  private(set) var going: [Ref<State>: Diagram] = [:]

  /// - Parameter staying: the leads that stay in each state until they go one of the ways; all
  ///   where nothing is said.
  init(
    _ ways: [Ref<State>: [Way]], staying: [Ref<State>: Diagram] = [:], _ space: inout LeadSpace
  ) throws(BudgetExceeded) {
    self.ways = ways
    var waiting = ways.keys.sorted()
    var isWaiting = Set(waiting)
    for state in waiting { going[state] = staying[state] ?? space.possible }
    var sources: [Ref<State>: Set<Ref<State>>] = [:]
    for way in ways.values.joined() { sources[way.to, default: []].insert(way.from) }
    while let state = waiting.popLast() {
      isWaiting.remove(state)
      var next = Diagram.none
      for way in ways[state] ?? [] {
        next = try space.diagrams.or(next, taking(way, &space))
      }
      next = try space.diagrams.and(next, going[state] ?? .none)
      if next == going[state] { continue }
      going[state] = next
      for source in (sources[state] ?? []).sorted() where isWaiting.insert(source).inserted {
        waiting.append(source)
      }
    }
  }

  /// The leads that go a way, and can go on for ever.
  func taking(_ way: Way, _ space: inout LeadSpace) throws(BudgetExceeded) -> Diagram {
    let leads = try space.before(way.actions, going[way.to] ?? .none)
    return try space.diagrams.and(leads, way.leads)
  }

  /// Those of the leads that go on for ever that may have come as far back as one likes, so that what
  /// happens a few times only is behind them.
  func recurring(_ space: inout LeadSpace) throws(BudgetExceeded) -> [Ref<State>: Diagram] {
    var recurring = going
    while true {
      var next: [Ref<State>: Diagram] = [:]
      for way in ways.keys.sorted().flatMap({ ways[$0] ?? [] }) {
        let leads = try space.diagrams.and(recurring[way.from] ?? .none, way.leads)
        let after = try space.diagrams.and(
          space.after(way.actions, leads), recurring[way.to] ?? .none)
        next[way.to] = try space.diagrams.or(next[way.to] ?? .none, after)
      }
      for state in ways.keys where next[state] == nil { next[state] = Diagram.none }
      if ways.keys.allSatisfy({ next[$0] == recurring[$0] }) { return recurring }
      recurring = next
    }
  }

  /// A round that some leads go, with those that come to each way of it; nil where none of them goes
  /// round.
  ///
  /// - Parameter starts: the leads that get into each state.
  func round(
    of starts: (Ref<State>) -> Diagram, _ space: inout LeadSpace
  ) throws(BudgetExceeded) -> [(way: Way, leads: Diagram)]? {
    for start in ways.keys.sorted() {
      var leads = try space.diagrams.and(starts(start), going[start] ?? .none)
      if leads == .none { continue }
      var state = start
      var path: [(way: Way, leads: Diagram)] = []
      walk: while true {
        for way in ways[state] ?? [] {
          let taking = try space.diagrams.and(leads, taking(way, &space))
          if taking == .none { continue }
          path.append((way, taking))
          let after = try space.after(way.actions, taking)
          leads = try space.diagrams.and(after, going[way.to] ?? .none)
          state = way.to
          if let first = path.firstIndex(where: { $0.way.from == state }) {
            return Array(path[first...])
          }
          continue walk
        }
        break
      }
    }
    return nil
  }
}
