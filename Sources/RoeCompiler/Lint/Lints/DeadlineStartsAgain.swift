import RoeMachine
import RoeSource

extension Lint {
  static let deadlineStartsAgain = Lint(
    Code(
      "ROE0408", "deadline-starts-again", .warning,
      title: "The clock starts again with every new owner",
      rationale: """
        A new owner needs time, and `restart_on_new_owner` gives it to them. But the lead has been \
        waiting all along: each time it changes hands the deadline moves away, and what the rules \
        promise with `never_longer_than` is kept for every owner and broken for the lead.
        """,
      avoid: Example(
        """
        activities:
          touch: { any: done, by: owner }
        slas:
          first_answer:  # ROE0408
            due: 10 hours
            never_longer_than: 24 hours
            restart_on_new_owner: 2
            met_by: touch
            ladder: [{ at: 10 hours, owner: kim }]
        states:
          new:
            owner: dana
            entry: true
            clocks: [first_answer, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }, { event: asked_again, owner: [{ backup_of: owner }, keep] }]
        """),
      prefer: Example(
        """
        activities:
          touch: { any: done, by: owner }
        slas:
          first_answer:
            due: 10 hours
            never_longer_than: 24 hours
            restart_on_new_owner: 1
            met_by: touch
            ladder: [{ at: 10 hours, owner: kim }]
        states:
          new:
            owner: dana
            entry: true
            clocks: [first_answer, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }, { event: asked_again, owner: [{ backup_of: owner }, keep] }]
        """))
  ) { input in
    if !input.broken.isEmpty { return [] }
    return input.texts.slas.compactMap { sla -> Finding? in
      guard let limit = sla.neverLongerThan,
        case .amount(.seconds(let promised)) = Lowering.amount(limit),
        let journey = input.journey(of: sla.lifecycle),
        let span = input.span("\(sla.lifecycle)/slas/\(sla.id)")
      else { return nil }
      let lifecycle = journey.lifecycle
      var worst: (wait: Int, restarts: Int, scenes: [Scene])?
      for ref in lifecycle.clocks.refs where sla.clocks.contains(lifecycle.clocks[ref].id) {
        let clock = lifecycle.clocks[ref]
        guard let restarts = clock.restarts, restarts > 0, restarts < 1000,
          journey.mayChangeHands(under: ref),
          let due = sla.due(ofClock: clock.id) ?? clock.rungs.last?.after,
          let all = due.repeated(restarts + 1),
          case let calendars = input.hours(of: ref, in: journey).map(\.calendar),
          case let once = calendars.compactMap({ input.machine.longestWait(for: due, in: $0)?.wait }
          ),
          // What takes too long already is told as such.
          once.allSatisfy({ $0 <= promised.saturating(times: 1000) })
        else { continue }
        for calendar in calendars {
          guard let (wait, start) = input.machine.longestWait(for: all, in: calendar),
            wait > worst?.wait ?? 0
          else { continue }
          let scenes = journey.scenes(startingAgain: ref, restarts, due)
          // By the clock on the wall it takes as long on other days.
          let longest = (calendar == nil ? [] : scenes.prefix(1)).map { scene in
            var scene = scene
            scene.arriving = start.wholeMinute
            return scene
          }
          worst = (wait, restarts, longest + scenes)
        }
      }
      guard let worst, worst.wait > promised.saturating(times: 1000) else { return nil }
      let times = worst.restarts == 1 ? "once" : "\(worst.restarts) times"
      return Finding(
        "“\(sla.id)” can start again \(times) and take \(worst.wait.exactSpanWords), and “never longer than” says \(limit)",
        at: span,
        help: "Let it start again less often, shorten it, or promise what can be kept.",
        scenes: worst.scenes)
    }
  }
}

extension Journey {
  /// The lead gets another owner just before the clock rings, as often as that starts it again.
  fileprivate func scenes(
    startingAgain ref: Ref<Clock>, _ restarts: Int, _ due: Amount
  ) -> [Scene] {
    let clock = lifecycle.clocks[ref]
    let places = states(arming: ref)
    let rung = clock.rungs.firstIndex { $0.after == due } ?? clock.rungs.count - 1
    let moves = lifecycle.moves.refs.filter { move in
      lifecycle.moves[move].outcome.to == nil && lifecycle.moves[move].outcome.owner != nil
        && lifecycle.moves[move].from.contains(where: places.contains)
    }
    // Rather just before it is due than before the first step that comes earlier.
    let earlier = rung > 0 ? [[.ring(ref, rung - 1)], []] : [[Scene.Act]()]
    let scenes = (1...min(restarts, 5)).reversed().flatMap { count in
      moves.flatMap { move in
        earlier.map { steps in
          let again = (0..<count).flatMap { _ in steps + [.handover(move, before: ref)] }
          return Scene(lifecycle, in: places, where: clock.when, again + [.ring(ref, rung)])
        }
      }
    }
    return scenes + [Scene(ring: rung, of: ref, in: self)]
  }

  /// Whether a lead for which a clock runs may get another owner by some other rule, and stay.
  fileprivate func mayChangeHands(under ref: Ref<Clock>) -> Bool {
    let places = states(arming: ref)
    func isChange(_ outcome: Outcome) -> Bool {
      outcome.to == nil && (outcome.owner.map { $0 != [.keep] } ?? false)
    }
    return lifecycle.moves.contains { move in
      isChange(move.outcome) && move.from.contains(where: places.contains)
    }
      || places.contains { place in
        let state = lifecycle.states[place]
        return !state.follow.isEmpty
          || (state.clocks + state.carries).contains { other in
            other != ref && lifecycle.clocks[other].rungs.contains { isChange($0.outcome) }
          }
      }
  }
}

extension Amount {
  /// So many times the same length of time, one after the other.
  fileprivate func repeated(_ count: Int) -> Amount? {
    switch self {
    case .seconds(let n): .seconds(n.saturating(times: count))
    case .businessSeconds(let n): .businessSeconds(n.saturating(times: count))
    case .businessDays(let n): .businessDays(n.saturating(times: count))
    case .endOfBusinessDay, .months: nil
    }
  }
}
