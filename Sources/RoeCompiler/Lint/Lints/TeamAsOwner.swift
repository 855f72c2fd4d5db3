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
      let id = machine.pools[pool].id
      guard let span = input.span(RuleID.pool(id)) else { continue }
      findings.append(
        Finding(
          "nobody has the lead when everybody in “\(id)” is away or full", at: span,
          labels: [.init("leads are given to it here", at: use)],
          help: "Say who has it then: steward: and one person.",
          scenes: input.scenes(lookingFor: .pool(pool), then: [.lost]).map {
            $0.without(input.team.members(of: pool))
          }))
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
