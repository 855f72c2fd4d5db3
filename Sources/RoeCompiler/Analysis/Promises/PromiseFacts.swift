import RoeLogic
import RoeMachine

/// Whether a promise about owners or states holds for every lead.
struct PromiseFacts: Sendable {
  let lifecycle: Ref<Lifecycle>
  let promise: Ref<Promise>
  let result: Result<Breach?, TableFacts.TooComplex>

  /// How a promise is broken.
  enum Breach: Sendable {
    /// Such a lead may be in the state.
    case isIn(Ref<State>, SampleLead, by: Origin, way: [Ref<State>]?)
    /// A state, a move, a clock or a row of a table gives such a lead to whom the promise does not
    /// allow.
    case given(Gift)
  }

  /// How a lead comes to be where it must not.
  enum Origin: Sendable {
    /// It is captured there.
    case capture
    /// A row of a table sends it there.
    case row(Namings.Row)
    /// A rule brings it, or makes it such a lead.
    case rule(Assignment.Cause, isMade: Bool)
    /// Only people who edit it make it such a lead.
    case edit
  }

  struct Gift: Sendable {
    let place: Assignment
    let source: OwnerSource
    /// The row that names them.
    let row: Namings.Row?
    /// Whether somebody else is named before.
    let isStandIn: Bool
    /// Whether they have it in the name of a pool or queue to which they do not belong.
    let isForGroup: Bool
    /// What is true of the lead.
    let when: Guard
    /// Who may be found there, by id, and is one whom the promise does not allow.
    let people: Set<String>
    /// Who comes before them, by id.
    let before: Set<String>
    let lead: SampleLead
    /// Set where it becomes such a lead only after somebody has got it.
    let later: Later?
    /// Whether only people who edit it make it such a lead.
    var needsEdit = false
  }

  /// A lead that people edit while whoever has got it has it.
  struct Later: Sendable {
    /// What it is when somebody gets it.
    let lead: SampleLead
    /// Where it may then be.
    let states: [Ref<State>]
  }

  static func all(
    of team: Team, _ journeys: [Journey], _ namings: [String: Namings], except broken: Set<String>
  ) -> [PromiseFacts] {
    if !broken.isEmpty { return [] }
    var all: [PromiseFacts] = []
    for (offset, journey) in journeys.enumerated() {
      let lifecycle = journey.lifecycle
      let stays = lifecycle.promises.refs.filter {
        if case .neverIn = lifecycle.promises[$0].claim { true } else { false }
      }
      all += facts(stays, lifecycle) { refs throws(BudgetExceeded) in
        let asked = refs.map { lifecycle.promises[$0].when }
        var presence: Presence
        if let known = namings[lifecycle.id] {
          presence = known.presence
        } else {
          presence = try Presence(journey, asking: asked, in: team.machine)
        }
        var unedited: Presence?
        var breaches: [Breach?] = []
        for ref in refs {
          let promise = lifecycle.promises[ref]
          var breach = try Self.breach(promise, &presence, hasEdits: true)
          if breach != nil {
            // Rather what comes of the rules alone.
            if unedited == nil {
              unedited = try Presence(journey, asking: asked, in: team.machine, hasEdits: false)
            }
            if var alone = unedited {
              if let sooner = try Self.breach(promise, &alone, hasEdits: false) { breach = sooner }
              unedited = alone
            }
          }
          breaches.append(breach)
        }
        return breaches
      }.map { PromiseFacts(lifecycle: Ref(offset), promise: $0, result: $1) }
      let owned = lifecycle.promises.refs.filter {
        switch lifecycle.promises[$0].claim {
        case .ownedBy, .neverOwnedBy: true
        case .neverIn, .calledWithin: false
        }
      }
      all += facts(owned, lifecycle) { refs throws(BudgetExceeded) in
        var gifts = try Gifts(journey, team, refs, namings[lifecycle.id])
        var unedited: Gifts?
        var breaches: [Breach?] = []
        for ref in refs {
          let promise = lifecycle.promises[ref]
          var gift = try gifts.breach(of: promise)
          if gift != nil {
            // Rather what comes of the rules alone; where that is too much to say, of anything.
            if unedited == nil {
              unedited = try? Gifts(journey, team, refs, namings[lifecycle.id], hasEdits: false)
            }
            if let sooner = try? unedited?.breach(of: promise) {
              gift = sooner
            } else {
              gift?.needsEdit = unedited != nil
            }
          }
          breaches.append(gift.map { .given($0) })
        }
        return breaches
      }.map { PromiseFacts(lifecycle: Ref(offset), promise: $0, result: $1) }
    }
    return all
  }

  private static func facts(
    _ refs: [Ref<Promise>], _ lifecycle: Lifecycle,
    _ breaches: ([Ref<Promise>]) throws(BudgetExceeded) -> [Breach?]
  ) -> [(Ref<Promise>, Result<Breach?, TableFacts.TooComplex>)] {
    if refs.isEmpty { return [] }
    do throws(BudgetExceeded) {
      return zip(refs, try breaches(refs)).map { ($0, .success($1)) }
    } catch {
      var survey = Survey(lifecycle)
      for ref in refs { survey.visit(lifecycle.promises[ref].when) }
      return refs.map { ($0, .failure(TableFacts.TooComplex(fields: survey.mostAsked))) }
    }
  }

  private static func breach(
    _ promise: Promise, _ presence: inout Presence, hasEdits: Bool
  ) throws(BudgetExceeded) -> Breach? {
    guard case .neverIn(let states) = promise.claim else { return nil }
    for state in states {
      guard let lead = try presence.lead(promise.when, in: state) else { continue }
      let way = try presence.way(of: promise.when, into: state)
      if hasEdits { return .isIn(state, lead, by: .edit, way: way) }
      let (origin, brought) = try presence.origin(of: promise.when, in: state) ?? (.capture, lead)
      return .isIn(state, brought, by: origin, way: way)
    }
    return nil
  }
}
