import RoeMachine
import RoeSource

extension Lint {
  static let stepsOutOfOrder = Lint(
    Code(
      "ROE0405", "steps-out-of-order",
      title: "The steps of a ladder are out of order",
      rationale: """
        Steps are taken one after the other, each later than the one before. A step that is due \
        earlier, or that counts business time where the one before counts time on the wall, would \
        come first on some days and second on others.
        """,
      avoid: Example(
        """
        slas:
          first_answer:
            ladder:
              - { at: 2 hours, do: [{ remind: owner }] }
              - { at: 1 hour, owner: kim }  # ROE0405
        states:
          waiting: { owner: dana, entry: true, clocks: [first_answer, { after: 9 days, to: lost }] }
        """),
      prefer: Example(
        """
        slas:
          first_answer:
            ladder:
              - { at: 1 hour, do: [{ remind: owner }] }
              - { at: 2 hours, owner: kim }
        states:
          waiting: { owner: dana, entry: true, clocks: [first_answer, { after: 9 days, to: lost }] }
        """))
  ) { input in
    let days = input.machine.calendars.map(\.daySeconds)
    var findings: [Finding] = []
    for journey in input.journeys {
      for ref in journey.lifecycle.clocks.refs {
        let clock = journey.lifecycle.clocks[ref]
        let rule = RuleID.clock(journey.lifecycle.id, clock.id)
        var lastMixed: Int?
        for (number, (earlier, later)) in zip(clock.rungs, clock.rungs.dropFirst()).enumerated() {
          guard !earlier.after.isSurelyBefore(later.after, businessDays: days),
            let span = input.span(rule, "\(number + 2)")
          else { continue }
          let isMixed = earlier.after.isBusiness != later.after.isBusiness
          // A step that differs from both of its neighbours is told once.
          if isMixed, lastMixed == number - 1 {
            lastMixed = nil
            continue
          }
          if isMixed { lastMixed = number }
          findings.append(
            Finding(
              isMixed
                ? "this step counts other hours than the one before, so that their order changes with the day"
                : "this step is due after \(later.after.words), and the one before it after \(earlier.after.words)",
              at: span,
              labels: input.span(rule, "\(number + 1)").map {
                [.init("the step before: \(earlier.after.words)", at: $0)]
              } ?? [],
              help: isMixed
                ? "Give all steps in business time, or all in time on the wall."
                : "Put the steps in the order of their times, all counted from the start of the clock.",
              scenes: [Scene(ring: number + 1, of: ref, in: journey)]))
        }
      }
    }
    return findings
  }
}

extension Amount {
  /// Whether it passes before the other one, whenever both begin.
  fileprivate func isSurelyBefore(_ other: Amount, businessDays days: [Int]) -> Bool {
    if case .endOfBusinessDay(let a) = self, case .endOfBusinessDay(let b) = other { return a < b }
    guard isBusiness == other.isBusiness else { return false }
    switch (self, other) {
    case (.businessDays(let a), .businessDays(let b)), (.months(let a), .months(let b)):
      return a < b
    case (.endOfBusinessDay(let a), .businessDays(let b)): return a < b
    case (.endOfBusinessDay, _), (_, .endOfBusinessDay): return false
    default: return longest(days) < other.shortest(days)
    }
  }

  private func shortest(_ days: [Int]) -> Int {
    switch self {
    case .seconds(let n), .businessSeconds(let n): n
    case .businessDays(let n): n.multiplied(by: days.min() ?? 0)
    case .endOfBusinessDay: 0
    case .months(let n): n.multiplied(by: 28 * 86_400)
    }
  }

  private func longest(_ days: [Int]) -> Int {
    switch self {
    case .seconds(let n), .businessSeconds(let n): n
    case .businessDays(let n), .endOfBusinessDay(let n): n.multiplied(by: days.max() ?? 86_400)
    case .months(let n): n.multiplied(by: 31 * 86_400)
    }
  }
}

extension Int {
  /// The product, or the greatest number when it is greater.
  fileprivate func multiplied(by factor: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }
}
