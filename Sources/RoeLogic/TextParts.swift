/// All texts, divided into the regions that a list of patterns can tell apart, where the parts that
/// texts may contain are told apart each for itself: many of them would make too many regions.
///
/// A text of a region contains the parts that the region forces on it, with each part all that lies
/// within that part, and apart from this any.
package struct TextParts: Sendable {
  package struct Region: Sendable {
    /// What every text of the region contains, by the places of the parts.
    package let forced: RegionSet
    /// Whether its texts contain nothing else.
    package let isClosed: Bool
    fileprivate let start: String
    fileprivate let end: String
    fileprivate let answers: [Bool]
  }

  /// Each once, and none of them empty.
  package let parts: [String]
  /// For each part the other parts that lie within it.
  package let within: [RegionSet]
  package private(set) var regions: [Region] = []
  /// Those that do not ask for one of the parts.
  private let others: [TextPattern]
  private let places: [TextPattern: Int]
  /// A scalar that is in no pattern.
  private let separator: String

  private static let mostConstants = 200
  private static let mostRegions = 2_000

  /// Nil where the order of texts is asked for, or the regions are too many.
  package init?(_ patterns: [TextPattern]) {
    var parts: [String] = []
    var others: [TextPattern] = []
    var known: Set<TextPattern> = []
    for pattern in patterns where known.insert(pattern).inserted {
      if pattern.cut != nil { return nil }
      if case .contains(let part) = pattern, !part.isEmpty {
        parts.append(part)
      } else {
        others.append(pattern)
      }
    }
    self.parts = parts
    self.others = others
    places = Dictionary(uniqueKeysWithValues: zip(others, others.indices))
    within = parts.indices.map { outer in
      RegionSet(
        parts.indices.filter {
          $0 != outer && TextPattern.contains(parts[$0]).matches(parts[outer])
        })
    }
    let constants = Set(others.flatMap { ($0.constants ?? []).map(Scalars.init) })
    let starts = others.compactMap { if case .hasPrefix(let part) = $0 { part } else { nil } }
    let ends = others.compactMap { if case .hasSuffix(let part) = $0 { part } else { nil } }
    if constants.count > Self.mostConstants
      || (starts.count + 1) * (ends.count + 1) > Self.mostRegions
    {
      return nil
    }
    var used = Set(constants.joined())
    for text in parts + starts + ends { used.formUnion(Scalars(text)) }
    guard let scalar = NiceScalar.nicest(in: 0..<NiceScalar.limit, except: used) else { return nil }
    separator = Self.text([scalar])

    var seen: Set<Key> = []
    func add(_ text: String, start: String, end: String, isClosed: Bool) {
      let answers = others.map { $0.matches(text) }
      let forced = RegionSet(
        parts.indices.filter { TextPattern.contains(parts[$0]).matches(text) })
      let key = Key(answers: answers, forced: isClosed ? forced : nil)
      if !seen.insert(key).inserted { return }
      regions.append(
        Region(forced: forced, isClosed: isClosed, start: start, end: end, answers: answers))
    }
    for constant in constants.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let text = Self.text(constant)
      add(text, start: text, end: "", isClosed: true)
    }
    for start in [""] + starts {
      for end in [""] + ends {
        add(start + separator + separator + end, start: start, end: end, isClosed: false)
      }
    }
  }

  private struct Key: Hashable {
    let answers: [Bool]
    let forced: RegionSet?
  }

  private static func text(_ scalars: Scalars) -> String {
    String(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init)))
  }

  /// The regions for which a pattern holds; nil when it asks for one of the parts.
  package func regions(of pattern: TextPattern) -> RegionSet? {
    places[pattern].map { place in
      RegionSet(regions.indices.filter { regions[$0].answers[place] })
    }
  }

  /// A text of a region that contains some parts, and of the others those alone that it must.
  package func sample(of region: Int, containing wanted: RegionSet) -> String {
    let region = regions[region]
    if region.isClosed { return region.start }
    var all = wanted.union(region.forced)
    for part in wanted { all.formUnion(within[part]) }
    let further = all.subtracting(region.forced)
    let largest = further.filter { part in
      !further.contains { $0 != part && within[$0].contains(part) }
    }.map { parts[$0] }
    func fits(_ text: String) -> Bool {
      others.indices.allSatisfy { others[$0].matches(text) == region.answers[$0] }
        && parts.indices.allSatisfy {
          TextPattern.contains(parts[$0]).matches(text) == all.contains($0)
        }
    }
    let pieces = [region.start] + largest + [region.end]
    let filled = pieces.filter { !$0.isEmpty }
    // What a person would write, if it is one of the region.
    for text in [filled.joined(separator: " "), filled.joined(), "x", "other", "a", "1"]
    where !text.isEmpty && fits(text) {
      return text
    }
    let middle = ([separator] + largest + [separator]).joined(separator: separator)
    return region.start + middle + region.end
  }
}
