import RoeMachine
import RoeSource

/// The places at which nobody may be found for a lead, which is then lost.
struct OwnerGaps {
  let input: LintInput

  /// - Parameter ofUnowned: whether to speak of leads that nobody has had before, either.
  func findings(_ kind: OwnerFacts.Gap.Kind, ofUnowned: Bool = true) -> [Finding] {
    input.facts.owners.flatMap { facts in
      facts.gaps.compactMap { gap -> Finding? in
        guard gap.kind == kind,
          ofUnowned || gap.holder.person != .nobody || gap.cause == .state
        else {
          return nil
        }
        return finding(gap, input.journey(of: facts.lifecycle))
      }
    }
  }

  private func finding(_ gap: OwnerFacts.Gap, _ journey: Journey) -> Finding? {
    let lifecycle = journey.lifecycle
    if let row = gap.row {
      let table = lifecycle.tables[row.table]
      // Leads that no row fits are told of as such.
      if row.row == nil, case .next = table.otherwise { return nil }
      guard let span = input.span(of: row, in: lifecycle) else { return nil }
      let name = row.row.map { "“\(table.rows[$0].id)”" } ?? "everything else"
      return Finding(
        "“\(table.id)” gives a lead\(lead(gap)) to nobody: \(reason(gap, lifecycle)), and nobody is next (\(name))",
        at: span,
        labels: place(gap, lifecycle).map {
          [.init("nobody stands behind the table here", at: $0)]
        } ?? [],
        help:
          "Name who is next in the row, or behind the table: owner: [{ routing: \(table.id) }, …].",
        scenes: scenes(gap, journey))
    }
    if gap.kind == .step { return step(gap, journey) }
    // Rounds are told as such.
    if gap.isSentRound, hasRounds(journey) { return nil }
    let target = lifecycle.states[target(gap, lifecycle)]
    // That nobody is there to hand a lead over is told of the handoff.
    if target.kind == .pending, gap.holder.person == .nobody { return nil }
    guard let span = place(gap, lifecycle) else { return nil }
    return Finding(
      "nobody may be found for a lead\(lead(gap)) in “\(target.id)”: \(reason(gap, lifecycle))",
      at: span,
      help:
        "Name somebody who is always there as the last one\(someone(for: target).map { ", such as owner: […, \($0)]" } ?? "").",
      scenes: scenes(gap, journey))
  }

  private func step(_ gap: OwnerFacts.Gap, _ journey: Journey) -> Finding? {
    let lifecycle = journey.lifecycle
    let rule = gap.place.rule(in: lifecycle).id
    guard case .rung(let number, let clock) = gap.place.cause,
      let span = place(gap, lifecycle) ?? input.span(rule),
      let name = gap.people.first.map({ input.name(of: $0) })
    else { return nil }
    let after = lifecycle.clocks[clock].rungs[number].after.words
    let lacking = gap.source == .managerOfOwner ? "manager" : "backup"
    return Finding(
      "after \(after) nobody is found for a lead of \(name) in “\(lifecycle.states[gap.from].id)”, who has no \(lacking): it goes to lost and found",
      at: span, severity: .error,
      help:
        "Name somebody behind: owner: [{ \(lacking)_of: owner }, …]; or give \(name) a \(lacking).",
      scenes: scenes(gap, journey))
  }

  /// Somebody who may own leads of a state and is never away, rather one whom the rules name.
  private func someone(for state: State) -> String? {
    let permitted = input.team.permitted(in: state)
    let known = input.machine.people.map(\.id).filter { permitted?.contains($0) ?? true }
    return (known + (permitted?.sorted() ?? [])).first(where: input.team.isAlwaysThere)
  }

  private func place(_ gap: OwnerFacts.Gap, _ lifecycle: Lifecycle) -> SourceSpan? {
    let (rule, part) = gap.place.rule(in: lifecycle)
    return input.span(rule, part)
  }

  /// Whether it is told that tables send leads round.
  private func hasRounds(_ journey: Journey) -> Bool {
    InstantRounds.all(of: journey, in: input.machine).contains {
      $0.ways.contains(where: \.isByTable)
    }
  }

  /// Where the lead is when somebody is looked for.
  private func target(_ gap: OwnerFacts.Gap, _ lifecycle: Lifecycle) -> Ref<State> {
    if case .state(let target)? = gap.place.outcome(in: lifecycle)?.to {
      target
    } else {
      gap.place.state
    }
  }

