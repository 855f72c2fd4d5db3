import RoeMachine

/// The values of a field, in regions on which every test of some guards agrees.
///
/// Missing is no part of a scale; where a field can be missing, that is a region of its own.
enum Scale: Sendable {
  /// Few values, each a region; and where each text stands among them.
  case values([Value], [Bytes: Int] = [:])
  case integers(Cuts<Int>, ClosedRange<Int>)
  /// Days since 1970.
  case dates(Cuts<Int>)
  case texts(Cuts<Bytes>)
  /// What agrees is worked out test by test.
  case tested(TextTests)

  init(_ type: FieldType, _ use: FieldUse) {
    switch type {
    case .boolean: self = .values([.boolean(false), .boolean(true)])
    case .choice(let values):
      self = .values(
        values.map { .text($0) },
        Dictionary(zip(values.map(Bytes.init), values.indices)) { first, _ in first })
    case .integer(let min, let max):
      let lowest = min ?? Int.safeRange.lowerBound
      self = .integers(
        cutting: use.numbers, from: lowest, to: Swift.max(lowest, max ?? Int.safeRange.upperBound))
    case .counter(let max): self = .integers(cutting: use.numbers, from: 0, to: Swift.max(0, max))
    case .money, .instant:
      self = .integers(
        cutting: use.numbers, from: Int.safeRange.lowerBound, to: Int.safeRange.upperBound)
    case .date:
      let first = CivilDate.range.lowerBound.days + 366
      let last = CivilDate.range.upperBound.days
      self = .dates(Cuts(use.numbers.filter { first < $0 && $0 <= last }))
    case .text, .person: self = .texts(Cuts(use.texts.filter { !$0.units.isEmpty }))
    case .set: self = .values([])
    }
  }

  private static func integers(
    cutting numbers: [Int], from lowest: Int, to highest: Int
  ) -> Scale {
    .integers(Cuts(numbers.filter { lowest < $0 && $0 <= highest }), lowest...highest)
  }

  var count: Int {
    switch self {
    case .values(let values, _): values.count
    case .integers(let cuts, _), .dates(let cuts): cuts.count
    case .texts(let cuts): cuts.count
    case .tested(let regions): regions.count
    }
  }

  // MARK: Tests

  /// The regions whose values satisfy a test that is not about missing, in ascending ranges.
  func regions(_ test: Test) -> [Range<Int>] {
    switch test {
    case .isMissing: return []
    case .isPresent: return [0..<count]
    default: break
    }
    switch self {
    case .values(let values, let places):
      switch test {
      case .compare(.equal, .text(let text)):
        return places[Bytes(text)].map { [$0..<($0 + 1)] } ?? []
      case .oneOf(let wanted) where !places.isEmpty:
        let found = wanted.compactMap { value -> Int? in
          if case .text(let text) = value { places[Bytes(text)] } else { nil }
        }
        return found.sorted().map { $0..<($0 + 1) }
      default:
        return values.indices.filter {
          test.holds(for: values[$0], at: 0, today: CivilDate(days: 0))
        }.map { $0..<($0 + 1) }
      }
    case .integers(let cuts, let domain):
      return pieces(test) { value in
        guard case .integer(let number) = value else { return nil }
        return (number, number.saturating(plus: 1))
      } between: {
        cuts.pieces(from: $0, to: $1, within: domain)
      }
    case .dates(let cuts):
      let first = CivilDate.range.lowerBound.days + 366
      return pieces(test) { value in
        guard case .text(let text) = value, let day = CivilDate(text)?.days else { return nil }
        return (day, day + 1)
      } between: {
        cuts.pieces(from: $0, to: $1, within: first...CivilDate.range.upperBound.days)
      }
    case .texts(let cuts):
      if case .startsWith(let prefix) = test {
        let start = Bytes(prefix)
        return [cuts.pieces(from: start, to: start.endOfPrefix, least: Bytes(""))]
      }
      let test = test == .isEmpty ? .compare(.equal, .text("")) : test
      return pieces(test) { value in
        guard case .text(let text) = value else { return nil }
        let bytes = Bytes(text)
        return (bytes, bytes.next)
      } between: {
        cuts.pieces(from: $0, to: $1, least: Bytes(""))
      }
    case .tested(let regions): return regions.regions(test)
    }
  }

