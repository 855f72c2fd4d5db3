import RoeMachine
import RoeSource

extension Lint {
  static let pausedForEver = Lint(
    Code(
      "ROE0412", "paused-for-ever", .warning,
      title: "Paused, and for ever if somebody types so",
      rationale: """
        The only clock of the state waits for a day that somebody enters. Whoever enters a day in \
        ten years, or mistypes the year, has put the lead away for good, and nobody hears of it. \
        A pause says until when, and at most how long: beside the clock that waits for the day \
        there is one that counts from the entry.
        """,
      avoid: Example(
        """
        fields:
          call_again: date
        states:
          new: { owner: lena, entry: true, clocks: [{ after: 1 day, to: waiting }] }
          waiting:  # ROE0412
            owner: dana
            clocks: [{ since: { field: call_again }, after: 0 days, to: lost }]
            moves: [{ event: done, to: won }]
        """),
      prefer: Example(
        """
        fields:
          call_again: date
        states:
          new: { owner: lena, entry: true, clocks: [{ after: 1 day, to: waiting }] }
          waiting:
            owner: dana
            clocks:
              - { since: { field: call_again }, after: 0 days, to: lost }
              - { after: 12 months, to: lost }
            moves: [{ event: done, to: won }]
        """))
  ) { input in
    guard input.isExact, input.broken.isEmpty else { return [] }
    let zone = input.machine.zones[input.machine.zone]
    let usual = input.machine.usualInstant
    let far = zone.day(at: usual).adding(days: 3653)
    return input.journeys.indices.flatMap { place -> [Finding] in
      let journey = input.journeys[place]
      let lifecycle = journey.lifecycle
      return journey.states.compactMap { ref -> Finding? in
        let state = lifecycle.states[ref]
        guard state.kind == .live || state.kind == .nurture else { return nil }
        let lasting = state.clocks.filter { journey.gap($0, in: ref) == nil }
        let waits = lasting.map { lifecycle.clocks[$0].awaited }
        guard let first = lasting.first, let field = waits.first ?? nil,
          waits.allSatisfy({ $0 != nil }), let span = input.span(of: ref, in: lifecycle)
        else { return nil }
        let isFar = Guard.all(
          Set(waits.compactMap { $0 }).sorted().map { field in
            switch lifecycle.fields[field].type {
            case .instant:
              .test(field, .compare(.greaterOrEqual, .integer(zone.start(of: far))))
            default: .test(field, .compare(.greaterOrEqual, .text(far.description)))
            }
          })
        // Assumptions may keep such days out.
        guard let lead = input.machine.lead(isFar, in: Ref(place)) else { return nil }
        let clock = lifecycle.clocks[first]
        return Finding(
          "a lead in “\(state.id)” waits for the day in “\(lifecycle.fields[field].id)”, however far away that is",
          at: span,
          labels: input.span(RuleID.clock(lifecycle.id, clock.id)).map {
            [.init("no other clock runs", at: $0)]
          } ?? [],
          notes: ["For example with \(lead.words) nobody is called for ten years and more."],
          help:
            "Say at most how long: add a clock that counts from the entry, { after: 12 months, to: … }.",
          witness: Witness(lead, in: Ref(place), claims: [.holds(isFar)]),
          scenes: [Scene(lifecycle, in: [ref], as: lead)])
      }
    }
  }
}

extension Clock {
  /// The field for whose day it waits, and before which it never rings.
  fileprivate var awaited: Ref<Field>? {
    if case .field(let field) = anchor { return notAfter == nil ? field : nil }
    return notAfter == nil ? notBefore : nil
  }
}
