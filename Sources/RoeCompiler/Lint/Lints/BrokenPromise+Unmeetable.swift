import RoeLogic
import RoeMachine
import RoeSource

extension LintInput {
  /// SLAs of which nobody can do what meets them, in any state in which they run.
  var unmeetable: [Finding] {
    // Where nobody may be found who would own the lead, that is what is told.
    if hasUnread || !broken.isEmpty || facts.owners.contains(where: \.hasGaps) { return [] }
    return journeys.flatMap { journey -> [Finding] in
      let lifecycle = journey.lifecycle
      let names = Set(
        texts.slas.filter { $0.lifecycle == lifecycle.id }.flatMap(\.clocks))
      let clocks = lifecycle.clocks.refs.filter {
        names.contains(lifecycle.clocks[$0].id) && !lifecycle.clocks[$0].metBy.isEmpty
          && !journey.states(arming: $0).isEmpty
      }
      if clocks.isEmpty { return [] }
      let owners = possibleOwners(in: journey)
      var presence = presence(in: journey)
      return clocks.compactMap { ref -> Finding? in
        let clock = lifecycle.clocks[ref]
        let states = journey.states(arming: ref)
        // What is too complex to follow is told where it stands.
        if let excepted = try? presence?.exceptEverything(
          clock.metBy, in: journey.states(running: ref)), excepted
        {
          return unmeetable(ref, in: journey)
        }
        let isMeetable = states.contains { state in
          owners.owners[Int(state.offset)].isEmpty
            || journey.tests(meeting: ref).contains {
              owners.actors(passing: $0, in: state).exist
            }
        }
        let unlucky = isMeetable ? try? owners.lead(forWhichNobodyMeets: ref) : nil
        guard !isMeetable || unlucky != nil,
          let span = span(RuleID.clock(lifecycle.id, clock.id))
        else { return nil }
        let activities = clock.metBy.map { lifecycle.activities[$0].id }
        let places = activities.compactMap { self.span(RuleID.activity(lifecycle.id, $0)) }
        let names = activities.map { "“\($0)”" }.listed("or")
        return Finding(
          unlucky.map {
            "nobody can keep “\(clock.id)” for \($0.lead.who): nobody who may have it may do what counts as \(names)"
          } ?? "nobody can keep “\(clock.id)”: nobody may do what counts as \(names)",
          at: span,
          labels: places.map { .init("who may do it is said here, and of its events", at: $0) },
          help:
            "Let by: of the activity and of its events name somebody who can be the same person.",
          scenes: (unlucky.map {
            [Scene(lifecycle, in: [$0.state], as: $0.lead, [.ring(ref, 0)])]
          } ?? []) + [Scene(ring: 0, of: ref, in: journey)])
      }
    }
  }
}

extension LintInput {
  /// An SLA that is met by nothing, since what would meet it leaves out every lead.
  private func unmeetable(_ ref: Ref<Clock>, in journey: Journey) -> Finding? {
    let lifecycle = journey.lifecycle
    let clock = lifecycle.clocks[ref]
    guard let span = span(RuleID.clock(lifecycle.id, clock.id)) else { return nil }
    let activities = clock.metBy.map { lifecycle.activities[$0].id }
    let names = activities.map { "“\($0)”" }
    return Finding(
      "nobody can keep “\(clock.id)”: \(names.listed) \(names.count == 1 ? "leaves" : "leave") out every lead for which it runs",
      at: span,
      labels: activities.compactMap { self.span(RuleID.activity(lifecycle.id, $0)) }.map {
        .init("except: is true of all of them", at: $0)
      },
      help: "Let except: leave out fewer leads.",
      scenes: [Scene(ring: 0, of: ref, in: journey)])
  }
}

extension Presence {
  /// Whether none of some activities ever counts for a lead in the states.
  fileprivate mutating func exceptEverything(
    _ activities: [Ref<Activity>], in states: [Ref<State>]
  ) throws(BudgetExceeded) -> Bool {
    for state in states {
      let leads = try space.diagrams.and(waiting(in: state), space.possible)
      // A state to which no lead gets is told as such.
      if leads == .none { return false }
      for activity in activities {
        guard let except = journey.lifecycle.activities[activity].except else { return false }
        if try space.diagrams.difference(leads, space.leads(except)) != .none { return false }
      }
    }
    return true
  }
}

extension Journey {
  /// Who must do what meets a clock, for each way to do so.
  fileprivate func tests(meeting ref: Ref<Clock>) -> [[[ActorTest]]] {
    lifecycle.clocks[ref].metBy.map { lifecycle.activities[$0] }.flatMap { activity in
      activity.events.map { [lifecycle.events[$0].by, activity.by] }
    }
  }
}

extension PossibleOwners {
  /// A lead of which a clock runs, and which nobody may ever have who may do what meets the clock;
  /// nil where there is none, or everybody may who may have leads there.
  fileprivate func lead(
    forWhichNobodyMeets ref: Ref<Clock>
  ) throws(BudgetExceeded) -> (state: Ref<State>, lead: SampleLead)? {
    let ways = journey.tests(meeting: ref)
    let states = journey.states(arming: ref).filter { state in
      ways.contains { areUnequal(passing: $0, in: state) }
        && ways.allSatisfy { way in
          !actors(passing: way, in: state).exist || areUnequal(passing: way, in: state)
        }
    }
    if states.isEmpty || Namings.hasManyRows(lifecycle) { return nil }
    let condition = lifecycle.clocks[ref].armingCondition(in: lifecycle)
    var byLead = try OwnersByLead(self, telling: ways.joined().map { $0 }, asking: [condition])
    for state in states {
      if let lead = try byLead.lead(in: state, where: condition, nobodyPassingAnyOf: ways) {
        return (state, lead)
      }
    }
    return nil
  }
}
