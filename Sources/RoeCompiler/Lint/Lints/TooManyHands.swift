import RoeMachine
import RoeSource

extension Lint {
  static let tooManyHands = Lint(
    Code(
      "ROE0611", "too-many-hands", .note,
      title: "Too many hands",
      rationale: """
        Even on the shortest way to this end a lead comes into other hands four times or more. \
        Each handover is a chance for silence, and each new owner asks the same questions. \
        Perhaps two of the steps belong to one person.
        """,
      avoid: Example(
        """
        states:
          new: { owner: lena, entry: true, clocks: [{ after: 9 days, to: lost }], moves: [{ event: done, to: two }] }
          two: { owner: dana, clocks: [{ after: 9 days, to: lost }], moves: [{ event: done, to: three }] }
          three: { owner: eli, clocks: [{ after: 9 days, to: lost }], moves: [{ event: done, to: four }] }
          four: { owner: kim, clocks: [{ after: 9 days, to: lost }], moves: [{ event: done, to: five }] }
          five: { owner: sam, clocks: [{ after: 9 days, to: lost }], moves: [{ event: done, to: signed }] }
          signed: { kind: closed }  # ROE0611
        """),
      prefer: Example(
        """
        states:
          new: { owner: lena, entry: true, clocks: [{ after: 9 days, to: lost }], moves: [{ event: done, to: two }] }
          two: { owner: dana, clocks: [{ after: 9 days, to: lost }], moves: [{ event: done, to: three }] }
          three: { owner: keep, clocks: [{ after: 9 days, to: lost }], moves: [{ event: done, to: signed }] }
          signed: { kind: closed }
        """))
  ) { input in
    input.journeys.compactMap { journey -> Finding? in
      let lifecycle = journey.lifecycle
      let hands = journey.fewestHands(input)
      let ends = journey.states.filter { lifecycle.states[$0].kind == .closed }
      guard let most = ends.compactMap({ hands[$0] }).max(), most >= 5,
        let end = ends.first(where: { hands[$0] == most }),
        let span = input.span(of: end, in: lifecycle)
      else { return nil }
      return Finding(
        "a lead comes into other hands at least \(most - 1) times before it is “\(lifecycle.states[end].id)”",
        at: span,
        help: "Let an owner keep the lead for two of the steps: owner: keep.",
        scenes: [Scene(lifecycle, in: [end])])
    }
  }
}

extension Journey {
  /// For each state the least number of people who must have owned a lead that gets there.
  fileprivate func fewestHands(_ input: LintInput) -> [Ref<State>: Int] {
    /// A lead in a state, after somebody who is surely one of a few.
    struct Place: Hashable {
      let state: Ref<State>
      let owner: OwnerSource?
    }
    var known: [OwnerSource: Set<String>] = [:]
    func people(_ source: OwnerSource) -> Set<String>? {
      if let found = known[source] { return found }
      known[source] = input.team.possiblePeople(from: source)
      return known[source]
    }
    /// Who owns a lead that comes in, and whether that is surely somebody else.
    func pass(_ owner: OwnerSource?, _ chain: OwnerChain) -> (OwnerSource?, isOther: Bool) {
      guard let source = chain.first, source != .keep else { return (owner, false) }
      guard let next = people(source) else { return (nil, false) }
      guard let before = owner.flatMap({ people($0) }) else { return (source, false) }
      let isOther = before.isDisjoint(with: next) && !next.isEmpty
      return (isOther || before.isSuperset(of: next) ? source : owner, isOther)
    }
    let asked = askedIn
    var fewest: [Ref<State>: Int] = [:]
    var done: Set<Place> = []
    var layers: [[Place]] = [
      lifecycle.entries.map {
        let source = lifecycle.states[$0.state].owner.first
        return Place(state: $0.state, owner: source.flatMap { people($0) == nil ? nil : $0 })
      }
    ]
    var hands = 0
    // In large rule sets it is enough to know that nothing was found.
    while hands < layers.count, done.count < 100_000 {
      while let place = layers[hands].popLast() {
        guard done.insert(place).inserted else { continue }
        if fewest[place.state] == nil { fewest[place.state] = hands + 1 }
        for step in steps(from: place.state) {
          var chain: OwnerChain
          switch step.cause {
          case .move(let move): chain = lifecycle.moves[move].outcome.owner ?? []
          case .rung(let rung, let clock):
            chain = lifecycle.clocks[clock].rungs[rung].outcome.owner ?? []
          case .table: chain = []
          case .lost: continue
          }
          if chain.isEmpty { chain = lifecycle.states[step.to].owner }
          if chain.first == .asked, let receiver = asked[place.state] { chain = [receiver] }
          let (owner, isOther) = pass(place.owner, chain)
          if isOther, layers.count == hands + 1 { layers.append([]) }
          layers[hands + (isOther ? 1 : 0)].append(Place(state: step.to, owner: owner))
        }
      }
      hands += 1
    }
    return done.count < 100_000 ? fewest : [:]
  }

  /// For each state in which somebody is asked to take a lead over, who that is.
  private var askedIn: [Ref<State>: OwnerSource] {
    var asked: [Ref<State>: OwnerSource] = [:]
    for move in lifecycle.moves {
      guard case .state(let target) = move.outcome.to else { continue }
      for case .ask(let chain) in move.outcome.actions { asked[target] = chain.first }
    }
    return asked
  }
}
