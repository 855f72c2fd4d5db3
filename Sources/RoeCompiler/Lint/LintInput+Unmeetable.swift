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
      return clocks.compactMap { ref -> Finding? in
        let clock = lifecycle.clocks[ref]
        let isMeetable = journey.states(arming: ref).contains { state in
          owners.owners[Int(state.offset)].isEmpty
            || clock.metBy.map { lifecycle.activities[$0] }.contains { activity in
              activity.events.contains {
                owners.actors(passing: [lifecycle.events[$0].by, activity.by], in: state).exist
              }
            }
        }
        guard !isMeetable, let span = span(RuleID.clock(lifecycle.id, clock.id)) else {
          return nil
        }
        let activities = clock.metBy.map { lifecycle.activities[$0].id }
        let places = activities.compactMap { self.span(RuleID.activity(lifecycle.id, $0)) }
        return Finding(
          "nobody can keep “\(clock.id)”: nobody may do what counts as \(activities.map { "“\($0)”" }.listed("or"))",
          at: span,
          labels: places.map { .init("who may do it is said here, and of its events", at: $0) },
          help:
            "Let by: of the activity and of its events name somebody who can be the same person.",
          scenes: [Scene(ring: 0, of: ref, in: journey)])
      }
    }
  }
}
