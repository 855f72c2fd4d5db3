import Foundation
import RoeMachine
import RoeTestSupport
import Testing

@testable import RoeCompiler

/// The silence proof against the interpreter, which follows real leads.
@Suite struct SilenceTests {
  /// A few, or as many as `ROE_SILENCE` says.
  static func seeds(_ few: Int) -> Range<Int> {
    0..<(ProcessInfo.processInfo.environment["ROE_SILENCE"].flatMap { Int($0) } ?? few)
  }

  @Test(arguments: SilenceTests.seeds(60)) func clocksOnTheWall(seed: Int) throws {
    try compare(RandomRules(seed: seed), "seed \(seed)")
  }

  @Test(arguments: SilenceTests.seeds(12)) func calendars(seed: Int) throws {
    try compare(RandomRules(seed: seed, hasCalendars: true), "seed \(seed)")
  }

  @Test(arguments: SilenceTests.seeds(40)) func uncertainClocks(seed: Int) throws {
    try compare(RandomRules(seed: seed, hasUncertainty: true), "seed \(seed)")
  }

  /// Whoever has a lead, and in whichever ways rules name them: nobody waits longer than is said.
  @Test(arguments: SilenceTests.seeds(60)) func namedInManyWays(seed: Int) throws {
    var rules = RandomRules(seed: 70_000 + seed)
    let machine = rules.machineWithGroups()
    let lifecycle = machine.lifecycles[0]
    let journey = Journey(of: lifecycle)
    let brought = BroughtOwners(PossibleOwners(journey, Team(machine, RandomRules.groups)))
    let report = silence(of: machine, lifecycle: Ref(0), brought: brought)
    for state in lifecycle.states.refs
    where lifecycle.states[state].kind == .live && journey.isReachable[Int(state.offset)] {
      var runs = [try SilentRuns(machine, state, roster: RandomRules.groups)]
      for owner in brought.owners[Int(state.offset)] {
        guard
          let person = machine.people.refs.first(where: { machine.people[$0].id == owner.person })
        else { continue }
        runs.append(
          try SilentRuns(machine, state, of: .person(person), roster: RandomRules.groups))
      }
      for silent in report.cases where silent.state == state {
        for goal in SilenceGoal.allCases {
          guard let said = silent[goal], case .within(let bound) = said.bound else { continue }
          for place in runs.indices {
            let run = runs[place].run(said.record, at: said.start)
            // A lead for which nobody is found there has no owner, and is not asked about.
            guard run.decisions.first?.to == state else { continue }
            #expect(
              run.wait(for: goal) ?? .max <= bound,
              "seed \(70_000 + seed), \(lifecycle.states[state].id), \(goal): \(run.text)")
          }
        }
      }
    }
  }

  /// What is said about calls does not depend on whether leads are followed to their rest.
  @Test(arguments: SilenceTests.seeds(60)) func untilSomebodyElseIsCalled(seed: Int) throws {
    var rules = RandomRules(seed: 80_000 + seed)
    let machine = rules.machineWithGroups()
    let owners = PossibleOwners(
      Journey(of: machine.lifecycles[0]), Team(machine, RandomRules.groups))
    let brought = BroughtOwners(owners)
    let whole = silence(of: machine, lifecycle: Ref(0), brought: brought)
    let short = silence(of: machine, lifecycle: Ref(0), brought: brought, until: .escalated)
    #expect(short.cases.count == whole.cases.count)
    #expect(short.ownerCycles == whole.ownerCycles)
    for (short, whole) in zip(short.cases, whole.cases) {
      #expect(short.rested == nil)
      for (a, b) in [(short.called, whole.called), (short.escalated, whole.escalated)] {
        #expect(a.bound == b.bound, "seed \(80_000 + seed)")
        // What comes later may blur what came before, never the other way round.
        #expect(a.isExact || !b.isExact, "seed \(80_000 + seed)")
      }
    }
  }

  /// Every figure that is said to be exact happens to the lead that is named with it, at the instant
  /// that is named; and no lead ever waits longer than is said.
  private func compare(_ rules: RandomRules, _ seed: String) throws {
    var rules = rules
    let machine = rules.machine()
    let brought = rules.brought()
    let report = silence(of: machine, lifecycle: Ref(0), brought: brought)
    for silent in report.cases where machine.lifecycles[0].states[silent.state].kind == .live {
      var runs = try SilentRuns(machine, silent.state)
      var runsOfBrought = try brought.owners[Int(silent.state.offset)].map { owner in
        (owner, try SilentRuns(machine, silent.state, of: owner.sources.first))
      }
      let others = (0..<4).map { _ in Int.random(in: report.span, using: &rules.random) }
      for goal in SilenceGoal.allCases {
        let said = try #require(silent[goal])
        let place = runsOfBrought.firstIndex { $0.0 == said.brought }
        #expect((place == nil) == (said.brought == nil))
        let run =
          place.map { runsOfBrought[$0].1.run(said.record, at: said.start) }
          ?? runs.run(said.record, at: said.start)
        let wait = run.wait(for: goal)
        let name =
          "\(seed), \(machine.lifecycles[0].states[silent.state].id), \(goal), \(said.record): "
          + "\(run.text(said.story)) but \(run.text)"
        switch said.bound {
        case .within(let bound):
          if said.isExact {
            #expect(wait == bound, "\(name)")
          } else {
            #expect(wait ?? .max <= bound, "\(name)")
          }
          for at in others {
            let other = runs.run(said.record, at: at)
            #expect(other.wait(for: goal) ?? .max <= bound, "\(name), at \(at)")
          }
          for place in runsOfBrought.indices {
            let other = runsOfBrought[place].1.run(said.record, at: said.start)
            #expect(other.wait(for: goal) ?? .max <= bound, "\(name), \(runsOfBrought[place].0)")
          }
        case .never:
          // What goes round in business time ends with the calendar, years later.
          if said.isExact { #expect(wait == nil || run.endsWithACalendar, "\(name)") }
        }
      }
    }
  }
}

