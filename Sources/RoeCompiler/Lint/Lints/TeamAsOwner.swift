import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let teamAsOwner = Lint(
    Code(
      "ROE0303", "team-as-owner",
      title: "A team is not a person",
      rationale: """
        A lead that belongs to a queue, a pool or a role belongs to nobody in particular: ten \
        people can see it, and each has a reason to think that another has it. A queue and a pool \
        have a `steward`, who answers for every lead that nobody has taken; a role as an owner is \
        held by exactly one person.
        """,
      avoid: Example(
        """
        queues:
          inbox: {}  # ROE0303
        states:
          waiting: { owner: inbox, entry: true, clocks: [{ after: 1 day, to: won }] }
        """),
      prefer: Example(
        """
        queues:
          inbox: { steward: lena }
        states:
          waiting: { owner: inbox, entry: true, clocks: [{ after: 1 day, to: won }] }
        """))
  ) { input in
    let uses = OwnerUses(of: input)
    let machine = input.machine
    var findings: [Finding] = []
    for (queue, use) in uses.queues.sorted(by: { $0.key < $1.key })
    where machine.queues[queue].steward == nil {
      let id = machine.queues[queue].id
      guard let span = input.span(RuleID.queue(id)) else { continue }
      findings.append(
        Finding(
          "nobody answers for the leads in “\(id)”: a queue is not a person", at: span,
          labels: [.init("leads are put into it here", at: use)],
          help: "Say who owns a lead until somebody takes it: steward: and one person.",
          scenes: input.scenes(lookingFor: .queue(queue))))
    }
    for (pool, use) in uses.pools.sorted(by: { $0.key < $1.key })
    where machine.pools[pool].steward == nil {
      guard let span = input.span(RuleID.pool(machine.pools[pool].id)) else { continue }
      let (message, notes, scenes) = input.failure(of: pool)
      findings.append(
        Finding(
          message, at: span, labels: [.init("leads are given to it here", at: use)], notes: notes,
          help: "Say who has it then: steward: and one person.", scenes: scenes))
    }
    for (role, use) in uses.roles.sorted(by: { $0.key < $1.key }) {
      let id = machine.roles[role].id
      let names = input.team.holders(of: role)
      if names.count == 1 { continue }
      findings.append(
        Finding(
          names.isEmpty
            ? "nobody has the role “\(id)”, so nobody gets these leads"
            : "“\(id)” is a role of \(names.count) people, so these leads are nobody's in particular",
          at: use,
          notes: names.isEmpty ? [] : ["They are \(names.listed)."],
          help: "Name one person, or make it a pool, in which each lead finds one of them.",
          scenes: input.scenes(lookingFor: .role(role))))
    }
    return findings
  }
}

extension LintInput {
  /// Why a group may have nobody to give, and how that happens.
  fileprivate func failure(of ref: Ref<Pool>) -> (
    message: String, notes: [String], scenes: [Scene]
  ) {
    let pool = machine.pools[ref]
    let lost = scenes(lookingFor: .pool(ref), then: [.lost])
    if let lead = unmatched(by: ref) {
      let scenes = lost.map { scene in
        var scene = scene
        scene.lead = lead
        return scene
      }
      return ("nobody has \(lead.who): nobody in “\(pool.id)” fits it", [], scenes)
    }
    let absent = lost.map { $0.without(team.members(of: ref)) }
    if pool.atLeast == 0 {
      return ("nobody has the lead when everybody in “\(pool.id)” is away or full", [], absent)
    }
    // That somebody is there is promised.
    let isLimited = machine.lifecycles.flatMap(\.states).contains { $0.capPerOwner != nil }
    if pool.cap != nil || isLimited {
      return (
        "nobody has the lead when everybody in “\(pool.id)” who is there is full", [],
        scenes(lookingFor: .pool(ref))
      )
    }
    return (
      "nobody has the lead when everybody in “\(pool.id)” is away",
      [
        "at_least: says that \(pool.atLeast == 1 ? "somebody" : "\(pool.atLeast) of them") should be there; should nobody be, somebody has to have the lead all the same."
      ], absent
    )
  }

  /// A lead about which a group is asked and that nobody in it fits; nil when there is none, or that
  /// is not known.
  private func unmatched(by ref: Ref<Pool>) -> SampleLead? {
    if machine.pools[ref].match.isEmpty { return nil }
    for journey in journeys {
      guard let namings = facts.namings[journey.lifecycle.id] else { continue }
      let fits = team.matches(in: journey.lifecycle).filter { $0.pool == ref }.map(\.fits)
      // What is too complex is told where it stands.
      if let lead = try? namings.lead(askedOf: ref, where: .not(.any(fits))) { return lead }
    }
    return nil
  }
}

extension Namings {
  /// A lead for which a group may be asked, and for which a condition holds.
  fileprivate func lead(
    askedOf pool: Ref<Pool>, where condition: Guard
  ) throws(BudgetExceeded) -> SampleLead? {
    var namings = self
    let meant = try namings.presence.space.leads(condition)
    for place in presence.journey.assignments {
      for naming in try namings.names(at: place) where naming.source == .pool(pool) {
        let leads = try namings.presence.space.diagrams.and(naming.leads, meant)
        if let lead = namings.presence.space.sample(of: leads) { return lead }
      }
    }
    return nil
  }
}

/// Where groups are first made the owner of a lead, without a person behind them.
private struct OwnerUses {
  var queues: [Ref<Queue>: SourceSpan] = [:]
  var pools: [Ref<Pool>: SourceSpan] = [:]
  var roles: [Ref<Role>: SourceSpan] = [:]

  init(of input: LintInput) {
    for journey in input.journeys {
      let lifecycle = journey.lifecycle
      for state in journey.states {
        if lifecycle.states[state].kind == .closed { continue }
        add(lifecycle.states[state].owner, at: input.span(of: state, in: lifecycle, "owner"))
      }
      for move in lifecycle.moves {
        guard move.from.contains(where: { journey.isReachable[Int($0.offset)] }) else { continue }
        let span = input.span(RuleID.move(lifecycle.id, move.id), "owner")
        add(move.outcome, at: span)
      }
      for clock in lifecycle.clocks {
        for (number, rung) in clock.rungs.enumerated() {
          add(rung.outcome, at: input.span(RuleID.clock(lifecycle.id, clock.id), "\(number + 1)"))
        }
      }
      for table in lifecycle.tables {
        let rule = RuleID.table(lifecycle.id, table.id)
        let spans = input.origins.rows[rule] ?? []
        for (row, span) in zip(table.rows, spans) {
          if case .owner(let chain) = row.outcome { add(chain, at: span) }
        }
        if case .owner(let chain) = table.otherwise { add(chain, at: input.span(rule)) }
      }
    }
  }

  private mutating func add(_ outcome: Outcome, at span: SourceSpan?) {
    add(outcome.owner ?? [], at: span)
    for case .ask(let chain) in outcome.actions { add(chain, at: span) }
  }

  private mutating func add(_ chain: OwnerChain, at span: SourceSpan?) {
    guard let span else { return }
    let isBacked = chain.contains { if case .person = $0 { true } else { false } }
    for source in chain {
      switch source {
      case .queue(let queue): queues[queue] = min(queues[queue] ?? span, span)
      case .pool(let pool) where !isBacked: pools[pool] = min(pools[pool] ?? span, span)
      case .role(let role): roles[role] = min(roles[role] ?? span, span)
      default: break
      }
    }
  }
}
