package import RoeMachine
import RoeSource

/// What is certain about rules without findings, for every lead that there can be.
package struct Proof: Sendable {
  /// One of the ten properties, or what the author wants proved, in the words of the team.
  package struct Statement: Sendable {
    package let sentence: String
    /// What keeps it from being so; nil when it is proved.
    package let objection: String?
  }

  /// What can be seen of the ownership of a lead, after the Ownership Visibility Rule.
  package enum Sight: String, CaseIterable, Sendable {
    case named, visible, timed, transferable, reviewable
  }

  package let statements: [Statement]
  /// What holds for each state that is not closed, by lifecycle and state.
  package let sights: [(lifecycle: Ref<Lifecycle>, state: Ref<State>, sight: Set<Sight>)]
  /// The longest time until somebody is newly called, over all states in which work is waiting; nil
  /// where no end can be named in one of them.
  package let longest: (lifecycle: Ref<Lifecycle>, silence: SilentCase)?
  /// How it ends for a lead with which the machine has carried it out; nil where none is found.
  package let end: SilenceEnd?
  /// The states in which work is waiting and no longest time until a call can be named.
  package let endless: [(lifecycle: Ref<Lifecycle>, state: Ref<State>)]
  package let assumptions: [Assumption]
  package let isExact: Bool

  /// What holds for every state: a score from 0 to 5.
  package var score: Int {
    Sight.allCases.count { sight in sights.allSatisfy { $0.sight.contains(sight) } }
  }
}

extension Compilation {
  /// Whether there is something to prove: nothing was found, and somebody asked for an exact check.
  private var isClean: Bool {
    !silences.isEmpty && !diagnostics.contains { $0.severity >= .warning }
  }

  /// The longest time until somebody is newly called, over all states in which work is waiting, as
  /// it was worked out.
  var longestSilence: (lifecycle: Ref<Lifecycle>, silence: SilentCase)? {
    var longest: (lifecycle: Ref<Lifecycle>, silence: SilentCase)?
    for report in silences {
      for item in report.cases where isWaiting(item.state, in: report.lifecycle) {
        guard case .within(let wait) = item.called.bound else { return nil }
        if case .within(let most)? = longest?.silence.called.bound, most >= wait { continue }
        longest = (report.lifecycle, item)
      }
    }
    return longest
  }

  /// The states in which work is waiting for which no longest time until a call can be named.
  private var endless: [(lifecycle: Ref<Lifecycle>, state: Ref<State>)] {
    silences.flatMap { report in
      let states = report.cases.filter { item in
        let isEndless = if case .never = item.called.bound { true } else { false }
        return isEndless && isWaiting(item.state, in: report.lifecycle)
      }
      return Set(states.map(\.state)).sorted().map { (report.lifecycle, $0) }
    }
  }

  /// What the machine says against the longest silence of clean rules, which it has just carried out.
  ///
  /// That no lead was found to which it takes so long is no fault: then it is said to be the most.
  var objectionToProof: String? {
    guard isClean, var longest = longestSilence else { return nil }
    longest.silence.called.isExact = false
    return replay.objection(to: longest.silence, in: longest.lifecycle)
  }

  private var replay: SilenceReplay { SilenceReplay(machine: machine, roster: roster) }

  /// The proof; nil while there is an error or a warning, and when nobody asked for an exact check.
  package var proof: Proof? {
    guard isClean else { return nil }
    let sights = machine.lifecycles.refs.flatMap { lifecycle in
      machine.lifecycles[lifecycle].states.refs.compactMap { state in
        machine.lifecycles[lifecycle].states[state].kind == .closed
          ? nil : (lifecycle: lifecycle, state: state, sight: sight(of: state, in: lifecycle))
      }
    }
    var longest = longestSilence
    if let found = longest, replay.objection(to: found.silence, in: found.lifecycle) != nil {
      longest?.silence.called.isExact = false
    }
    return Proof(
      statements: statements(sights.map(\.sight)), sights: sights, longest: longest,
      end: longest.flatMap { replay.end(of: $0.silence, in: $0.lifecycle) },
      endless: endless, assumptions: assumptions,
      isExact: silences.allSatisfy { $0.limits.isEmpty })
  }

  /// The ways round on which a lead might change hands: outside lost and found, or in it.
  func handingCycles(atWork: Bool) -> [SilentCycle] {
    silences.flatMap { report in
      report.ownerCycles.filter {
        $0.statesAtWork(in: machine.lifecycles[report.lifecycle]).isEmpty != atWork
      }
    }
  }

  /// Whether leads in a state wait for somebody to act, and do not merely rest.
  private func isWaiting(_ state: Ref<State>, in lifecycle: Ref<Lifecycle>) -> Bool {
    switch machine.lifecycles[lifecycle].states[state].kind {
    case .live, .pending: true
    case .nurture, .lostAndFound, .closed: false
    }
  }

