import RoeMachine

/// The instants that some guards tell apart, and what dates and instants can look like at each.
///
/// An age ties a field to the clock: a lead cannot be both from last year and three days old. So
/// the clock is cut wherever that changes, and each piece knows the regions that exist in it.
struct Moments: Sendable {
  /// One instant of every region of the clock.
  let instants: [Int]
  /// The fields that some test asks for their age, with the tests.
  private(set) var fields: [Ref<Field>: Timed] = [:]

  struct Timed: Sendable {
    var tests: [Test]
    /// The answers that values of the field can get, over all instants.
    var answers: [[Bool]] = []
    /// For each region of the clock and of the field a value, where there is one.
    var samples: [[Value?]] = []

    func regions(_ test: Test) -> [Range<Int>] {
      guard let place = tests.firstIndex(of: test) else { return [] }
      return answers.indices.filter { answers[$0][place] }.map { $0..<($0 + 1) }
    }
  }

  /// - Parameters:
  ///   - clockTests: instants at which some guard changes its answer.
  ///   - usual: the instant that is taken where none matters.
  init(
    _ timed: [Ref<Field>: (type: FieldType, tests: [Test], numbers: [Int])], clockTests: [Int],
    usual: Int, zone: Zone
  ) {
    // Before a turn rather an hour before, so that something can still happen then.
    let hour = 3_600_000
    var candidates = Set([usual] + clockTests.flatMap { [$0 - hour, $0 - 1, $0] })
    for (_, field) in timed {
      candidates.formUnion(Self.turns(of: field, usual: usual, zone: zone))
    }
    let fields = timed.sorted { $0.key < $1.key }
    var values = fields.map { _ in [Int: Candidate]() }
    var regions: [Signature: Int] = [:]
    var instants: [Int] = []
    var all: [[[[Bool]: Value]]] = []
    // The usual instant comes first, so that it stands for its region.
    for instant in [usual] + candidates.subtracting([usual]).sorted() {
      let found = fields.indices.map {
        Self.answers(of: fields[$0].value, at: instant, zone: zone, &values[$0])
      }
      let signature = Signature(
        clock: clockTests.map { instant >= $0 }, fields: found.map { Set($0.keys) })
      if regions.updateValue(instants.count, forKey: signature) == nil {
        instants.append(instant)
        all.append(found)
      } else {
        regions[signature] = instants.count - 1
      }
    }
    self.instants = instants
    for (place, field) in fields.enumerated() {
      let answers = Set(all.flatMap { $0[place].keys }).sorted { Self.precedes($0, $1) }
      self.fields[field.key] = Timed(
        tests: field.value.tests, answers: answers,
        samples: all.map { found in answers.map { found[place][$0] } })
    }
  }

  private struct Signature: Hashable {
    let clock: [Bool]
    let fields: [Set<[Bool]>]
  }

  private static func precedes(_ a: [Bool], _ b: [Bool]) -> Bool {
    a.lexicographicallyPrecedes(b) { !$0 && $1 }
  }

  /// Instants around which the order of a field's own dates and of its ages changes.
  private static func turns(
    of field: (type: FieldType, tests: [Test], numbers: [Int]), usual: Int, zone: Zone
  ) -> [Int] {
    let ages = field.tests.compactMap { if case .age(_, let age) = $0 { age } else { nil } }
    var instants: [Int] = []
    // A value one step beside a turn of its own may be one step beside a turn of its age.
    for age in ages {
      for number in field.numbers {
        switch age {
        case .seconds(let count):
          let turn = number.saturating(plus: count.saturating(times: 1000))
          instants += [-1000, 0, 1000].flatMap { second in
            (-2...2).map { turn.saturating(plus: second + $0) }
          }
        case .days(let count):
          for day in -2...2 {
            instants.append(zone.start(of: CivilDate(days: number).adding(days: count + day)))
          }
        case .months(let count):
          for beside in -1...1 {
            let moved = CivilDate(days: number).adding(days: beside).adding(months: count)
            instants += (-1...1).map { zone.start(of: moved.adding(days: $0)) }
          }
        }
      }
    }
    // Thirty days and a month come in either order: all days of four years are tried, from the usual
    // one on, and on both sides of every turn.
    if ages.contains(where: { if case .days = $0 { true } else { false } }),
      ages.contains(where: { if case .months = $0 { true } else { false } })
    {
      let fourYears = 1461
      let today = zone.day(at: usual)
      var days = Set((0..<fourYears).map { today.adding(days: $0) })
      for age in ages {
        for number in field.numbers {
          let turn = CivilDate(days: number).adding(age)
          for beside in -fourYears...fourYears { days.insert(turn.adding(days: beside)) }
        }
      }
      instants += days.map(zone.start(of:))
    }
    return instants
  }

