import RoeLogic
import RoeMachine

extension LeadSpace {
  /// The leads for which some activities have been counted just now.
  mutating func leads(
    justAfter activities: [Ref<Activity>]
  ) throws(BudgetExceeded) -> Diagram {
    var leads = Diagram.all
    for (place, axis) in axes.enumerated() {
      guard case .activity(let activity, let cuts) = axis, activities.contains(activity) else {
        continue
      }
      let recent = RegionSet(cuts.pieces(from: nil, to: 1))
      leads = try diagrams.and(leads, diagrams.literal(place, recent))
    }
    return leads
  }

  /// The leads that are in a set if no activity has ever been counted for them.
  mutating func untouched(_ set: Diagram) throws(BudgetExceeded) -> Diagram {
    var (leads, places) = (set, RegionSet())
    for (place, axis) in axes.enumerated() {
      guard case .activity(_, let cuts) = axis else { continue }
      leads = try diagrams.and(leads, diagrams.literal(place, RegionSet(cuts.count)))
      places.insert(place)
    }
    return try diagrams.exists(leads, places)
  }
}

extension Lifecycle {
  /// The activities that count whatever takes a move, whoever does it, when it is reported on time.
  func activities(countedBy move: Move) -> [Ref<Activity>] {
    guard case .event(let event) = move.trigger else { return [] }
    return activities.refs.filter { ref in
      let activity = activities[ref]
      func passes(_ callers: [ActorTest]) -> Bool {
        !callers.isEmpty && callers.allSatisfy(activity.by.contains)
      }
      return activity.events.contains(event) && activity.except == nil
        && (activity.by.isEmpty || passes(move.by) || passes(events[event].by))
    }
  }
}
