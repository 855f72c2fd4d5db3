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
    var told: Set<[Ref<Clock>]> = []
    var findings: [Finding] = []
    for journey in input.journeys {
      told.removeAll()
      for state in journey.states {
        for pair in journey.rivals(in: state) where told.insert(pair).inserted {
          if let finding = input.finding(pair, state, journey) {
            findings.append(finding)
          }
        }
      }
    }
    return findings + input.brokenPromises() + input.emptyDues()
  }
}

extension Journey {
  /// The pairs of clocks of a state that wait for the same act of the same leads, and differ.
  fileprivate func rivals(in state: Ref<State>) -> [[Ref<Clock>]] {
    let clocks = lifecycle.states[state].clocks
    var pairs: [[Ref<Clock>]] = []
    for (place, first) in clocks.enumerated() {
      for second in clocks.dropFirst(place + 1) where first != second {
        let (a, b) = (lifecycle.clocks[first], lifecycle.clocks[second])
        if !a.metBy.isEmpty, a.metBy == b.metBy, a.anchor == b.anchor, a.when == b.when,
          a.hours != b.hours || a.rungs.map(\.after) != b.rungs.map(\.after)
        {
          pairs.append([first, second])
        } else if a.collides(with: b) {
          pairs.append([first, second])
        }
      }
    }
    return pairs
  }
}

extension Clock {
  /// Whether both ring at one time for one lead, and do what cannot both be done.
  fileprivate func collides(with other: Clock) -> Bool {
    guard anchor == other.anchor, when == other.when || when == .always || other.when == .always
    else { return false }
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
  fileprivate func finding(
    _ pair: [Ref<Clock>], _ state: Ref<State>, _ journey: Journey
  ) -> Finding? {
    let lifecycle = journey.lifecycle
    guard let span = span(of: state, in: lifecycle, "clocks") else { return nil }
    let clocks = pair.map { lifecycle.clocks[$0] }
    let act = clocks[0].metBy.map { "“\(lifecycle.activities[$0].id)”" }.listed
    let both = Guard.all(clocks.map(\.when))
    let rings = pair.map { Scene.Act.ring($0, 0) }
    let scenes = [rings, rings.reversed(), [rings[0]], [rings[1]]].map {
      Scene(lifecycle, in: [state], where: both, $0)
    }
    let times = clocks.map { "\(due(of: $0, in: lifecycle) ?? "no time") (“\($0.id)”)" }
    if clocks[0].metBy != clocks[1].metBy || clocks[0].collides(with: clocks[1]) {
      return Finding(
        "“\(clocks[0].id)” and “\(clocks[1].id)” ring together in “\(lifecycle.states[state].id)”, and each does something else with the lead",
        at: span,
        labels: clocks.compactMap { clock in
          self.span(RuleID.clock(lifecycle.id, clock.id)).map { .init("“\(clock.id)”", at: $0) }
        },
        help:
          "Keep one of them, give them different times, or conditions that tell their leads apart.",
        scenes: scenes)
    }
    return Finding(
      "two deadlines for \(act) run in “\(lifecycle.states[state].id)”: \(times.listed)", at: span,
      labels: clocks.compactMap { clock in
        self.span(RuleID.clock(lifecycle.id, clock.id)).map { .init("“\(clock.id)”", at: $0) }
      },
      help: "Keep one of them, or give each a when: that tells their leads apart.",
      scenes: scenes)
  }

  /// By when a clock is to be met: what its SLA says, or else its last step.
  private func due(of clock: Clock, in lifecycle: Lifecycle) -> String? {
    let sla = texts.slas.first { $0.lifecycle == lifecycle.id && $0.clocks.contains(clock.id) }
    return sla?.due[clock.id] ?? clock.rungs.last?.after.words
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