  private func lead(_ gap: OwnerFacts.Gap) -> String {
    gap.lead.traits.isEmpty ? "" : " with \(gap.lead.words)"
  }

  private func reason(_ gap: OwnerFacts.Gap, _ lifecycle: Lifecycle) -> String {
    let names = gap.people.map { input.name(of: $0) }
    if gap.isBarred {
      return gap.source == .keep
        ? "whoever has it, such as \(names.first ?? "its owner"), may not own it there"
        : "whoever comes next may not own it there"
    }
    if gap.isSentRound { return "its tables send it round, all in one moment" }
    switch gap.source {
    case .actor:
      if case .move(let move) = gap.cause, lifecycle.moves[move].trigger != .watch {
        return "what brings it there may come about without a person"
      }
      return "it comes there by itself, and nobody does it"
    case .managerOfOwner, .backupOfOwner:
      let word = gap.source == .managerOfOwner ? "manager" : "backup"
      guard let name = names.first else { break }
      return "\(name) may have it, and has no \(word) in the roster"
    case .coverOfOwner:
      if case .move(let move) = gap.cause, lifecycle.isAboutPresence(move) {
        return "an absence need not name anybody who covers for the owner"
      }
    case .nextInPool:
      guard let pool = gap.holder.pool else { break }
      return "of “\(input.machine.pools[pool].id)” the owner may be the only one there"
    case .field(let field): return "its “\(lifecycle.fields[field].id)” may be missing"
    case .table(let table): return "“\(lifecycle.tables[table].id)” has no answer"
    case .keep, .previous, .asked, .person, .role, .pool, .queue, .nobody: break
    }
    return input.reason(forNobodyFrom: gap.source, of: nil)
  }

  // MARK: How it happens

  private func scenes(_ gap: OwnerFacts.Gap, _ journey: Journey) -> [Scene] {
    var scene: Scene
    switch gap.cause {
    case .state: scene = Scene(journey.lifecycle, in: [gap.place.state], [.lost])
    case .move(let move):
      scene = Scene(journey.lifecycle, in: [gap.from], [.move(move), .lost])
    case .rung(let rung, let clock):
      scene = Scene(ring: rung, of: clock, in: journey, then: [.lost])
    }
    var scenes = [scene]
    if case .rung(let rung, let clock) = gap.cause,
      journey.lifecycle.clocks[clock].restarts ?? 0 > 0
    {
      // It may ring only where it has begun again, with another owner.
      scenes += journey.moves(in: gap.from).filter {
        let outcome = journey.lifecycle.moves[$0].outcome
        return outcome.to == nil && outcome.owner != nil
      }.map {
        Scene(journey.lifecycle, in: [gap.from], [.handover($0), .ring(clock, rung), .lost])
      }
    }
    if scene.lead == nil {
      scene.lead = gap.lead
      scenes.insert(scene, at: 0)
    }
    if scene.states.contains(gap.from), scene.states.count > 1 {
      // Rather where it is told.
      scenes = scenes.map { $0.comingOnly(to: gap.from) } + scenes
    }
    if let trail = gap.trail {
      let acts = [gap.cause.act].compactMap { $0 } + [.lost]
      scenes += trail.scenes(of: gap.lead, in: journey.lifecycle, then: acts)
    }
    return scenes.flatMap { scene in [scene] + absences(gap).map { scene.without($0) } }
  }

  /// Who may be away, so that it comes to the one for whom nobody is found.
  private func absences(_ gap: OwnerFacts.Gap) -> [[String]] {
    input.machine.pools.refs.compactMap { ref in
      let members = input.team.members(of: ref)
      let isOnly = gap.source == .nextInPool && gap.holder.pool == ref
      guard let stays = isOnly ? members.first : members.first(where: gap.people.contains)
      else { return nil }
      let others = members.filter { $0 != stays }
      return others.isEmpty || input.machine.pools[ref].atLeast > 1 ? nil : others
    }
  }
}

extension Assignment.Cause {
  /// What a lead does by it.
  var act: Scene.Act? {
    switch self {
    case .state: nil
    case .move(let move): .move(move)
    case .rung(let rung, let clock): .ring(clock, rung)
    }
  }
}