/// What happens to leads in one state about which nobody does anything.
private struct SilentRuns {
  private struct Question: Hashable {
    let record: [Value]
    let start: Int
  }

  private let machine: Machine
  private let interpreter: Interpreter
  private var known: [Question: SilentRun] = [:]

  private let start: Ref<State>

  /// A lead may be anywhere: it is captured in the state, with the record that is asked about; or
  /// brought there by an owner who keeps it.
  init(
    _ machine: Machine, _ state: Ref<State>, of owner: OwnerSource? = nil,
    roster: Roster = RandomRules.roster
  ) throws {
    var machine = machine
    start = owner == nil ? state : Ref(machine.lifecycles[0].states.count)
    machine.lifecycles[0].entries = [Entry(when: .always, state: start)]
    if let owner {
      machine.lifecycles[0].states.append(State(id: "~", owner: [owner]))
      machine.lifecycles[0].events.append(Event(id: "go"))
      machine.lifecycles[0].moves.append(
        Move(
          id: "~", layer: .state, from: [start], trigger: .event(Ref(0)),
          outcome: Outcome(to: .state(state), owner: [.keep])))
    }
    self.machine = machine
    interpreter = try Interpreter(machine, roster: roster)
  }

  mutating func run(_ record: [Value], at start: Int) -> SilentRun {
    let question = Question(record: record, start: start)
    if let run = known[question] { return run }
    var run = carriedOut(question, decisions: 100)
    // Most leads have come to rest by then.
    if run.wait(for: .rested) == nil, run.decisions.count > 100 {
      run = carriedOut(question, decisions: 3000)
    }
    known[question] = run
    return run
  }

  private func carriedOut(_ question: Question, decisions count: Int) -> SilentRun {
    var lead: Configuration?
    var roster = interpreter.rosterState()
    let edits = machine.lifecycles[0].fields.refs.map {
      Edit(field: $0, value: question.record[Int($0.offset)])
    }
    let capture = Input(
      lead: "1", lifecycle: Ref(0), key: "capture", occurred: question.start,
      received: question.start, actor: .unknown, event: nil, edits: edits)
    var decisions = interpreter.step(&lead, &roster, capture)
    if machine.lifecycles[0].states[start].id == "~" {
      var go = capture
      go.key = "go"
      go.event = .declared(Ref(0))
      go.edits = []
      decisions = interpreter.step(&lead, &roster, go)
    }
    let future = lead.map { interpreter.silentFuture(of: $0, roster, decisions: count) } ?? []
    return SilentRun(decisions: decisions + future, machine: machine, start: question.start)
  }
}

/// What happens to one lead about which nobody does anything.
private struct SilentRun {
  let decisions: [Decision]
  let machine: Machine
  let start: Int

  var text: String {
    decisions.prefix(8).map { decision in
      let rule =
        decision.timer.map { "\(machine.lifecycles[0].clocks[$0.clock].id)#\($0.rung)" } ?? "move"
      return
        "\((decision.at - start) / 1000) \(rule) \(decision.to.map { machine.lifecycles[0].states[$0].id } ?? "") \(decision.effects.count) \(decision.reason.map { "\($0)" } ?? "")"
    }.joined(separator: "; ")
  }

  func text(_ story: [SilentStep]) -> String {
    story.prefix(8).map { step in
      let rule =
        step.clock.map { "\(machine.lifecycles[0].clocks[$0].id)#\(step.rung + 1)" } ?? "move"
      return "\((step.at - start) / 1000) \(rule) \(machine.lifecycles[0].states[step.state].id)"
    }.joined(separator: "; ")
  }

  var endsWithACalendar: Bool { decisions.contains { $0.reason == .calendarEnded } }

  /// Nil when it never comes, as far as three thousand decisions show.
  func wait(for goal: SilenceGoal) -> Int? {
    let lifecycle = machine.lifecycles[0]
    guard let owner = decisions.first?.ownerAfter else { return nil }
    for (number, decision) in decisions.enumerated() {
      var isReached = false
      let kind = decision.to.map { lifecycle.states[$0].kind }
      let isNew = number > 0
      switch kind {
      case .closed, .lostAndFound: isReached = true
      case .nurture: isReached = isNew && decision.due != nil
      default: break
      }
      if isNew, goal != .rested {
        for effect in decision.effects {
          switch effect {
          case .remind: isReached = isReached || goal == .called
          case .assign(let person), .ask(let person), .notify(let person):
            isReached = isReached || goal == .called || person != owner
          default: break
          }
        }
      }
      if isReached { return decision.at - start }
    }
    return nil
  }
}
