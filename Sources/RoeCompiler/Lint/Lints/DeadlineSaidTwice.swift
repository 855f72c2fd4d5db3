import RoeMachine
import RoeSource

extension Lint {
  static let deadlineSaidTwice = Lint(
    Code(
      "ROE0413", "deadline-said-twice",
      title: "Two rules set one deadline differently",
      rationale: """
        When two rules give different times for the same act, everybody quotes the one they like. \
        One act of one lead has one deadline; give the two rules conditions that tell their leads \
        apart, or keep one. The same holds for two clocks that ring together and send the lead to \
        different places, for an SLA with a ladder in which nothing happens when it is `due`, and \
        for one whose steps come later than what it promises with `never_longer_than`.
        """,
      avoid: Example(
        """
        activities:
          answer: { any: [done], by: owner }
        slas:
          quick: { due: 1 hour, met_by: answer, owner: kim }
          slow: { due: 4 hours, met_by: answer, owner: kim }
        states:
          waiting:
            owner: dana
            entry: true
            clocks: [quick, slow, { after: 30 days, to: lost }]  # ROE0413
            moves: [{ event: done, to: won }]
        """),
      prefer: Example(
        """
        activities:
          answer: { any: [done], by: owner }
        slas:
          quick: { due: 1 hour, met_by: answer, owner: kim }
        states:
          waiting:
            owner: dana
            entry: true
            clocks: [quick, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """))
  ) { input in
    input.journeys.flatMap { journey in
      input.rivals(in: journey).compactMap { input.finding($0, journey) }
    } + input.brokenPromises() + input.emptyDues()
  }
}

/// Two clocks of a state that both run for the same lead, and cannot both be right.
private struct Rivals {
  let state: Ref<State>
  /// Both, in order.
  let clocks: [Ref<Clock>]
  /// A lead for which both run, where they are not for the same leads.
  var lead: SampleLead?
}

extension LintInput {
  /// The rivals in each state, every pair of them once.
  fileprivate func rivals(in journey: Journey) -> [Rivals] {
    let lifecycle = journey.lifecycle
    let candidates = journey.states.flatMap { state -> [Rivals] in
      let clocks = lifecycle.states[state].clocks
      return clocks.enumerated().flatMap { place, first in
        clocks.dropFirst(place + 1).filter { contradicts(first, $0, in: lifecycle) }.map {
          Rivals(state: state, clocks: [first, $0])
        }
      }
    }
    let doubtful = candidates.filter { !$0.areForTheSame(lifecycle) }
    let leads = doubtful.isEmpty ? [] : self.leads(of: doubtful, in: journey)
    var told: Set<[Ref<Clock>]> = []
    let certain = candidates.filter { $0.areForTheSame(lifecycle) }
    return (certain + leads).sorted { ($0.state, $0.clocks[0]) < ($1.state, $1.clocks[0]) }
      .filter { told.insert($0.clocks).inserted }
  }

  /// Those of some rivals for which there is a lead for which both run.
  private func leads(of rivals: [Rivals], in journey: Journey) -> [Rivals] {
    guard isExact, let presence = presence(in: journey),
      let leads = try? Arrivals.armed(
        together: rivals.map { ($0.state, $0.clocks) }, presence)
    else {
      return rivals.filter { rivals in
        rivals.clocks.contains { journey.lifecycle.clocks[$0].when == .always }
      }
    }
    return zip(rivals, leads).compactMap { rivals, lead in
      guard let lead else { return nil }
      var rivals = rivals
      rivals.lead = lead
      return rivals
    }
  }

  /// Whether two clocks say different things of a lead for which both run.
  private func contradicts(
    _ first: Ref<Clock>, _ second: Ref<Clock>, in lifecycle: Lifecycle
  ) -> Bool {
    let (a, b) = (lifecycle.clocks[first], lifecycle.clocks[second])
    guard first != second, a.anchor == b.anchor else { return false }
    return a.collides(with: b) || areTwoDeadlines(a, b, in: lifecycle)
  }

  /// Whether two clocks wait for the same act, and not for the same time.
  private func areTwoDeadlines(_ a: Clock, _ b: Clock, in lifecycle: Lifecycle) -> Bool {
    guard !a.metBy.isEmpty, a.metBy == b.metBy,
      a.hours != b.hours || a.rungs.map(\.after) != b.rungs.map(\.after)
    else { return false }
    if a.when == b.when { return true }
    // What some leads have besides may be a reminder; what an SLA says is a promise.
    guard sla(of: a, in: lifecycle) != nil, sla(of: b, in: lifecycle) != nil else { return false }
    return a.hours != b.hours || due(of: a, in: lifecycle) != due(of: b, in: lifecycle)
  }

  /// By when a clock is to be met: what its SLA says, or else its last step.
  private func due(of clock: Clock, in lifecycle: Lifecycle) -> Amount? {
    sla(of: clock, in: lifecycle)?.due(ofClock: clock.id) ?? clock.rungs.last?.after
  }

  /// The SLA to which a clock belongs.
  fileprivate func sla(of clock: Clock, in lifecycle: Lifecycle) -> SLAText? {
    texts.slas.first { $0.lifecycle == lifecycle.id && $0.clocks.contains(clock.id) }
  }
}

