import RoeMachine
import RoeSource

/// What is still said of people who have left, by their ids, besides whom leads go to.
extension LintInput {
  /// Colleagues whose backup, manager or cover they are.
  func standIns(among left: Set<String>) -> [Finding] {
    func finding(_ person: String, _ role: String, of colleagues: [String]) -> Finding? {
      let places = colleagues.compactMap { origins.spans[RuleID.person($0)] }
      guard let first = places.min() else { return nil }
      let names = colleagues.map { name(of: $0) }.sortedByBytes()
      return Finding(
        "“\(name(of: person))” has left, and is still the \(role) of \(names.shortened)", at: first,
        help: "Say who takes over.")
    }
    let staying = roster.people.filter { !left.contains($0.id) }
    return left.sortedByBytes().flatMap { person -> [Finding?] in
      func colleagues(_ column: KeyPath<Roster.Member, String?>) -> [String] {
        staying.filter { $0[keyPath: column] == person }.map(\.id)
      }
      let covered = Set(roster.absences.filter { $0.cover == person }.map(\.person))
        .subtracting(left)
      return [
        finding(person, "backup", of: colleagues(\.backup)),
        finding(person, "manager", of: colleagues(\.manager)),
        finding(person, "cover", of: covered.sortedByBytes()),
      ]
    }.compactMap { $0 }
  }

  /// Rules that they keep in order.
  func keepers(among left: Set<String>, on day: CivilDate) -> [Finding] {
    left.sortedByBytes().compactMap { person in
      let rules = texts.rules.filter { $0.value.maintainedBy == person }.map(\.key)
      let isKeeper = texts.maintainedBy == person
      guard
        let place = isKeeper ? span("maintained_by") : rules.compactMap({ span($0) }).min()
      else { return nil }
      return Finding(
        "“\(name(of: person))” has left, and is still to keep these rules in order", at: place,
        labels: origins.spans[RuleID.person(person)].map {
          [.init("left on or before \(day)", at: $0)]
        } ?? [],
        help: "Say in maintained_by: who does so now.")
    }
  }

  /// Those who have left while no rule says who gets their leads.
  func heirless(among left: Set<String>) -> [Finding] {
    if hasUnread { return [] }
    return journeys.compactMap { journey in
      let lifecycle = journey.lifecycle
      if lifecycle.handlesLeavers { return nil }
      let owners = possibleOwners(in: journey).owners
      let owning = left.filter { person in
        lifecycle.states.refs.contains {
          lifecycle.states[$0].kind != .closed && owners[Int($0.offset)].contains(person)
        }
      }.sortedByBytes()
      guard let place = owning.first.flatMap({ origins.spans[RuleID.person($0)] }) else {
        return nil
      }
      let names = owning.map { name(of: $0) }
      return Finding(
        "\(names.shortened) \(names.count == 1 ? "has" : "have") left, and no rule says who gets the leads that were theirs",
        at: place,
        help: "Say it: policies: { leavers: [{ owner: [{ backup_of: owner }, …] }] }.",
        scenes: sources(of: owning).flatMap { scenes(lookingFor: $0) })
    }
  }
}

extension LintInput {
  /// Rules by which whoever leaves shall keep their leads, and nobody else is named.
  var keptByLeavers: [Finding] {
    journeys.flatMap { journey -> [Finding] in
      let lifecycle = journey.lifecycle
      return lifecycle.leaverMoves.compactMap { move -> Finding? in
        let rule = RuleID.move(lifecycle.id, move.id)
        let states = move.from.filter(journey.looksAt)
        let isKept = lifecycle.chains(of: move).contains { $0.allSatisfy { $0 == .keep } }
        guard isKept, !states.isEmpty, !broken.contains(rule), let span = span(rule) else {
          return nil
        }
        return Finding(
          "whoever has left keeps no lead: nobody is found, and it goes to lost and found",
          at: span, help: "Say who gets it: owner: [{ backup_of: owner }, …].",
          scenes: [Scene(lifecycle, in: states)])
      }
    }
  }

  /// How rules find some people: by name, or by their role.
  private func sources(of people: [String]) -> [OwnerSource] {
    let roles = Set(roster.people.filter { people.contains($0.id) }.compactMap(\.role))
    return machine.people.refs.filter { people.contains(machine.people[$0].id) }.map { .person($0) }
      + machine.roles.refs.filter { roles.contains(machine.roles[$0].id) }.map { .role($0) }
  }
}

extension Lifecycle {
  /// Where a move looks for an owner: at once, and when a clock rings that it starts.
  fileprivate func chains(of move: Move) -> [OwnerChain] {
    let started = move.outcome.actions.flatMap { action -> [Clock.Rung] in
      if case .start(let clock) = action { clocks[clock].rungs } else { [] }
    }
    return ([move.outcome] + started.map(\.outcome)).compactMap(\.owner).filter { !$0.isEmpty }
  }
}
