import RoeLogic
import RoeMachine
import RoeSource

extension LintInput {
  /// The rules that take leads to where an answer is awaited, and ask nobody: whoever has been asked
  /// is forgotten when a lead goes elsewhere.
  func returns(to handoff: HandoffText, _ journey: Journey) -> [Finding] {
    let lifecycle = journey.lifecycle
    guard isExact,
      let pending = lifecycle.states.refs.first(where: {
        lifecycle.states[$0].id == handoff.pending
      }),
      let answer = lifecycle.moves.first(where: {
        [handoff.accept, handoff.reject].contains($0.id) && $0.by == [.asked]
      }),
      case .event(let event) = answer.trigger,
      // What is too complex to follow is told where it stands.
      var presence = presence(in: journey)
    else { return [] }
    var told: Set<SourceSpan> = []
    return journey.steps(into: pending).compactMap { back -> Finding? in
      guard back.from != pending, lifecycle.states[back.from].kind != .pending,
        let outcome = journey.outcome(of: back), !outcome.asksSomebody,
        let span = span(of: back, in: lifecycle), !told.contains(span),
        (try? presence.mayGo(back)) ?? false
      else { return nil }
      var way: [Scene.Act] = []
      if outcome.to == .previous {
        let leaving = journey.steps(from: pending).first { step in
          step.to == back.from && journey.outcome(of: step) != nil
            && (try? presence.mayGo(step)) ?? false
        }
        guard let leaving, let act = leaving.act else { return nil }
        way = [act]
      }
      told.insert(span)
      way += [back.act].compactMap { $0 }
      let name = lifecycle.states[pending].id
      let scenes = [Decision.Kind.ignored, .noted, .refused].flatMap { kind in
        self.scenes(
          of: handoff, from: outcome.to == .previous ? nil : back.from,
          then: way + [.event(event, kind)])
      }
      return Finding(
        "this takes a lead to “\(name)”, and asks nobody: nobody may answer there", at: span,
        severity: .warning,
        notes: [
          "Whoever was asked before is forgotten, and the lead would wait until the time is over."
        ],
        help:
          "Say where it goes on, such as to: \(handoff.from.first ?? handoff.to); or keep leads that wait for an answer out: except: [\(name)].",
        scenes: scenes)
    }
  }

  /// Where the rule of a step was written.
  private func span(of step: Journey.Step, in lifecycle: Lifecycle) -> SourceSpan? {
    switch step.cause {
    case .move(let move):
      let rule = RuleID.move(lifecycle.id, lifecycle.moves[move].id)
      return broken.contains(rule) ? nil : span(rule, "to") ?? span(rule)
    case .rung(let rung, let clock):
      let rule = RuleID.clock(lifecycle.id, lifecycle.clocks[clock].id)
      return broken.contains(rule) ? nil : span(rule, "\(rung + 1)") ?? span(rule)
    case .table, .lost: return nil
    }
  }
}

extension Presence {
  /// Whether some lead of the state from which a rule leads can go on by it.
  fileprivate mutating func mayGo(_ step: Journey.Step) throws(BudgetExceeded) -> Bool {
    let condition: Guard
    switch step.cause {
    case .move(let move): condition = journey.lifecycle.moves[move].condition(in: journey.lifecycle)
    case .rung(_, let clock): condition = journey.lifecycle.clocks[clock].when
    case .table, .lost: return false
    }
    let leads = try edited(resting(in: step.from))
    return try space.diagrams.intersects(leads, space.leads(condition))
  }
}

extension Journey.Step {
  fileprivate var act: Scene.Act? {
    switch cause {
    case .move(let move): .move(move)
    case .rung(let rung, let clock): .ring(clock, rung)
    case .table, .lost: nil
    }
  }
}
