import RoeLogic
package import RoeMachine

/// Where nobody owns leads of a lifecycle, or nobody can be found for some of them.
package struct OwnerFacts: Sendable {
  /// What happens to leads from their capture on.
  struct Way: Sendable {
    let entry: Ref<State>
    /// Those that are captured there.
    let leads: Diagram
    let causes: [Assignment.Cause]
  }

  /// What happens to a lead from its capture on.
  struct Trail: Sendable {
    let entry: Ref<State>
    /// What it may be then.
    let lead: SampleLead?
    let causes: [Assignment.Cause]

    /// - Parameter space: what tells the leads apart.
    init(_ way: Way, in space: LeadSpace) {
      entry = way.entry
      lead = space.sample(of: way.leads)
      causes = way.causes
    }
  }

  /// A place at which nobody is found for some lead, so that it is lost.
  struct Gap: Sendable {
    let place: Assignment
    /// What makes the lead come there; `state` for its capture, or an edit.
    let cause: Assignment.Cause
    /// Where it was before.
    let from: Ref<State>
    /// The row of a table that answers with nobody who can be found.
    let row: Namings.Row?
    /// Where somebody is looked for last.
    let source: OwnerSource
    /// Whether somebody is there who may not own the lead.
    let isBarred: Bool
    /// Whether tables send it round, all in one moment.
    let isSentRound: Bool
    /// Who has it till then.
    let holder: Possession
    /// The ids of those of whom one has it; none where that is not known.
    let people: [String]
    /// What brings it there; nil where it is captured there, or people must edit it on
    /// the way.
    let trail: Trail?
    var lead: SampleLead

    /// What it is told as.
    enum Kind {
      /// The row of a table answers with nobody who can be found.
      case row
      /// A step of a clock looks for the manager, or the backup, of somebody who has none.
      case step
      case other
    }

    var kind: Kind {
      if row != nil { return .row }
      guard case .rung = place.cause, !people.isEmpty, !isBarred else { return .other }
      return source == .managerOfOwner || source == .backupOfOwner ? .step : .other
    }
  }

  package let lifecycle: Ref<Lifecycle>
  let gaps: [Gap]
  /// The states that are not closed in which nobody may own a lead, by design.
  package let unowned: [Ref<State>]
  /// Whether it was too much to follow.
  package let isOpen: Bool

  package var hasGaps: Bool { !gaps.isEmpty }

  static func all(
    of team: Team, _ journeys: [Journey], _ namings: [String: Namings]
  ) -> [OwnerFacts] {
    journeys.enumerated().map { offset, journey in
      let ref = Ref<Lifecycle>(offset)
      let sources = journey.lifecycle.ownerSources
      let peers = Peers(team, journey.lifecycle, sources)
      if peers.isAlwaysFound(in: journey, sources) {
        return OwnerFacts(lifecycle: ref, gaps: [], unowned: [], isOpen: false)
      }
      let known = namings[journey.lifecycle.id]
      let isLarge = known == nil && Namings.hasManyRows(journey.lifecycle)
      guard let namings = isLarge ? try? Namings(journey, team) : known else {
        return OwnerFacts(lifecycle: ref, gaps: [], unowned: [], isOpen: true)
      }
      var facts = OwnerFacts(lifecycle: ref, gaps: [], unowned: [], isOpen: true)
      // What nobody meets whichever step ladders are at needs no closer look.
      for tellsSteps in [false, true] where facts.isOpen || facts.hasGaps || !facts.unowned.isEmpty
      {
        var holders = Possessions(namings, peers, sources, tellsSteps: tellsSteps)
        let isOpen = (try? holders.spread()) == nil
        facts = OwnerFacts(
          lifecycle: ref, gaps: isOpen ? [] : holders.gaps, unowned: holders.unowned,
          isOpen: isOpen)
      }
      return facts
    }
  }
}