extension Rivals {
  /// Whether they are plainly for the same leads.
  fileprivate func areForTheSame(_ lifecycle: Lifecycle) -> Bool {
    lifecycle.clocks[clocks[0]].when == lifecycle.clocks[clocks[1]].when
  }
}

extension Clock {
  /// Whether both ring at one time if they run for one lead, and do what cannot both be done.
  fileprivate func collides(with other: Clock) -> Bool {
    guard anchor == other.anchor else { return false }
    return rungs.contains { mine in
      other.rungs.contains { theirs in
        mine.after == theirs.after && (hours == other.hours || !mine.after.isBusiness)
          && mine.outcome.contradicts(theirs.outcome)
      }
    }
  }
}

extension Outcome {
  fileprivate func contradicts(_ other: Outcome) -> Bool {
    if let to, let target = other.to, to != target { return true }
    if let owner, let heir = other.owner, owner != heir { return to == other.to }
    return false
  }
}

extension LintInput {
  fileprivate func finding(_ rivals: Rivals, _ journey: Journey) -> Finding? {
    let lifecycle = journey.lifecycle
    guard let span = span(of: rivals.state, in: lifecycle, "clocks") else { return nil }
    let state = lifecycle.states[rivals.state].id
    let clocks = rivals.clocks.map { lifecycle.clocks[$0] }
    let rings = rivals.clocks.map { Scene.Act.ring($0, 0) }
    let scenes = [rings, rings.reversed(), [rings[0]], [rings[1]]].map {
      Scene(
        lifecycle, in: [rivals.state], as: rivals.lead, where: .all(clocks.map(\.when)), $0)
    }
    let labels = clocks.compactMap { clock in
      self.span(RuleID.clock(lifecycle.id, clock.id)).map {
        Diagnostic.Label("“\(clock.id)”", at: $0)
      }
    }
    let whose = rivals.lead.map { " for \($0.who)" } ?? ""
    if clocks[0].metBy != clocks[1].metBy || clocks[0].collides(with: clocks[1]) {
      return Finding(
        "“\(clocks[0].id)” and “\(clocks[1].id)” ring together in “\(state)”\(whose), and each does something else with the lead",
        at: span, labels: labels,
        help:
          "Keep one of them, give them different times, or conditions that tell their leads apart.",
        scenes: scenes)
    }
    let act = clocks[0].metBy.map { "“\(lifecycle.activities[$0].id)”" }.listed
    let times = clocks.map { "\(dueWords(of: $0, in: lifecycle)) (“\($0.id)”)" }
    return Finding(
      "two deadlines for \(act) run in “\(state)”\(whose): \(times.listed)", at: span,
      labels: labels,
      help: rivals.lead == nil
        ? "Keep one of them, or give each a when: that tells their leads apart."
        : "Make their conditions exclude each other, or keep one of them.",
      scenes: scenes)
  }

  /// By when a clock is to be met, as its SLA says it.
  private func dueWords(of clock: Clock, in lifecycle: Lifecycle) -> String {
    sla(of: clock, in: lifecycle)?.due[clock.id] ?? clock.rungs.last?.after.words ?? "no time"
  }

  /// SLAs in whose ladder nothing happens at the time that they promise.
  fileprivate func emptyDues() -> [Finding] {
    var findings: [Finding] = []
    for journey in journeys {
      let lifecycle = journey.lifecycle
      var promised: [String: String] = [:]
      for sla in texts.slas where sla.lifecycle == lifecycle.id {
        promised.merge(sla.due) { first, _ in first }
      }
      for ref in lifecycle.clocks.refs {
        let clock = lifecycle.clocks[ref]
        guard let due = promised[clock.id], case .amount(let amount) = Lowering.amount(due),
          !clock.rungs.contains(where: { $0.after == amount }),
          let span = span(RuleID.clock(lifecycle.id, clock.id))
        else { continue }
        let times = clock.rungs.map(\.after.words)
        findings.append(
          Finding(
            "“\(clock.id)” is due after \(due), and its ladder does nothing then", at: span,
            notes: ["Its steps come after \(times.listed)."],
            help: "Let one of the steps come after \(due), or change due.",
            scenes: [Scene(ring: clock.rungs.count - 1, of: ref, in: journey)]))
      }
    }
    return findings
  }

  /// SLAs that cannot keep their own promise, even if every hour were a business hour.
  fileprivate func brokenPromises() -> [Finding] {
    var findings: [Finding] = []
    for sla in texts.slas {
      guard let promised = sla.neverLongerThan,
        case .amount(.seconds(let limit)) =
          Lowering.amount(promised),
        let journey = journey(of: sla.lifecycle)
      else { continue }
      let lifecycle = journey.lifecycle
      for ref in lifecycle.clocks.refs where sla.clocks.contains(lifecycle.clocks[ref].id) {
        let clock = lifecycle.clocks[ref]
        guard let first = clock.rungs.first?.after.leastSeconds(machine), first > limit,
          let span = span(RuleID.clock(lifecycle.id, clock.id))
        else { continue }
        findings.append(
          Finding(
            "“\(clock.id)” promises at most \(promised), and nothing happens before \(clock.rungs[0].after.words)",
            at: span, help: "Bring the time forward, or promise less.",
            scenes: [Scene(ring: 0, of: ref, in: journey)]))
      }
    }
    return findings
  }
}
