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
        let lasting = state.clocks.filter { journey.gap($0, in: ref, isDated: true) == nil }
        guard let span = input.span(of: ref, in: lifecycle),
          let first = lasting.first(where: { lifecycle.awaited(by: $0) != nil }),
          let field = lifecycle.awaited(by: first)
        else { return nil }
        // Every clock that runs waits for a day, and that day is far away.
        var isWaiting: [Guard] = []
        var parts: [Guard] = []
        for lasting in lasting {
          let clock = lifecycle.clocks[lasting]
          guard let field = lifecycle.awaited(by: lasting) else {
            parts.append(.not(clock.when))
            continue
          }
          let isFar =
            if case .instant = lifecycle.fields[field].type {
              Guard.test(field, .compare(.greaterOrEqual, .integer(zone.start(of: far))))
            } else {
              Guard.test(field, .compare(.greaterOrEqual, .text(far.description)))
            }
          // By then it may lie behind, and an assumption may say that it always does.
          let isAhead = lifecycle.assumesAge(of: field) ? [lifecycle.isAhead(field)] : []
          var runs = clock.when
          if clock.anchor == .field(field) { runs = .all([runs, .test(field, .isPresent)]) }
          // Where a last day is set it rings by then.
          let isOpen = clock.notAfter.map { [Guard.test($0, .isMissing)] } ?? []
          isWaiting.append(.all([runs, isFar] + isOpen + isAhead))
          parts.append(.any([.not(runs), .all([isFar] + isOpen)]))
        }
        let isPaused = Guard.all([.any(isWaiting)] + parts)
        // Assumptions may keep such days out, and such leads may never come here.
        guard
          var presence = try? Presence(journey, asking: [isPaused], in: input.machine),
          // Where no clock runs for some leads, that is what is told.
          input.facts.clockless[lifecycle.id]?[ref] == nil,
          let lead = try? presence.lead(isPaused, in: ref)
        else { return nil }
        // The others end at some time: until then they do what they do.
        let ending = state.clocks.filter { !lasting.contains($0) }
        let isAlone = ending.isEmpty && isWaiting.count == 1
        let labels =
          [(first, isAlone ? "no other clock runs for such a lead" : "this waits for it")]
          + ending.compactMap { clock in
            journey.gap(clock, in: ref, isDated: true).map { (clock, $0) }
          }
        return Finding(
          "a lead in “\(state.id)” waits for the day in “\(lifecycle.fields[field].id)”, however far away that is",
          at: span,
          labels: labels.compactMap { clock, words in
            input.span(RuleID.clock(lifecycle.id, lifecycle.clocks[clock].id)).map {
              .init(words, at: $0)
            }
          },
          notes: [
            "For example with \(lead.words) nobody is called for ten years and more\(ending.isEmpty ? "" : ", apart from what the other clocks do before they end")."
          ],
          help:
            "Say at most how long: add a clock that counts from the entry, { after: 12 months, to: … }.",
          witness: Witness(lead, in: Ref(place), claims: [.holds(isPaused)]),
          scenes: [Scene(lifecycle, in: [ref], as: lead)])
      }
    }
  }
}

extension Lifecycle {
  /// Whether an assumption says how long ago the day or the instant in a field is.
  fileprivate func assumesAge(of field: Ref<Field>) -> Bool {
    assumptions.contains { assumption in
      assumption.holds.timedParts(definitions).contains {
        if case .test(field, .age) = $0 { true } else { false }
      }
    }
  }

  /// That the day or the instant in a field is still to come.
  fileprivate func isAhead(_ field: Ref<Field>) -> Guard {
    if case .instant = fields[field].type {
      .test(field, .age(.less, .seconds(0)))
    } else {
      .test(field, .age(.less, .days(0)))
    }
  }
}

extension Lifecycle {
  /// The field for whose day a clock waits when the last day by which it rings is missing.
  fileprivate func awaited(by ref: Ref<Clock>) -> Ref<Field>? {
    var clock = clocks[ref]
    if let last = clock.notAfter, fields[last].canBeMissing { clock.notAfter = nil }
    return clock.awaited
  }
}

extension Clock {
  /// The field for whose day it waits, and before which it never rings.
  var awaited: Ref<Field>? {
    if case .field(let field) = anchor { return notAfter == nil ? field : nil }
    return notAfter == nil ? notBefore : nil
  }
}