  /// A value of a field, with its answers to those tests that do not ask for its age.
  private struct Candidate {
    let value: Value
    let answers: [Bool?]
  }

  /// What answers the tests of a field can give at an instant, each with a value.
  ///
  /// - Parameter values: those that have been looked at before, by number.
  private static func answers(
    of field: (type: FieldType, tests: [Test], numbers: [Int]), at now: Int, zone: Zone,
    _ values: inout [Int: Candidate]
  ) -> [[Bool]: Value] {
    let today = zone.day(at: now)
    var turns = field.numbers
    for case .age(_, let age) in field.tests {
      switch age {
      case .seconds(let count):
        let turn = now.saturating(minus: count.saturating(times: 1000))
        turns += [turn.saturating(plus: 1), turn.saturating(minus: 999)]
      case .days(let count):
        turns += [today.days.saturating(minus: count), today.days.saturating(minus: count) + 1]
      case .months(let count):
        turns += [0, 1].map { firstDay(reaching: today.adding(days: $0), after: count) }
      }
    }
    let isDate = field.type == .date
    let domain =
      isDate
      ? (CivilDate.range.lowerBound.days + 366)...CivilDate.range.upperBound.days : Int.safeRange
    var found: [[Bool]: Value] = [:]
    for number in Set(
      turns.flatMap { [$0.saturating(minus: 1), $0] } + [isDate ? today.days : now]
    )
    .sorted() where domain.contains(number) {
      let candidate = values[number] ?? candidate(number, of: field, isDate: isDate)
      values[number] = candidate
      let answers = zip(field.tests, candidate.answers).map { test, answer in
        if let answer { return answer }
        if isDate, case .age(let comparison, let age) = test {
          return age.satisfies(comparison, since: CivilDate(days: number), today: today)
        }
        return test.holds(for: candidate.value, at: now, today: today)
      }
      // Rather a whole second: that is how instants are told.
      let isBetter = found[answers].map { !$0.isWhole && candidate.value.isWhole } ?? true
      if isBetter { found[answers] = candidate.value }
    }
    return found
  }

  private static func candidate(
    _ number: Int, of field: (type: FieldType, tests: [Test], numbers: [Int]), isDate: Bool
  ) -> Candidate {
    let value: Value = isDate ? .text(CivilDate(days: number).description) : .integer(number)
    let anyDay = CivilDate(days: 0)
    return Candidate(
      value: value,
      answers: field.tests.map { test in
        if case .age = test { nil } else { test.holds(for: value, at: 0, today: anyDay) }
      })
  }

  /// The first day that, so many months later, is no earlier than a day.
  private static func firstDay(reaching day: CivilDate, after months: Int) -> Int {
    let range = CivilDate.range.lowerBound.days...CivilDate.range.upperBound.days
    // The last days of long months have no like in short ones.
    let near = day.adding(months: -months).days
    var low = min(max(near - 4, range.lowerBound), range.upperBound)
    var high = min(max(near + 4, range.lowerBound), range.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if CivilDate(days: middle).adding(months: months) >= day {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }
}

extension Value {
  /// Whether it is no instant within a second.
  fileprivate var isWhole: Bool {
    if case .integer(let instant) = self { instant.isMultiple(of: 1000) } else { true }
  }
}

extension CivilDate {
  /// The day on which a date has reached an age.
  fileprivate func adding(_ age: Age) -> CivilDate {
    switch age {
    case .days(let count): adding(days: count)
    case .months(let count): adding(months: count)
    case .seconds: self
    }
  }
}
