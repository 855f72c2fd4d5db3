/// Places and the ways between them, each of which takes a fixed time.
///
/// Somebody unhelpful chooses the way; the question is how long it takes at the most until a goal
/// is reached, whatever they choose.
package struct DelayGraph: Sendable {
  /// Where the ways of each place begin in `targets` and `delays`; one more than there are places.
  private var firsts: [Int32] = [0]
  private var targets: [Int32] = []
  private var delays: [Int] = []

  package init(placeCount: Int = 0, wayCount: Int = 0) {
    firsts.reserveCapacity(placeCount + 1)
    targets.reserveCapacity(wayCount)
    delays.reserveCapacity(wayCount)
  }

  package var placeCount: Int { firsts.count - 1 }

  /// Adds the next place. One without a way stands still for ever, unless it is a goal.
  package mutating func addPlace(_ ways: some Sequence<(target: Int, delay: Int)>) {
    for way in ways {
      targets.append(Int32(truncatingIfNeeded: way.target))
      delays.append(way.delay)
    }
    firsts.append(Int32(truncatingIfNeeded: targets.count))
  }

  /// For each place the longest time until a goal is reached; `DueFunction.never` where the goals can be
  /// avoided for ever.
  ///
  /// Goes backwards from the goals; a place is decided when the last of its ways is. All ways must
  /// lead to places that were added.
  package func longestDelays(toGoals goals: [Int]) -> [Int] {
    let count = placeCount
    var longest = [Int](repeating: DueFunction.never, count: count)
    var undecided = [Int32](repeating: 0, count: count)
    // The ways turned round: which places lead to each, sorted by counting.
    var begins = [Int32](repeating: 0, count: count + 1)
    var sources = [Int32](repeating: 0, count: targets.count)
    var queue = [Int32](repeating: 0, count: count)
    var (head, tail) = (0, 0)
    for target in targets { begins[Int(target) + 1] += 1 }
    for place in 0..<count { begins[place + 1] += begins[place] }
    var next = begins
    for place in 0..<count {
      let (first, end) = (firsts[place], firsts[place + 1])
      undecided[place] = end - first
      for way in first..<end {
        let target = Int(targets[Int(way)])
        sources[Int(next[target])] = Int32(truncatingIfNeeded: place)
        next[target] += 1
      }
    }
    for goal in goals where longest[goal] != 0 {
      longest[goal] = 0
      undecided[goal] = 0
      queue[tail] = Int32(truncatingIfNeeded: goal)
      tail += 1
    }
    while head < tail {
      let place = Int(queue[head])
      head += 1
      for index in begins[place]..<begins[place + 1] {
        let source = Int(sources[Int(index)])
        guard undecided[source] > 0 else { continue }
        undecided[source] -= 1
        if undecided[source] > 0 { continue }
        var most = 0
        for way in firsts[source]..<firsts[source + 1] {
          let (sum, overflow) = longest[Int(targets[Int(way)])]
            .addingReportingOverflow(delays[Int(way)])
          most = max(most, overflow ? DueFunction.never : min(sum, DueFunction.never))
        }
        longest[source] = most
        queue[tail] = Int32(truncatingIfNeeded: source)
        tail += 1
      }
    }
    return longest
  }
}