  /// - Parameter point: where a value begins on the line, and where the next one does.
  private func pieces<Bound>(
    _ test: Test, point: (Value) -> (Bound, Bound)?,
    between: (Bound?, Bound?) -> Range<Int>
  ) -> [Range<Int>] {
    switch test {
    case .compare(let comparison, let value):
      guard let (start, end) = point(value) else {
        return comparison == .notEqual ? [0..<count] : []
      }
      switch comparison {
      case .equal: return [between(start, end)]
      case .notEqual: return [between(nil, start), between(end, nil)]
      case .less: return [between(nil, start)]
      case .lessOrEqual: return [between(nil, end)]
      case .greater: return [between(end, nil)]
      case .greaterOrEqual: return [between(start, nil)]
      }
    case .oneOf(let values):
      return values.compactMap(point).map(between).sorted { $0.lowerBound < $1.lowerBound }
    case .noneOf(let values):
      var rest: [Range<Int>] = []
      var end = 0
      for taken in values.compactMap(point).map(between).sorted(by: {
        $0.lowerBound < $1.lowerBound
      }) {
        if taken.lowerBound > end { rest.append(end..<taken.lowerBound) }
        end = max(end, taken.upperBound)
      }
      return end < count ? rest + [end..<count] : rest
    default: return []
    }
  }

  // MARK: Samples

  /// A value of a region; nil when no value lies in it after all.
  func sample(of region: Int) -> Value? {
    switch self {
    case .values(let values, _): return values[region]
    case .integers(let cuts, let domain):
      let range = cuts.range(of: region, within: domain)
      // Without a lower end the greatest value is the one a person would think of.
      return .integer(
        range.lowerBound == Int.safeRange.lowerBound
          ? (range.contains(0) ? 0 : range.upperBound) : range.lowerBound)
    case .dates(let cuts):
      let first = CivilDate.range.lowerBound.days + 366
      let range = cuts.range(of: region, within: first...CivilDate.range.upperBound.days)
      let usual = CivilDate(year: 2026, month: 7, day: 1)?.days ?? 0
      let day =
        range.contains(usual)
        ? usual : range.lowerBound == first ? range.upperBound : range.lowerBound
      return .text(CivilDate(days: day).description)
    case .texts(let cuts): return cuts.sample(of: region).map { .text($0) }
    case .tested(let regions): return .text(regions.sample(of: region))
    }
  }
}

extension Cuts where Bound == Int {
  /// The numbers of a piece of a bounded line; every cut lies inside it.
  func range(of piece: Int, within domain: ClosedRange<Int>) -> ClosedRange<Int> {
    let lower = piece > 0 ? bounds[piece - 1] : domain.lowerBound
    let upper = piece < bounds.count ? bounds[piece] - 1 : domain.upperBound
    return lower...max(lower, upper)
  }

  fileprivate func pieces(
    from lower: Int?, to upper: Int?, within domain: ClosedRange<Int>
  ) -> Range<Int> {
    if let lower, lower > domain.upperBound { return 0..<0 }
    if let upper, upper <= domain.lowerBound { return 0..<0 }
    return pieces(
      from: lower.flatMap { $0 > domain.lowerBound ? $0 : nil },
      to: upper.flatMap { $0 <= domain.upperBound ? $0 : nil })
  }
}

extension Cuts {
  fileprivate func pieces(from lower: Bound?, to upper: Bound?, least: Bound) -> Range<Int> {
    if let upper, upper <= least { return 0..<0 }
    return pieces(from: lower.flatMap { $0 > least ? $0 : nil }, to: upper)
  }
}
