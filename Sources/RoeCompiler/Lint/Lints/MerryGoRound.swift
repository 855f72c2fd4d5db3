import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let merryGoRound = Lint(
    Code(
      "ROE0608", "merry-go-round", .warning,
      title: "Rejection merry-go-round",
      rationale: """
        Each “not mine” passes the lead to the next one, and after enough of them the first has it \
        again. Everybody has done something, and nobody has called the lead. Count how often it is \
        passed on, and let one person decide after the second time.
        """,
      avoid: Example(
        """
        events:
          not_mine: { by: [ae, sdr] }
        states:
          mine:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ event: not_mine, to: yours }, { event: done, to: won }]  # ROE0608
          yours:
            owner: dana
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ event: not_mine, to: mine }, { event: done, to: won }]
        """),
      prefer: Example(
        """
        events:
          not_mine: { by: [ae, sdr] }
        states:
          mine:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ event: not_mine, to: yours }, { event: done, to: won }]
          yours:
            owner: dana
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ event: not_mine, to: decided }, { event: done, to: won }]
          decided: { owner: kim, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    input.journeys.flatMap { journey -> [Finding] in
      let lifecycle = journey.lifecycle
      return journey.passesByEvent(in: input.machine).compactMap { event, passes -> Finding? in
        guard let round = journey.round(of: passes), input.mayPassOn(round, lifecycle)
        else { return nil }
        let places = Set(
          round.compactMap { input.span(RuleID.move(lifecycle.id, lifecycle.moves[$0.move].id)) }
        ).sorted()
        guard let first = places.first else { return nil }
        let name = lifecycle.events[event].id
        let states = Set(round.map(\.from)).sorted().map { "“\(lifecycle.states[$0].id)”" }
        return Finding(
          states.count == 1
            ? "every “\(name)” in \(states[0]) passes the lead to somebody else, as often as anybody likes"
            : "“\(name)” passes a lead round between \(states.shortened), to somebody else each time, as often as anybody likes",
          at: first,
          labels: places.dropFirst().prefix(3).map { .init("and this passes it on", at: $0) },
          help: "Count it (do: [{ count: … }]), and let one person decide after the second time.",
          scenes: journey.scenes(of: round))
      }
    }
  }
}

extension Journey {
  /// A move by which somebody passes a lead on.
  fileprivate struct Pass {
    let move: Ref<Move>
    let from: Ref<State>
    let to: Ref<State>
    let owner: OwnerSource?
  }

  /// What colleagues can do with one event as often as they like.
  fileprivate func passesByEvent(in machine: Machine) -> [(Ref<Event>, [Pass])] {
    possiblePasses.filter { !rounds(of: $0.1).isEmpty }.map { event, passes in
      // Without conditions and counts it goes on for ever.
      let isPlain = passes.allSatisfy { pass in
        let move = lifecycle.moves[pass.move]
        return move.when == .always && !move.outcome.writes
      }
      // What is too complex is told where it stands.
      return (event, isPlain ? passes : (try? endless(passes, in: machine)) ?? [])
    }
  }

  /// Those that some lead can be passed on by again and again, with all that they count.
  private func endless(
    _ passes: [Pass], in machine: Machine
  ) throws(BudgetExceeded) -> [Pass] {
    var guards = passes.map { lifecycle.moves[$0.move].condition(in: lifecycle) }
    guards += lifecycle.tests(ofWritingsIn: guards)
    var presence = try Presence(self, asking: guards, in: machine)
    var ways: [Ref<State>: [Circulation.Way]] = [:]
    var staying: [Ref<State>: Diagram] = [:]
    var taken: [Ref<State>: Diagram] = [:]
    for pass in passes {
      let move = lifecycle.moves[pass.move]
      if staying[pass.from] == nil {
        staying[pass.from] = try presence.space.diagrams.and(
          presence.resting(in: pass.from), presence.space.possible)
      }
      let condition = try presence.space.leads(move.condition(in: lifecycle))
      let leads = try presence.space.diagrams.difference(condition, taken[pass.from] ?? .none)
      // Only a rule that listens to everybody takes a lead away from whoever causes the event.
      if move.by.isEmpty {
        taken[pass.from] = try presence.space.diagrams.or(taken[pass.from] ?? .none, condition)
      }
      ways[pass.from, default: []].append(
        Circulation.Way(
          from: pass.from, to: pass.to, cause: .move(pass.move), actions: move.outcome.actions,
          leads: leads))
    }
    let rounds = try Circulation(ways, staying: staying, &presence.space)
    let recurring = try rounds.recurring(&presence.space)
    var found: [Pass] = []
    for pass in passes {
      for way in ways[pass.from] ?? [] {
        guard case .move(pass.move) = way.cause, way.to == pass.to else { continue }
        let taking = try rounds.taking(way, &presence.space)
        if try presence.space.diagrams.intersects(taking, recurring[way.from] ?? .none) {
          found.append(pass)
        }
      }
    }
    return found
  }

  private var possiblePasses: [(Ref<Event>, [Pass])] {
    var passes: [Ref<Event>: [Pass]] = [:]
    for ref in lifecycle.moves.refs {
      let move = lifecycle.moves[ref]
      guard case .event(let event) = move.trigger, !lifecycle.isAboutPresence(ref),
        lifecycle.events[event].isByColleagues
      else { continue }
      for state in move.from where isReachable[Int(state.offset)] {
        let target: Ref<State>
        switch move.outcome.to {
        case .state(let other): target = other
        case .previous: continue
        case nil: target = state
        }
        guard lifecycle.states[target].kind == .live else { continue }
        let owner =
          move.outcome.to == nil
          ? move.outcome.owner : move.outcome.owner ?? lifecycle.states[target].owner
        passes[event, default: []].append(
          Pass(move: ref, from: state, to: target, owner: owner?.first))
      }
    }
    return passes.sorted { $0.key < $1.key }
  }

  /// The lead is passed on until it is where it was, to somebody else each time.
  fileprivate func scenes(of round: [Pass]) -> [Scene] {
    guard let start = round.first else { return [] }
    var way = [start]
    while let last = way.last, last.to != start.from, way.count <= round.count,
      let next = round.first(where: { $0.from == last.to })
    {
      way.append(next)
    }
    // Where it stays in one state, twice shows that it goes on.
    if way.count == 1 { way.append(start) }
    return [Scene(lifecycle, in: [start.from], way.map { .handover($0.move) })]
  }

  /// Passes that lead round.
  private func rounds(of passes: [Pass]) -> [[Pass]] {
    let states = Set(passes.flatMap { [$0.from, $0.to] }).sorted()
    let place = Dictionary(uniqueKeysWithValues: states.enumerated().map { ($1, $0) })
    var next = Array(repeating: [Int](), count: states.count)
    for pass in passes {
      guard let from = place[pass.from], let to = place[pass.to] else { continue }
      next[from].append(to)
    }
    var group: [Ref<State>: Int] = [:]
    for (number, members) in components(count: states.count, next: { next[$0] }).enumerated() {
      for member in members { group[states[member]] = number }
    }
    let inside = passes.filter { group[$0.from] == group[$0.to] }
    return Dictionary(grouping: inside) { group[$0.from] ?? 0 }
      .sorted { $0.key < $1.key }.map(\.value)
  }

  /// Passes that lead round, and change the owner.
  fileprivate func round(of passes: [Pass]) -> [Pass]? {
    for inside in rounds(of: passes) {
      let owners = Set(
        inside.compactMap(\.owner).filter {
          switch $0 {
          case .person, .role, .pool, .queue, .nextInPool: true
          default: false
          }
        })
      let isFresh = owners.contains {
        switch $0 {
        case .pool, .nextInPool: true
        default: false
        }
      }
      let isKept = inside.contains { $0.owner == .keep || $0.owner == nil }
      if isFresh || owners.count > 1 && !isKept { return inside }
    }
    return nil
  }
}

extension LintInput {
  /// Whether those who get the lead can pass it on themselves; a manager who gives it to somebody
  /// else is no merry-go-round.
  fileprivate func mayPassOn(_ round: [Journey.Pass], _ lifecycle: Lifecycle) -> Bool {
    round.contains { pass in
      let owners = owners(after: pass)
      return round.contains { next in
        if next.from != pass.to { return false }
        let actors = team.actors(passing: lifecycle.tests(of: next.move), owners: owners, asked: [])
        return actors.hasStrangers || !actors.people.isDisjoint(with: owners ?? [])
      }
    }
  }

  /// Those of whom one then has the lead; nil where that depends on the lead.
  private func owners(after pass: Journey.Pass) -> Set<String>? {
    pass.owner.flatMap { owner in
      owner == .nextInPool
        ? Set(roster.pools.lazy.flatMap(\.members).map(\.person))
        : team.possiblePeople(from: owner)
    }
  }
}

extension Event {
  /// Whether colleagues alone cause it.
  fileprivate var isByColleagues: Bool {
    !by.isEmpty && by.allSatisfy { $0 != .lead && $0 != .system }
  }
}
