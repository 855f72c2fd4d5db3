import RoeLogic
import RoeMachine

/// Says of two lengths of time which is over first, whenever both begin: exactly, in business hours
/// with their holidays, months of any length, and clocks that are put forward and back.
struct DueOrder {
  private struct Question: Hashable {
    let first: Amount
    let firstHours: Ref<BusinessCalendar>?
    let second: Amount
    let secondHours: Ref<BusinessCalendar>?
  }

  private let machine: Machine
  private var dues: DueTable
  private var known: [Question: Bool] = [:]

  init(_ machine: Machine) {
    self.machine = machine
    let start = machine.calendars.map(\.span.lowerBound).max() ?? machine.usualInstant
    dues = DueTable(machine, from: start)
  }

  /// Whether a step of one clock is always due before a step of another, when both begin to count at
  /// one instant.
  ///
  /// - Parameter isSameHours: whether both count in the same business hours, whichever these are.
  mutating func isAlwaysEarlier(
    _ first: Amount, of clock: Clock, than second: Amount, of other: Clock, isSameHours: Bool
  ) -> Bool {
    if first.isAlwaysShorter(than: second, isSameHours: isSameHours, machine) { return true }
    // On the wall there is nothing more to look at.
    if case .seconds(let mine) = first, case .seconds(let theirs) = second { return mine < theirs }
    let mine: [Ref<BusinessCalendar>?] = first.isBusiness ? clock.calendars(of: machine) : [nil]
    let theirs: [Ref<BusinessCalendar>?] = second.isBusiness ? other.calendars(of: machine) : [nil]
    if mine.isEmpty || theirs.isEmpty { return false }
    for calendar in mine {
      for another in theirs {
        if isSameHours, first.isBusiness, second.isBusiness, calendar != another { continue }
        let question = Question(
          first: first, firstHours: calendar, second: second, secondHours: another)
        let answer = known[question] ?? isAlwaysEarlier(question)
        known[question] = answer
        if !answer { return false }
      }
    }
    return true
  }

  private mutating func isAlwaysEarlier(_ question: Question) -> Bool {
    if let most = mostSeconds(of: question.second, in: question.secondHours),
      most <= question.first.leastSeconds(machine)
    {
      return false
    }
    let (start, end) = (dues.algebra.identity.start, end(question))
    // Of a calendar that is over before another one begins nothing is known.
    if end <= start { return false }
    let first = dues.timing(question.first, question.firstHours)
    let second = dues.timing(question.second, question.secondHours)
    // Where a calendar ends, nothing is said about what comes after.
    var span = InstantSet(ranges: [start..<end])
    for timing in [first, second] {
      span = span.subtracting(dues.ended(timing, after: dues.algebra.identity))
    }
    return !span.isEmpty
      && span.intersection(dues.algebra.span(of: second.due, notAfter: first.due)).isEmpty
  }

  /// Within how many seconds an amount is over at least sometimes, where a look tells: when the offices
  /// are open all the while.
  private func mostSeconds(of amount: Amount, in hours: Ref<BusinessCalendar>?) -> Int? {
    guard case .businessSeconds(let seconds) = amount, let hours else { return nil }
    let isWithinHours = machine.calendars[hours].open.contains { $0.count / 1000 >= seconds }
    return isWithinHours ? seconds : nil
  }

  private func end(_ question: Question) -> Int {
    [question.firstHours, question.secondHours].compactMap {
      $0.map { machine.calendars[$0].span.upperBound }
    }.min() ?? DueTable.end(of: machine, from: dues.algebra.identity.start)
  }
}
