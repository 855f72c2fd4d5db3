import RoeLogic
import RoeMachine

/// Events that records send one another, each in answer to another one and all in one moment, as
/// far as nothing is sure to end it.
struct EndlessCalls {
  /// A move that hears such an event and sends one.
  struct Call {
    let lifecycle: Ref<Lifecycle>
    let move: Ref<Move>
    /// What it sends.
    let event: String
  }

  private struct Heard: Hashable, Comparable {
    let lifecycle: Int
    let event: Ref<Event>

    static func < (a: Self, b: Self) -> Bool {
      (a.lifecycle, a.event) < (b.lifecycle, b.event)
    }
  }

  /// The calls that belong together, of every group of events.
  static func all(of journeys: [Journey], in machine: Machine) -> [[Call]] {
    var places: [String: Int] = [:]
    for (place, journey) in journeys.enumerated() { places[journey.lifecycle.id] = place }
    func sent(by actions: [Action], of lifecycle: Lifecycle) -> [Heard] {
      actions.compactMap { action in
        guard case .send(let event, let link) = action,
          let place = places[lifecycle.links[link].lifecycle],
          let ref = journeys[place].lifecycle.events.refs.first(where: {
            journeys[place].lifecycle.events[$0].id == event
          })
        else { return nil }
        return Heard(lifecycle: place, event: ref)
      }
    }
    var heard = Set(
      journeys.flatMap { journey in
        journey.lifecycle.moves.flatMap { sent(by: $0.outcome.actions, of: journey.lifecycle) }
      })
    // What looks by itself goes on after any event.
    var calls: [(heard: [Heard], sent: [Heard], call: Call)] = []
    while !heard.isEmpty {
      var next: Set<Heard> = []
      calls = []
      for (place, journey) in journeys.enumerated() {
        let lifecycle = journey.lifecycle
        let events = Set(heard.filter { $0.lifecycle == place }.map(\.event))
        if events.isEmpty { continue }
        for ref in journey.movesWithoutEnd(hearing: events, in: machine) {
          let move = lifecycle.moves[ref]
          let answers = sent(by: move.outcome.actions, of: lifecycle).filter(heard.contains)
          next.formUnion(answers)
          guard let first = answers.first else { continue }
          let name = journeys[first.lifecycle].lifecycle.events[first.event].id
          let asked =
            if case .event(let event) = move.trigger { [event] } else { events.sorted() }
          calls.append(
            (
              asked.map { Heard(lifecycle: place, event: $0) }, answers,
              Call(lifecycle: Ref(place), move: ref, event: name)
            ))
        }
      }
      if next == heard { break }
      heard = next
    }
    // Only what comes back to where it began never ends.
    let events = heard.sorted()
    let groups = components(count: events.count) { place in
      calls.filter { $0.heard.contains(events[place]) }.flatMap(\.sent).compactMap(
        events.firstIndex)
    }
    return groups.compactMap { group in
      let members = Set(group.map { events[$0] })
      let inside = calls.filter { call in
        let isHeard = call.heard.contains(where: members.contains)
        return isHeard
          && call.sent.contains {
            members.contains($0) && (group.count > 1 || call.heard.contains($0))
          }
      }
      return inside.isEmpty ? nil : inside.map(\.call)
    }
  }
}

extension Journey {
  /// The moves that records can make again and again in one moment, when others send them events.
  fileprivate func movesWithoutEnd(
    hearing events: Set<Ref<Event>>, in machine: Machine
  ) -> [Ref<Move>] {
    let hearing = lifecycle.moves.refs.filter { ref in
      let move = lifecycle.moves[ref]
      guard case .event(let event) = move.trigger else {
        return move.trigger == .watch && move.by.isEmpty
      }
      return events.contains(event) && move.by.allowsMachines
        && lifecycle.events[event].by.allowsMachines
    }
    do throws(BudgetExceeded) {
      var guards = hearing.map { lifecycle.moves[$0].condition(in: lifecycle) }
      guards += lifecycle.tests(ofWritingsIn: guards)
      var presence = try Presence(self, asking: guards, in: machine)
      var ways: [Ref<State>: [Circulation.Way]] = [:]
      for ref in hearing {
        let move = lifecycle.moves[ref]
        let leads = try presence.space.leads(move.condition(in: lifecycle))
        for from in move.from where looksAt(from) {
          let targets =
            switch move.outcome.to {
            case .state(let target): [target]
            case .previous: steps(from: from).filter { $0.cause.isMove(ref) }.map(\.to)
            case nil: [from]
            }
          for to in targets where move.trigger != .watch || to != from {
            ways[from, default: []].append(
              Circulation.Way(
                from: from, to: to, cause: .move(ref), actions: move.outcome.actions, leads: leads))
          }
        }
      }
      let rounds = try Circulation(ways, &presence.space)
      var found: Set<Ref<Move>> = []
      for way in ways.values.joined() {
        guard case .move(let move) = way.cause, !found.contains(move) else { continue }
        let leads = try rounds.taking(way, &presence.space)
        let arriving = presence.arriving[Int(way.from.offset)]
        if try presence.space.diagrams.intersects(leads, arriving) { found.insert(move) }
      }
      return found.sorted()
    } catch {
      return hearing
    }
  }
}

extension Journey.Cause {
  fileprivate func isMove(_ ref: Ref<Move>) -> Bool {
    if case .move(ref) = self { true } else { false }
  }
}

extension [ActorTest] {
  /// Whether a machine passes, such as one that brings what another record has sent.
  fileprivate var allowsMachines: Bool { isEmpty || contains(.system) }
}
