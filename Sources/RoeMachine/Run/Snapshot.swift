/// What another system knows about a lead whose history nobody has kept.
public struct Snapshot: Equatable, Sendable {
  public var lead: String
  public var lifecycle: Ref<Lifecycle>
  public var state: Ref<State>
  public var owner: Ref<Roster.Member>?
  /// Who has been asked to accept, where the lead waits for an answer.
  public var asked: Ref<Roster.Member>?
  public var record: [Edit]
  /// Milliseconds UTC, as all instants here.
  public var entered: Int
  public var assigned: Int
  /// The last time that anybody worked on the lead, in any way.
  public var lastActivity: Int?

  public init(
    lead: String, lifecycle: Ref<Lifecycle>, state: Ref<State>, owner: Ref<Roster.Member>?,
    asked: Ref<Roster.Member>? = nil, record: [Edit], entered: Int, assigned: Int,
    lastActivity: Int? = nil
  ) {
    self.lead = lead
    self.lifecycle = lifecycle
    self.state = state
    self.owner = owner
    self.asked = asked
    self.record = record
    self.entered = entered
    self.assigned = assigned
    self.lastActivity = lastActivity
  }
}

extension Interpreter {
  /// The lead of a snapshot as it stands at an instant: its clocks run since the snapshot says they
  /// began, and what was due before the instant is taken as done, as far as the state allows it.
  ///
  /// Clocks that were carried over from an earlier state are not known to a snapshot.
  public func lead(
    from snapshot: Snapshot, at instant: Int, _ roster: inout RosterState
  ) throws(MachineError) -> Configuration {
    var step = Step(
      plan,
      Configuration(
        capturing: Input(
          lead: snapshot.lead, lifecycle: snapshot.lifecycle, key: "", occurred: snapshot.entered,
          received: snapshot.entered), plan))
    try step.resume(snapshot)
    swap(&step.roster, &roster)
    step.findSite()
    step.recount()
    step.armClocks(of: snapshot)
    step.passOver(before: instant)
    step.setClock(max(step.lead.clock, instant))
    swap(&step.roster, &roster)
    return step.lead
  }
}

extension Step {
  fileprivate mutating func resume(_ snapshot: Snapshot) throws(MachineError) {
    lead.state = snapshot.state
    lead.owner = snapshot.owner
    lead.asked = snapshot.asked.map { [$0] } ?? []
    lead.assigned = snapshot.assigned
    for edit in snapshot.record {
      guard let ref = edit.field else { continue }
      let field = model.fields[ref]
      guard edit.value == .missing || field.type.contains(edit.value) else {
        throw MachineError(path: field.id, "this value does not fit its field")
      }
      lead.record[Int(ref.offset)] = edit.value
    }
    if let last = snapshot.lastActivity {
      lead.lastActivity = lead.lastActivity.map { _ in last }
    }
    setClock([snapshot.entered, snapshot.assigned, snapshot.lastActivity ?? .min].max() ?? 0)
  }

  /// Takes the state's own answer for the way in which the owner was found.
  fileprivate mutating func findSite() {
    var search = Search(isProbe: true)
    if case .person(_, let site) = resolve(model.states[lead.state].owner, &search) {
      lead.site = site
    }
  }

  /// Arms the state's clocks, except those that the last activity has met.
  fileprivate mutating func armClocks(of snapshot: Snapshot) {
    if model.states[lead.state].kind == .closed { return }
    for clock in model.states[lead.state].clocks { arm(clock) }
    guard let last = snapshot.lastActivity else { return }
    let clocks = model.clocks
    lead.running.removeAll { !clocks[$0.clock].metBy.isEmpty && last >= $0.anchor }
  }

  /// Lets the rungs that were due before an instant pass without doing what they say. A last rung
  /// that moves the lead stays, overdue: the lead is still where it was.
  fileprivate mutating func passOver(before instant: Int) {
    for clock in lead.running.map(\.clock) {
      for _ in 0..<Configuration.decisionLimit {
        guard let index = lead.running.firstIndex(where: { $0.clock == clock }),
          lead.running[index].due < instant
        else { break }
        let rungs = model.clocks[clock].rungs
        let rung = lead.running[index].rung
        if rung == rungs.count - 1, rungs[rung].outcome.to != nil { break }
        moveOn(index)
      }
    }
  }
}

extension Driver {
  /// Takes over the lead of a snapshot, as it stands at an instant.
  public mutating func adopt(_ snapshot: Snapshot, at instant: Int) throws(MachineError) {
    adopt(try interpreter.lead(from: snapshot, at: instant, &roster))
  }
}
