import Foundation
@testable import RoeCompiler
import RoeMachine
import RoeSource
import RoeTestSupport
import Testing

/// The ways of leads that are shown with findings.
@Suite struct PlayTests {
  /// How a lead gets into each state of the examples; where people have to dispute, none may be
  /// found.
  @Test(arguments: ["northwind", "partner-channel", "quiz-funnel"])
  func everyStateIsPlayed(_ name: String) throws {
    let result = try compileExample(name)
    let machine = result.machine
    let interpreter = try Interpreter(machine, roster: result.roster)
    var text = ""
    var effort = Player.effort
    for lifecycle in machine.lifecycles.refs {
      let journey = Journey(of: machine.lifecycles[lifecycle])
      for state in machine.lifecycles[lifecycle].states.refs {
        text += "\(journey.lifecycle.id): \(journey.lifecycle.states[state].id)\n"
        let play = Player(interpreter: interpreter).play(
          Scene(journey.lifecycle, in: [state]), in: journey, lifecycle, effort: &effort)
        let lines = play?.lines(on: machine, result.roster) ?? ["not found"]
        text += lines.map { "  \($0)\n" }.joined()
        if let play {
          #expect(play.lead.state == state)
          let isLost = play.lead.state == journey.lifecycle.lostAndFound
          #expect(play.steps.first?.decisions.first?.kind == (isLost ? .lost : .captured))
          #expect(play.replays(on: interpreter))
        }
      }
    }
    expectGolden(text, at: "\(fixturesDirectory())/plays/\(name).txt")
  }
}
