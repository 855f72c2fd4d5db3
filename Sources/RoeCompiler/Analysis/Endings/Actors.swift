import RoeMachine

/// Whether there is anybody who may make a move, as the roster has them.
struct Actors {
  private let journey: Journey
  private let machine: Machine
  private let roster: Roster
  /// Worked out when a question needs it.
  private var owners: PossibleOwners?

  private var lifecycle: Lifecycle { journey.lifecycle }

  init(_ journey: Journey, _ machine: Machine, _ roster: Roster) {
    self.journey = journey
    self.machine = machine
    self.roster = roster
  }

  /// Whether somebody may make a move in a state: whoever causes the event has to pass the tests of
  /// both.
  mutating func exist(for ref: Ref<Move>, in state: Ref<State>) -> Bool {
    let move = lifecycle.moves[ref]
    if move.trigger == .watch, move.by.isEmpty { return true }
    var tests = [move.by]
    if case .event(let event) = move.trigger { tests.append(lifecycle.events[event].by) }
    return exist(passing: tests.filter { !$0.isEmpty }, in: state)
  }

  /// Whether anybody passes one test of each list.
  mutating func exist(passing lists: [[ActorTest]], in state: Ref<State>) -> Bool {
    guard let first = lists.first else { return true }
    for machine in [ActorTest.lead, .system] where lists.allSatisfy({ $0.contains(machine) }) {
      return true
    }
    // Nobody knows who would be there.
    if roster.people.isEmpty { return true }
    let owners = self.owners ?? PossibleOwners(journey, machine, roster)
    self.owners = owners
    let passing = lists.dropFirst().reduce(owners.passing(first, in: state)) {
      $0.intersection(owners.passing($1, in: state))
    }
    return !passing.isEmpty
  }
}
