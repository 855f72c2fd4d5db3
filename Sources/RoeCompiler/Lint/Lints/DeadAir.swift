import RoeMachine
import RoeSource

extension Lint {
  static let deadAir = Lint(
    Code(
      "ROE0402", "dead-air",
      title: "Dead air: for too long nobody has to act",
      rationale: """
        A state may belong to nobody by design, for a reason. But where the rules also promise that \
        nothing takes longer than a stated time, somebody must be responsible before that time is \
        over. It is measured for a lead about which nobody does anything, to the minute, through \
        nights, weekends and holidays, until one person owns it, or it is closed or put off.
        """,
      avoid: Example(
        """
        slas:
          claim:
            due: 4 hours
            never_longer_than: 24 hours
            ladder: [{ at: 4 hours, do: [{ notify: kim }] }]
        states:
          new: { owner: lena, entry: true, clocks: [{ after: 1 day, to: floor }] }
          floor:
            because: Whoever has time takes them.
            owner: nobody  # ROE0402
            clocks: [claim, { after: 3 days, to: lost }]
            moves: [{ event: done, to: won, owner: actor }]
        """),
      prefer: Example(
        """
        slas:
          claim:
            due: 4 hours
            never_longer_than: 24 hours
            ladder: [{ at: 4 hours, owner: kim }]
        states:
          new: { owner: lena, entry: true, clocks: [{ after: 1 day, to: floor }] }
          floor:
            because: Whoever has time takes them.
            owner: nobody
            clocks: [claim, { after: 3 days, to: lost }]
            moves: [{ event: done, to: won, owner: actor }]
        """))
  ) { input in
    input.facts.silences.flatMap { report -> [Finding] in
      let lifecycle = input.machine.lifecycles[report.lifecycle]
      let journey = input.journey(of: report.lifecycle)
      return input.texts.slas.flatMap { sla -> [Finding] in
        guard sla.lifecycle == lifecycle.id, let words = sla.neverLongerThan,
          case .amount(.seconds(let limit)) = Lowering.amount(words)
        else { return [] }
        let clocks = lifecycle.clocks.refs.filter { sla.clocks.contains(lifecycle.clocks[$0].id) }
        return journey.states.compactMap { state -> Finding? in
          let own = clocks.filter { lifecycle.states[state].clocks.contains($0) }
          var worst: (wait: Int, item: SilentCase, clock: Clock)?
          for item in report.cases where item.state == state && item.unobliged.isExact {
            guard let wait = item.unobliged.length, wait > worst?.wait ?? 0,
              // For whom no clock of the promise runs, nothing is promised.
              let clock = own.map({ lifecycle.clocks[$0] }).first(where: {
                input.holds($0.when, item.unobliged, in: report.lifecycle)
              })
            else { continue }
            worst = (wait, item, clock)
          }
          guard let worst, worst.wait > limit.saturating(times: 1000),
            let span = input.span(of: state, in: lifecycle, "owner")
          else { return nil }
          let id = lifecycle.states[state].id
          let length = worst.wait == .max ? "for ever" : "for up to \(worst.wait.spanWords)"
          return Finding(
            "\(length) nobody has to act on a lead in “\(id)”, and “\(sla.id)” promises at most \(words)",
            at: span,
            labels: input.span("\(sla.lifecycle)/slas/\(sla.id)").map {
              [.init("the promise", at: $0)]
            } ?? [],
            help:
              "Give “\(id)” an owner, or let a step of a clock name one in time; or promise less.",
            witness: Witness(
              SampleLead(worst.item.unobliged, in: lifecycle), in: report.lifecycle,
              claims: [.holds(worst.clock.when)]),
            scenes: [
              Scene(
                lifecycle, in: [state], as: SampleLead(worst.item.unobliged, in: lifecycle),
                arriving: worst.item.unobliged.start,
                worst.wait == .max
                  ? [.round]
                  : [.nothing(until: worst.item.unobliged.start.saturating(plus: worst.wait))])
            ], otherwise: input.story(worst.item.unobliged, state, lifecycle))
        }
      }
    }
  }
}

extension Silence {
  /// How long it takes, in milliseconds; the greatest number for ever, and nil where the lack of a
  /// clock, or a day far away, has a finding of its own.
  fileprivate var length: Int? {
    switch bound {
    case .within(let wait): wait
    case .never(.cycle): .max
    case .never(.noClock), .never(.farAway), .never(.unknown): nil
    }
  }
}

extension SampleLead {
  /// The lead to which a silence happens.
  fileprivate init(_ silence: Silence, in lifecycle: Lifecycle) {
    self.init(
      record: silence.record, now: silence.start,
      lastActivity: lifecycle.activities.map { _ in nil }, traits: [])
  }
}

extension LintInput {
  /// Whether a condition holds for the lead to which a silence happens.
  fileprivate func holds(_ condition: Guard, _ silence: Silence, in ref: Ref<Lifecycle>) -> Bool {
    if condition == .always { return true }
    guard let interpreter = player?.interpreter else { return false }
    let lead = SampleLead(silence, in: machine.lifecycles[ref])
    return Witness(lead, in: ref, claims: [.holds(condition)]).replays(on: interpreter)
  }

  /// When a lead comes into the state, and what happens until somebody has it.
  fileprivate func story(
    _ silence: Silence, _ state: Ref<State>, _ lifecycle: Lifecycle
  ) -> [String] {
    let zone = machine.zones[machine.zone]
    var lines = ["\(zone.moment(silence.start)): it comes into “\(lifecycle.states[state].id)”."]
    for step in silence.story.prefix(6) {
      let cause = step.clock.map { "“\(lifecycle.clocks[$0].id)” rings; " } ?? ""
      lines.append("\(zone.stamp(step.at)): \(cause)it is in “\(lifecycle.states[step.state].id)”.")
    }
    return [lines.joined(separator: " ")]
  }
}
