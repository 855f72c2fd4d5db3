/// The next clocks of many leads, the earliest first: a binary heap in which outdated entries stay
/// until they come up.
struct TimerQueue: Sendable {
  struct Entry: Comparable, Sendable {
    var timer: NextTimer
    var lead: String
    /// The lead's place with the driver.
    var place: Int

    static func < (a: Self, b: Self) -> Bool {
      a.timer != b.timer ? a.timer < b.timer : a.lead.precedes(b.lead)
    }
  }

  private var heap: [Entry] = []

  var first: Entry? { heap.first }

  mutating func insert(_ entry: Entry) {
    heap.append(entry)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if !(heap[child] < heap[parent]) { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  mutating func removeFirst() {
    guard let last = heap.popLast(), !heap.isEmpty else { return }
    heap[0] = last
    var parent = 0
    while true {
      let left = 2 * parent + 1
      guard left < heap.count else { return }
      let right = left + 1
      let child = right < heap.count && heap[right] < heap[left] ? right : left
      if !(heap[child] < heap[parent]) { return }
      heap.swapAt(child, parent)
      parent = child
    }
  }
}
