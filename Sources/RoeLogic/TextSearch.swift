/// Looks for the cheapest text of every class: goes from the empty text to longer ones, the nicest
/// first, and follows only one of the texts that every continuation leaves in the same class.
struct TextSearch {
  /// All that later scalars can make a difference to.
  private struct State: Hashable {
    /// A node of `starts`; once the text has left it, -1, and then `prefix` and `order` are final.
    var node: Int
    var prefix: Int
    var order: Int
    /// A node of `ends`.
    var end: Int
    var parts: RegionSet
  }

  /// A text: an earlier one and one more scalar.
  private struct Step {
    var state: State
    var previous: Int
    var scalar: UInt32
  }

  private let classes: TextClasses
  private var steps: [Step] = []
  /// The cost of the cheapest text known to lead to a state.
  private var costs: [State: Int] = [:]
  /// Steps by the cost of their text; the complement of a step: the text is to be a sample. Those
  /// that wait differ by less than the limit.
  private var queue = [[Int]](repeating: [], count: costLimit)
  private var waiting = 0
  private static let costLimit = 128
  private(set) var samples: [(class: TextClass, sample: Scalars)] = []

  init(_ classes: TextClasses, budget: Int) throws(BudgetExceeded) {
    self.classes = classes
    let start = State(
      node: 0, prefix: classes.prefix[0], order: classes.orders[0], end: 0,
      parts: classes.parts[0])
    reach(start, from: -1, by: 0, cost: 0)
    var seen: Set<TextClass> = []
    var looked = 0
    var cost = 0
    while waiting > 0 {
      let bucket = cost % Self.costLimit
      var position = 0
      while position < queue[bucket].count {
        let index = queue[bucket][position]
        position += 1
        if index < 0 {
          let textClass = textClass(steps[~index].state)
          if seen.insert(textClass).inserted { samples.append((textClass, text(~index))) }
          continue
        }
        let state = steps[index].state
        guard costs[state] == cost else { continue }
        // Each state once, though several texts of this cost may lead to it.
        costs[state] = -1
        if index != 0 {
          // A space at the end is hard to see.
          enqueue(~index, cost: cost + (steps[index].scalar == 0x20 ? 4 : 0))
        }
        for scalar in scalars(after: state) {
          looked += 1
          if looked > budget { throw BudgetExceeded() }
          reach(
            follow(state, scalar), from: index, by: scalar,
            cost: cost + NiceScalar.cost(scalar))
        }
      }
      waiting -= position
      queue[bucket].removeAll(keepingCapacity: true)
      cost += 1
    }
    if seen.insert(textClass(start)).inserted { samples.append((textClass(start), [])) }
  }

  private mutating func reach(_ state: State, from previous: Int, by scalar: UInt32, cost: Int) {
    if let known = costs[state], known <= cost { return }
    costs[state] = cost
    enqueue(steps.count, cost: cost)
    steps.append(Step(state: state, previous: previous, scalar: scalar))
  }

  private mutating func enqueue(_ item: Int, cost: Int) {
    queue[cost % Self.costLimit].append(item)
    waiting += 1
  }

  private func textClass(_ state: State) -> TextClass {
    TextClass(
      equality: state.node < 0 ? -1 : classes.equality[state.node], prefix: state.prefix,
      order: state.order, suffix: classes.suffix[state.end], parts: state.parts)
  }

  private func text(_ index: Int) -> Scalars {
    var text: Scalars = []
    var index = index
    while index > 0 {
      text.append(steps[index].scalar)
      index = steps[index].previous
    }
    return text.reversed()
  }

  private func follow(_ state: State, _ scalar: UInt32) -> State {
    var next = state
    if state.node >= 0 {
      if let node = classes.starts.child(state.node, scalar) {
        next.node = node
        next.prefix = classes.prefix[node]
        next.order = classes.orders[node]
      } else {
        next.node = -1
        next.order = classes.order(leaving: state.node, by: scalar)
      }
    }
    next.end = classes.ends.follow(scalar, state.end)
    next.parts.formUnion(classes.parts[next.end])
    return next
  }

  /// The scalars that make a difference after a text, and for all others one that stands for those
  /// around it; the nicest first.
  private func scalars(after state: State) -> Scalars {
    var known: Set<UInt32> = []
    var end = state.end
    while true {
      known.formUnion(classes.ends.children[end].map { classes.ends.scalars[$0] })
      if end == 0 { break }
      end = classes.ends.fallbacks[end]
    }
    var cuts: Scalars = []
    if state.node >= 0 {
      let own = classes.starts.children[state.node].map { classes.starts.scalars[$0] }
      known.formUnion(own)
      if classes.haveOrder { cuts = own }
    }
    var result = Array(known)
    var first: UInt32 = 0
    for cut in cuts + [NiceScalar.limit] {
      if first < cut, let other = NiceScalar.nicest(in: first..<cut, except: known) {
        result.append(other)
      }
      first = cut + 1
    }
    return result.sorted {
      (NiceScalar.cost($0), NiceScalar.rank($0)) < (NiceScalar.cost($1), NiceScalar.rank($1))
    }
  }
}

/// Which scalars look best in a sample.
enum NiceScalar {
  /// All scalars are below.
  static let limit: UInt32 = 0x11_0000

  private static let liked: [UInt32] = Array(
    "xabcdefghijklmnopqrstuvwyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.@/ ".unicodeScalars
      .map(\.value))

  private static let ranks = Dictionary(
    uniqueKeysWithValues: liked.enumerated().map { ($1, UInt32($0)) })

  static func rank(_ scalar: UInt32) -> UInt32 { ranks[scalar] ?? scalar + UInt32(liked.count) }

  /// Two letters are better than one strange character.
  static func cost(_ scalar: UInt32) -> Int {
    if let rank = ranks[scalar] { return rank < 62 ? 1 : 3 }
    guard let scalar = Unicode.Scalar(scalar) else { return 64 }
    let properties = scalar.properties
    if properties.isAlphabetic { return 2 }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .nonspacingMark, .enclosingMark, .spacingMark, .spaceSeparator:
      return 64
    default: return scalar.isASCII ? 4 : 16
    }
  }

  /// The nicest scalar of a range, or of its first hundreds.
  static func nicest(in range: Range<UInt32>, except known: Set<UInt32>) -> UInt32? {
    if let best = liked.first(where: { range.contains($0) && !known.contains($0) }) { return best }
    var best: UInt32?
    var seen = 0
    for scalar in range where Unicode.Scalar(scalar) != nil && !known.contains(scalar) {
      if best.map({ cost(scalar) < cost($0) }) ?? true { best = scalar }
      seen += 1
      if cost(scalar) <= 2 || seen == 300 { break }
    }
    return best
  }
}
