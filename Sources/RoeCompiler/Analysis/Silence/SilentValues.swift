import RoeLogic

/// For each node and goal the latest instant at which the goal is reached, as a function of the
/// instant of entry.
///
/// Groups of nodes are worked out after all those to which they lead; those that do not lead to one
/// another, and the goals, on all cores.
struct SilentValues: Sendable {
  /// By node and goal; the goal after the last one means having an owner. Never, for an origin: each
  /// of its classes is asked about by itself.
  private(set) var latest: [[DueFunction]]
  /// Nodes whose values still changed when they were taken for never.
  private(set) var unsettled: Set<Int> = []
  private let runs: [[SilentRun]]
  private let last: SilenceGoal
  private let never: DueFunction

  static let goals = SilenceGoal.allCases.count + 1

  /// How often a group is gone round until what still changes is taken for never.
  private static let mostRounds = 64

  /// No goal is ever reached.
  ///
  /// - Parameter last: how far leads were followed.
  init(_ runs: [[SilentRun]], until last: SilenceGoal, never: DueFunction) {
    self.runs = runs
    self.last = last
    self.never = never
    latest = Array(repeating: Array(repeating: never, count: Self.goals), count: runs.count)
  }

  /// Takes waits that do not depend on the instant, by goal and node.
  mutating func take(waits: [[Int]], from start: Int) {
    for (goal, waits) in waits.enumerated() {
      for place in runs.indices where waits[place] < DueFunction.never {
        latest[place][goal] = DueFunction(from: start, after: waits[place])
      }
    }
  }

  /// Composes functions.
  ///
  /// - Parameter groups: the nodes that can all reach one another, each after those to which it leads.
  mutating func compose(_ groups: [[Int]]) {
    for level in levels(groups) {
      for (group, settled) in zip(level, settled(level)) {
        for (goal, settled) in settled.enumerated() {
          for (place, value) in zip(group, settled.values) { latest[place][goal] = value }
          if !settled.isSettled { unsettled.formUnion(group) }
        }
      }
    }
  }

  /// The groups, put together with those that they do not lead to, nor are led to by.
  private func levels(_ groups: [[Int]]) -> [[[Int]]] {
    var levels: [[[Int]]] = []
    var above = Array(repeating: 0, count: runs.count)
    for group in groups {
      let level =
        group.lazy.flatMap { runs[$0].lazy.compactMap(\.next) }.map { above[$0] }.max() ?? 0
      if level == levels.count { levels.append([]) }
      levels[level].append(group)
      for place in group { above[place] = level + 1 }
    }
    return levels
  }

  /// The values of the nodes of one group and goal.
  private struct Settled {
    var values: [DueFunction]
    var isSettled = true
  }

  /// By group and goal.
  private func settled(_ level: [[Int]]) -> [[Settled]] {
    let all = concurrently(level.count * Self.goals) { number in
      settled(level[number / Self.goals], number % Self.goals)
    }
    return level.indices.map { Array(all[$0 * Self.goals..<($0 + 1) * Self.goals]) }
  }

  private func settled(_ group: [Int], _ goal: Int) -> Settled {
    var settled = Settled(values: group.map { latest[$0][goal] })
    if let asked = SilenceGoal(rawValue: goal), asked > last { return settled }
    let members = Dictionary(uniqueKeysWithValues: zip(group, group.indices))
    // What does not depend on the group is worked out once.
    var open: [(member: Int, ways: [Way], targets: [Int], known: DueFunction?)] = []
    for (member, place) in group.enumerated() {
      func isLater(_ run: SilentRun) -> Bool {
        run.hits[goal] == nil && run.next.map { members[$0] != nil } ?? false
      }
      let later = runs[place].filter(isLater)
      let known = value(goal, of: runs[place].filter { !isLater($0) })
      if later.isEmpty {
        settled.values[member] = known ?? never
      } else {
        let ways = ways(later, goal)
        open.append((member, ways, ways.compactMap { $0.next.flatMap { members[$0] } }, known))
      }
    }
    if open.isEmpty { return settled }
    // In which step each value changed, and was worked out, the last time.
    var step = 1
    var changed = Array(repeating: 0, count: group.count)
    var done = Array(repeating: -1, count: open.count)
    // From above: what is not never after so many rounds is a bound, whatever way they go.
    for _ in 0..<Self.mostRounds {
      settled.isSettled = true
      for (index, (member, ways, targets, known)) in open.enumerated() {
        if targets.allSatisfy({ changed[$0] <= done[index] }) { continue }
        done[index] = step
        step += 1
        let next = latest(of: zip(ways, targets).map { $0.value(after: settled.values[$1]) })
        let value = latest(of: [known, next].compactMap { $0 })
        guard let value, value != settled.values[member] else { continue }
        settled.values[member] = value
        settled.isSettled = false
        changed[member] = step
      }
      if settled.isSettled { break }
    }
    return settled
  }

  // MARK: Ways

  /// A way on to the next node, or to a goal.
  private struct Way {
    /// Nil when the goal is reached.
    let next: Int?
    /// When it is; `nowhere` when leads do not go this way.
    var due: DueFunction
    let isLate: Bool

    func value(after next: DueFunction) -> DueFunction {
      (isLate ? next.envelope : next).after(due)
    }
  }

  private struct WayKey: Hashable {
    let next: Int?
    let due: ObjectIdentifier
    let isLate: Bool
  }

  /// The ways on which runs go; most runs of a node go the same way as another one.
  private func ways(_ runs: [SilentRun], _ goal: Int) -> [Way] {
    var places: [WayKey: Int] = [:]
    var ways: [(key: WayKey, due: DueFunction, domain: InstantSet)] = []
    for run in runs {
      let hit = run.hits[goal]
      let due = hit ?? (run.next != nil || run.isRest ? run.now : never)
      let next = hit == nil ? run.next : nil
      let key = WayKey(next: next, due: due.identity, isLate: next != nil && run.isLate)
      if let place = places[key] {
        ways[place].domain = ways[place].domain.union(run.domain)
      } else {
        places[key] = ways.count
        ways.append((key, due, run.domain))
      }
    }
    var result: [Way] = []
    var late: [Int: Int] = [:]
    for (key, due, domain) in ways {
      let due = due.restricted(to: domain)
      guard key.isLate, let next = key.next else {
        result.append(Way(next: key.next, due: due, isLate: false))
        continue
      }
      // An envelope never falls: of all that come no later, the last one decides.
      if let place = late[next] {
        result[place].due = .latest(result[place].due, due)
      } else {
        late[next] = result.count
        result.append(Way(next: next, due: due, isLate: true))
      }
    }
    return result
  }

  /// When the last of some runs reaches a goal; nil when there are none.
  func value(_ goal: Int, of runs: [SilentRun]) -> DueFunction? {
    latest(
      of: ways(runs, goal).map { way in
        way.next.map { way.value(after: latest[$0][goal]) } ?? way.due
      })
  }

  private func latest(of functions: [DueFunction]) -> DueFunction? {
    functions.first.map { functions.dropFirst().reduce($0) { .latest($0, $1) } }
  }
}