  private func sight(of ref: Ref<State>, in lifecycle: Ref<Lifecycle>) -> Set<Proof.Sight> {
    let model = machine.lifecycles[lifecycle]
    // Without findings these two hold everywhere: each has its lints.
    var sight: Set<Proof.Sight> = [.timed, .transferable]
    let isNamed = owners.contains {
      $0.lifecycle == lifecycle && !$0.isOpen && !$0.unowned.contains(ref)
    }
    if isNamed { sight.insert(.named) }
    if !model.states[ref].crm.isEmpty { sight.insert(.visible) }
    let text = texts.rules[RuleID.state(model.id, model.states[ref].id)]
    let isKept = text?.maintainedBy != nil || texts.maintainedBy != nil
    let isReviewed = text?.reviewBy != nil || texts.review != nil
    if isKept, isReviewed { sight.insert(.reviewable) }
    return sight
  }

  /// That somebody owns every lead: as far as nobody is meant to.
  private var named: Proof.Statement {
    let unowned = owners.flatMap { facts in
      facts.unowned.map { "“\(machine.lifecycles[facts.lifecycle].states[$0].id)”" }
    }
    let objection: String? =
      if owners.isEmpty || owners.contains(where: \.isOpen) {
        "who has which lead is more than could be followed"
      } else if owners.contains(where: \.hasGaps) {
        "for some leads nobody may be found"
      } else {
        nil
      }
    return Proof.Statement(
      sentence: unowned.isEmpty
        ? "Every lead always has one named owner."
        : "Every lead always has one named owner, except where nobody owns it by design: in \(unowned.listed).",
      objection: objection)
  }

  private func name(of state: Ref<State>, in lifecycle: Lifecycle) -> String {
    let model = lifecycle.states[state]
    return model.kind == .lostAndFound ? "lost and found" : "“\(model.id)”"
  }

  private func statements(_ sights: [Set<Proof.Sight>]) -> [Proof.Statement] {
    func lacking(_ sight: Proof.Sight) -> Int { sights.count { !$0.contains(sight) } }
    func states(_ count: Int) -> String { count == 1 ? "1 state" : "\(count) states" }
    let hidden = lacking(.visible)
    let unreviewed = lacking(.reviewable)
    let lonely = silences.flatMap { report in
      Set(
        report.cases.filter { item in
          if case .never = item.escalated.bound { true } else { false }
        }.map(\.state)
      ).sorted().map { name(of: $0, in: machine.lifecycles[report.lifecycle]) }
    }
    let endless = endless
    let promises = machine.lifecycles.flatMap(\.promises)
    let open = diagnostics.count { $0.code.id == "ROE0411" }
    let isTimed = promises.contains { promise in
      if case .calledWithin = promise.claim { true } else { false }
    }
    let kept = Proof.Statement(
      sentence: isTimed
        ? "What stands under “expect” holds; about a lead that is closed or put off in time, nobody needs to be called."
        : "What stands under “expect” holds.",
      objection: open == 0
        ? nil : "\(open) of \(promises.count) promises could be neither proved nor refuted")
    let ten = [
      named,
      Proof.Statement(
        sentence: "A clock is always running for it, and sooner or later something changes.",
        objection: endless.isEmpty
          ? nil : "no end can be named for the wait in \(states(endless.count))"),
      Proof.Statement(
        sentence:
          "Every change of owner is a rule; where somebody must accept, yes, no and silence all lead somewhere.",
        objection: nil),
      Proof.Statement(
        sentence: "State and owner can be read in the CRM.",
        objection: hidden == 0 ? nil : "\(states(hidden)) say nothing about the CRM"),
      Proof.Statement(
        sentence: "Every rule has somebody who keeps it, and a day on which it is looked at again.",
        objection: unreviewed == 0 ? nil : "\(states(unreviewed)) have none"),
      Proof.Statement(
        sentence: "Every routing table has an answer for every lead.", objection: nil),
      Proof.Statement(sentence: "No two rules fight for one lead.", objection: nil),
      Proof.Statement(
        sentence: "From every state a lead can come to an end.", objection: nil),
      Proof.Statement(
        sentence: handingCycles(atWork: false).isEmpty
          ? "No lead changes hands round and round for ever without anybody acting."
          : "Outside lost and found no lead changes hands round and round for ever without anybody acting.",
        objection: silences.allSatisfy(\.knowsAllCycles)
          ? nil : "on which ways leads go round is more than could be followed"),
      Proof.Statement(
        sentence:
          "If nobody does anything, somebody else is called in the end, or the lead comes to rest.",
        objection: lonely.isEmpty
          ? nil : "in \(lonely.shortened) perhaps nobody else is ever called"),
    ]
    return promises.isEmpty ? ten : ten + [kept]
  }
}
