import RoeMachine

extension Field {
  /// Values of the field such that every way in which the tests can turn out is that of one of
  /// them, as far as constants, their neighbours and missing can show it.
  ///
  /// - Parameters:
  ///   - tests: none of them asks for an age.
  ///   - kept: values that are told apart whatever the tests say.
  func representatives(for tests: [Test], keeping kept: [Value]) -> [Value] {
    var seen: Set<[Bool]> = []
    var result: [Value] = []
    func outcome(_ value: Value) -> [Bool] {
      tests.map { $0.holds(for: value, at: 0, today: CivilDate(days: 0)) }
    }
    for value in kept where !result.contains(value) {
      result.append(value)
      // Numbers beyond those that are counted up to are like the last of them.
      if case .counter = type { seen.insert(outcome(value)) }
    }
    for value in candidates(tests) where !result.contains(value) {
      if seen.insert(outcome(value)).inserted { result.append(value) }
    }
    if case .counter = type {
      result.sort { a, b in
        if case (.integer(let a), .integer(let b)) = (a, b) { a < b } else { false }
      }
    }
    return result
  }

  /// The first day of the year 9000: far away, and not so far that no calendar knows the days after.
  static let farInstant = 221_845_392_000_000

  private func candidates(_ tests: [Test]) -> [Value] {
    let constants = tests.flatMap(\.constants)
    var values: [Value]
    switch type {
    case .boolean: values = [.boolean(true), .boolean(false)]
    case .instant:
      // As of a date: what lies far away keeps a clock from ringing.
      values = [.integer(Self.farInstant)]
      for case .integer(let number) in constants {
        values += [number &- 1, number, number &+ 1].map(Value.integer)
      }
    case .integer, .counter, .money:
      var numbers: [Int] = [0, 1]
      for case .integer(let number) in constants {
        numbers += [number &- 1, number, number &+ 1]
      }
      var bounds = -Int.safeMax...Int.safeMax
      switch type {
      case .integer(let low, let high):
        let low = low ?? bounds.lowerBound
        bounds = low...max(low, high ?? bounds.upperBound)
      case .counter(let most): bounds = 0...max(0, most)
      default: break
      }
      numbers += [bounds.lowerBound, bounds.upperBound]
      values = numbers.filter(bounds.contains).sorted().map(Value.integer)
    case .choice(let texts): values = texts.map(Value.text)
    case .set(let texts): values = Self.sets(of: texts, asked: Set(constants.flatMap(\.texts)))
    case .date:
      // A day that lies far away keeps a clock that waits for it from ringing.
      values = [.text("9999-12-31")]
      for case .text(let text) in constants {
        guard let date = CivilDate(text) else { continue }
        values += [-1, 0, 1].map { .text(date.adding(days: $0).description) }
      }
    case .text, .person:
      let texts = constants.flatMap(\.texts)
      values = texts.map(Value.text)
      values += texts.prefix(12).flatMap { a in texts.prefix(12).map { .text(a + $0) } }
      values += [.text("something else"), .text("")]
      values += texts.map { .text($0 + "0") }
    }
    return values + (isOptional ? [.missing] : [])
  }

  /// The sets of the values that are asked for, alone and with one that is not.
  private static func sets(of texts: [String], asked: Set<String>) -> [Value] {
    let known = texts.filter(asked.contains).prefix(6)
    let other = texts.first { !asked.contains($0) }
    var sets: [[String]] = [[]]
    for text in known { sets += sets.map { $0 + [text] } }
    if let other { sets += sets.map { $0 + [other] } }
    sets.append(texts)
    return sets.map { .set($0.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }) }
  }
}

extension Test {
  /// The values that the test names.
  var constants: [Value] {
    switch self {
    case .isMissing, .isPresent, .isEmpty, .age: []
    case .compare(_, let value): [value]
    case .oneOf(let values), .noneOf(let values): values
    case .startsWith(let text), .endsWith(let text), .contains(let text): [.text(text)]
    case .hasAny(let texts), .hasAll(let texts): [.set(texts)]
    }
  }
}

extension Value {
  fileprivate var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .set(let texts): texts
    default: []
    }
  }
}
