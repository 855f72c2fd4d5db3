import RoeLogic
import RoeMachine

/// Whether a promise about owners or states holds for every lead.
struct PromiseFacts: Sendable {
  let lifecycle: Ref<Lifecycle>
  let promise: Ref<Promise>
  let result: Result<Breach?, TableFacts.TooComplex>

  /// How a promise is broken.
  enum Breach: Sendable {
    /// Such a lead may be in the state.
    case isIn(Ref<State>, SampleLead)
    /// A row gives such a lead to somebody else; nil for `otherwise`.
    case routed(Ref<RoutingTable>, row: Int?, SampleLead)
    /// A state, a move or a clock gives such a lead to one whom the promise rules out.
    case given(Assignment, SampleLead)
  }

  static func all(
    of machine: Machine, _ journeys: [Journey], except broken: Set<String>
  ) -> [PromiseFacts] {
    if !broken.isEmpty { return [] }
    let usual = machine.usualInstant
    var all: [PromiseFacts] = []
    for (offset, journey) in journeys.enumerated() {
      let lifecycle = journey.lifecycle
      let stays = lifecycle.promises.refs.filter {
        if case .neverIn = lifecycle.promises[$0].claim { true } else { false }
      }
      all += facts(stays, lifecycle) { refs throws(BudgetExceeded) in
        var presence = try Presence(
          journey, asking: refs.map { lifecycle.promises[$0].when },
          zone: machine.zones[machine.zone], usual: usual, budget: TableFacts.nodeBudget)
        var breaches: [Breach?] = []
        for ref in refs {
          breaches.append(try Self.breach(lifecycle.promises[ref], &presence))
        }
        return breaches
      }.map { PromiseFacts(lifecycle: Ref(offset), promise: $0, result: $1) }
      for ref in lifecycle.promises.refs {
        let promise = lifecycle.promises[ref]
        let isOwner: (OwnerSource) -> Bool
        switch promise.claim {
        case .ownedBy(let chain): isOwner = { chain.contains($0) }
        case .neverOwnedBy(let chain): isOwner = { !chain.contains($0) }
        case .neverIn, .calledWithin: continue
        }
        all += facts([ref], lifecycle) { _ throws(BudgetExceeded) in
          var found: Breach?
          for table in lifecycle.tables.refs where found == nil {
            found = try Self.breach(
              of: table, in: lifecycle, promise.when, isOwner,
              zone: machine.zones[machine.zone], usual: usual)
          }
          if found == nil, case .neverOwnedBy(let chain) = promise.claim {
            found = try Self.breach(of: promise, chain, journey, machine, usual)
          }
          return [found]
        }.map { PromiseFacts(lifecycle: Ref(offset), promise: $0, result: $1) }
      }
    }
    return all
  }

  private static func facts(
    _ refs: [Ref<Promise>], _ lifecycle: Lifecycle,
    _ breaches: ([Ref<Promise>]) throws(BudgetExceeded) -> [Breach?]
  ) -> [(Ref<Promise>, Result<Breach?, TableFacts.TooComplex>)] {
    if refs.isEmpty { return [] }
    do throws(BudgetExceeded) {
      return zip(refs, try breaches(refs)).map { ($0, .success($1)) }
    } catch {
      var survey = Survey(lifecycle)
      for ref in refs { survey.visit(lifecycle.promises[ref].when) }
      return refs.map { ($0, .failure(TableFacts.TooComplex(fields: survey.mostAsked))) }
    }
  }

  private static func breach(
    _ promise: Promise, _ presence: inout Presence
  ) throws(BudgetExceeded) -> Breach? {
    guard case .neverIn(let states) = promise.claim else { return nil }
    for state in states {
      if let lead = try presence.lead(promise.when, in: state) { return .isIn(state, lead) }
    }
    return nil
  }

  /// A state, move or clock that names first of all one whom the promise rules out.
  private static func breach(
    of promise: Promise, _ excluded: OwnerChain, _ journey: Journey, _ machine: Machine,
    _ usual: Int
  ) throws(BudgetExceeded) -> Breach? {
    let lifecycle = journey.lifecycle
    let assignments = journey.assignments.filter { assignment in
      let kind = lifecycle.states[assignment.state].kind
      return !assignment.isQuestion && kind != .closed && kind != .lostAndFound
        && assignment.chain.first.map(excluded.contains) ?? false
    }
    if assignments.isEmpty { return nil }
    var presence = try Presence(
      journey, asking: [promise.when], zone: machine.zones[machine.zone], usual: usual,
      budget: TableFacts.nodeBudget)
    for assignment in assignments {
      let lead = try presence.lead(
        .all([promise.when, assignment.when(in: lifecycle)]), in: assignment.state)
      if let lead { return .given(assignment, lead) }
    }
    return nil
  }

  /// A row that gives a lead of the promise to somebody whom the promise does not allow.
  private static func breach(
    of ref: Ref<RoutingTable>, in lifecycle: Lifecycle, _ when: Guard,
    _ isAllowed: (OwnerSource) -> Bool, zone: Zone, usual: Int
  ) throws(BudgetExceeded) -> Breach? {
    let table = lifecycle.tables[ref]
    func isKept(_ route: RoutingTable.Route) -> Bool {
      // What another table says is asked of that table.
      guard case .owner(let chain) = route else { return true }
      return chain.allSatisfy { if case .table = $0 { true } else { isAllowed($0) } }
    }
    if table.rows.allSatisfy({ isKept($0.outcome) }), isKept(table.otherwise) { return nil }
    var space = try LeadSpace(
      lifecycle, zone: zone, guards: table.rows.map(\.when) + [when], usual: usual,
      budget: TableFacts.nodeBudget)
    var open = try space.leads(when)
    for (index, row) in table.rows.enumerated() {
      let leads = try space.leads(row.when)
      let taken = try space.diagrams.and(open, leads)
      if !isKept(row.outcome), let lead = space.sample(of: taken) {
        return .routed(ref, row: index, lead)
      }
      open = try space.diagrams.difference(open, leads)
    }
    if !isKept(table.otherwise), let lead = space.sample(of: open) {
      return .routed(ref, row: nil, lead)
    }
    return nil
  }
}
