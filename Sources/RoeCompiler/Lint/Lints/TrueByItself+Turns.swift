import RoeMachine
import RoeSource

extension LintInput {
  /// Moves that wait until a lead becomes so, and pass over those that are so when they come.
  var turnsPassedOver: [Finding] {
    journeys.indices.flatMap { place -> [Finding] in
      let journey = journeys[place]
      let lifecycle = journey.lifecycle
      // What is too complex to follow is told where it stands.
      guard var presence = presence(in: journey),
        let turns = try? TurnFacts.all(of: journey, &presence)
      else { return [] }
      return turns.compactMap { turn -> Finding? in
        let move = lifecycle.moves[turn.move]
        guard case .becomes(let turned) = move.trigger,
          case .state(let target)? = move.outcome.to,
          let span = span(RuleID.move(lifecycle.id, move.id))
        else { return nil }
        let state = lifecycle.states[turn.state].id
        return Finding(
          "“becomes” passes over a lead that comes into “\(state)” with \(turn.lead.words): it is so already",
          at: span, severity: .warning,
          notes: ["No other rule of “\(state)” takes it to “\(lifecycle.states[target].id)”."],
          help: "Say whenever: in place of becomes:, if such leads are meant, too.",
          witness: Witness(turn.lead, in: Ref(place), claims: [.holds(turned)]),
          scenes: [
            Scene(lifecycle, in: [turn.state], as: turn.lead, [.silence]),
            Scene(lifecycle, in: [turn.state], as: turn.lead),
          ])
      }
    }
  }
}
