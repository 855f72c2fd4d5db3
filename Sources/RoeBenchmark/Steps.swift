import RoeCompiler
import RoeMachine
import RoeSource

/// How many steps a second the interpreter makes on one core, decisions included.
struct StepBenchmark {
  private let interpreter: Interpreter
  private let events: [String: Ref<Event>]

  init() throws {
    let compilation = compile([SourceText(name: "steps.roe.yaml", text: Self.rules)]) { _ in
      .failure("it does not exist")
    }
    interpreter = try Interpreter(compilation.machine, roster: compilation.roster)
    let declared = interpreter.machine.lifecycles[0].events
    events = Dictionary(uniqueKeysWithValues: zip(declared.map(\.id), declared.refs))
  }

  /// Steps a second: of acts that are only noted, and of moves that change owner and clocks.
  func run(leads: Int, acts: Int) -> (notes: Double, moves: Double) {
    (
      rate(leads, acts) { _ in "called" },
      rate(leads, acts) { $0.isMultiple(of: 2) ? "replied" : "went_quiet" }
    )
  }

  private func rate(_ leads: Int, _ acts: Int, _ event: (Int) -> String) -> Double {
    let stream = (0..<acts).map { events[event($0)].map { EventName.declared($0) } }
    var roster = interpreter.rosterState()
    var decisions: [Decision] = []
    decisions.reserveCapacity(2 * acts)
    var steps = 0
    let elapsed = seconds {
      for number in 0..<leads {
        var lead: Configuration?
        let id = "L\(number)"
        var input = Input(
          lead: id, lifecycle: Ref(0), key: "k", occurred: Self.start, received: Self.start,
          edits: [
            Edit(field: Ref(0), value: .text("DE")), Edit(field: Ref(1), value: .integer(70)),
          ])
        interpreter.step(&lead, &roster, input, appendingTo: &decisions)
        input.edits = []
        for act in stream {
          input.event = act
          input.occurred += 60_000
          input.received = input.occurred
          interpreter.step(&lead, &roster, input, appendingTo: &decisions)
        }
        steps += decisions.count
        decisions.removeAll(keepingCapacity: true)
      }
    }
    return Double(steps) / elapsed
  }

  /// 2026-11-02, a Monday.
  private static let start = 1_793_610_000_000

  private static let rules = """
    roe: 1
    name: Steps
    zone: Europe/Berlin
    roster:
      people: { lena: { name: Lena }, dana: { name: Dana }, eli: { name: Eli }, sam: { name: Sam } }
    pools:
      sdr: { members: [lena, dana, eli], pick: round_robin, at_least: 1 present, steward: sam }
    fields:
      country: { type: text }
      score: { type: integer, min: 0, max: 100 }
    events: { called: {}, replied: {}, went_quiet: {} }
    states:
      new:
        owner: [sdr, sam]
        entry: true
        clocks: [{ after: 15 minutes, do: [{ notify: sam }] }, { after: 30 days, to: lost }]
        moves: [{ event: replied, when: score >= 50, to: talking }]
      talking:
        owner: sam
        clocks: [{ after: 30 days, to: lost }]
        moves: [{ event: went_quiet, to: new }, { event: replied, to: lost }]
      lost: { kind: closed }
    lost_and_found: { keeper: sam, backup: lena, within: 2 days, to: [new] }
    """
}
