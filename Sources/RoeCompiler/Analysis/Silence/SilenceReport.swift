package import RoeMachine

/// What happens to the leads of a lifecycle about which nobody does anything, at the worst.
package struct SilenceReport: Sendable {
  package var lifecycle: Ref<Lifecycle>
  /// The instants at which the silence may begin, milliseconds UTC: those that all calendars cover.
  package var span: Range<Int>
  /// One for every state that is not closed and every class of lead, in this order.
  package var cases: [SilentCase]
  /// Ways round in which the owner changes and nobody acts: ping-pong.
  package var ownerCycles: [SilentCycle]
  /// The states from where leads go on in more ways than are followed to their end: there may be ways
  /// round besides.
  package var beyondRounds: [Ref<State>]
  /// Leads that may wait longer than a promise allows until somebody is called, the longest first.
  package var lateCalls: [LateCall]
  /// What the figures take for granted.
  package var assumptions: [SilenceAssumption]
  /// Where the proof had to give up something; every figure it touches is `isExact == false`.
  package var limits: [SilenceLimit]
}

/// One class of leads that has just entered one state, when nobody does anything from then on.
package struct SilentCase: Sendable {
  package var state: Ref<State>
  package var leads: LeadClass
  /// W_H: until somebody is newly called: assigned, asked, notified or reminded; or until the lead
  /// rests, with which there is nothing left to call anybody about. What comes after the first call
  /// is not looked at.
  package var called: Silence
  /// W_X: until somebody other than the owner is called.
  package var escalated: Silence
  /// W_R: until the lead rests: closed, in lost and found, or put off to a day; nil where leads were
  /// followed only until somebody is called.
  package var rested: Silence?
  /// D: the longest time in which nobody is obliged, by mistake or by design.
  package var unobliged: Silence

  package subscript(goal: SilenceGoal) -> Silence? {
    switch goal {
    case .called: called
    case .escalated: escalated
    case .rested: rested
    }
  }
}

/// Leads that are captured into a state, and may wait longer there than a promise allows.
package struct LateCall: Sendable {
  package var promise: Ref<Promise>
  package var state: Ref<State>
  /// When the lead is captured, milliseconds UTC; `due` is when somebody must have been called.
  package var start: Int
  package var due: Int
  /// One value for every field.
  package var record: [Value]
}

/// What ends a silence.
package enum SilenceGoal: Int, CaseIterable, Comparable, Sendable {
  case called, escalated, rested

  package static func < (a: SilenceGoal, b: SilenceGoal) -> Bool { a.rawValue < b.rawValue }
}

/// How the silence of one lead has ended on the machine.
package struct SilenceEnd: Sendable {
  /// Elapsed milliseconds.
  package var wait: Int
  /// What calls somebody, or brings the lead to rest.
  package var decision: Decision
  /// Whether the silence begins with the capture of the lead.
  package var isCaptured: Bool
}

/// Leads that the guards which are asked on entry do not tell apart.
package struct LeadClass: Hashable, Sendable {
  /// What distinguishes them: fields, with representatives of the values that they may have.
  package var limits: [Limit]
  /// One value for every field of the lifecycle, of one such lead.
  package var example: [Value]

  package struct Limit: Hashable, Sendable {
    package var field: Ref<Field>
    package var values: [Value]
  }
}

/// How long something takes at the worst, and the run in which it does.
package struct Silence: Sendable {
  package enum Bound: Equatable, Sendable {
    /// Elapsed milliseconds.
    case within(Int)
    case never(Endless)
  }

  package var bound: Bound
  /// False when the time is an upper bound: it takes at most this long.
  package var isExact: Bool
  /// When the silence begins, in the worst case.
  package var start: Int
  /// What happens, in order; ends with what is waited for, or with the way round.
  package var story: [SilentStep]
  /// One value for every field, of a lead to which just this may happen.
  package var record: [Value]
  /// Whoever has the lead in the beginning, where that makes the wait longer.
  package var brought: BroughtOwners.Owner?

  /// Whether some lead waits just so long.
  package var isReached: Bool { isExact && brought?.isSure ?? true }
}

/// Why something never happens.
package enum Endless: Equatable, Sendable {
  /// The lead goes round; a clock that repeats for ever in one state is a way round too.
  case cycle(SilentCycle)
  /// Nothing will ever happen again.
  case noClock(Ref<State>)
  /// The only clock waits for a day in a field, which may lie far away.
  case farAway(Ref<State>, Ref<Field>)
  /// The proof gave up; see the limits.
  case unknown(Ref<State>)
}

package struct SilentCycle: Hashable, Sendable {
  package var states: [Ref<State>]
  package var clocks: [Ref<Clock>]
}

/// One decision in the course of a silence.
package struct SilentStep: Equatable, Sendable {
  package var at: Int
  /// The clock that fired; nil for a move of its own accord, and for an entry.
  package var clock: Ref<Clock>?
  /// From 0.
  package var rung: Int
  /// Where the lead is afterwards.
  package var state: Ref<State>
  /// Whether the lead was sent to lost and found because a calendar ended.
  package var hasCalendarEnded: Bool = false
}

/// Something about people and records that the proof takes for granted.
package enum SilenceAssumption: Hashable, Comparable, Sendable {
  /// Persons, stewards and holders of roles whom the rules name can be reached.
  case namedPersonsAreThere
  case everybodyHasAManager
  case everybodyHasABackup
  /// The next one whom the rules name is not the owner already.
  case theNextOneIsSomebodyElse
  /// Whoever is in no group, and has no role, that is named next, is not in it later either.
  case theRosterStaysAsItIs
  /// As many members of each pool are there as the rules promise.
  case poolsKeepTheirMinimum
}

/// Where the proof was cut short.
package enum SilenceLimit: Hashable, Sendable {
  /// Too many values of a field matter: its tests were taken to hold or not, as is worse.
  case values(Ref<Field>)
  /// Too many orders in which things can happen in a state.
  case paths(Ref<State>)
  /// A guard that is asked in a state combines these fields in too many ways: it was taken to hold
  /// or not, as is worse.
  case parts(Ref<State>, [Ref<Field>])
  /// A clock or counter goes round more often than is followed step by step.
  case rounds(Ref<Clock>)
}

extension SilentCycle {
  /// The states other than lost and found, where a lead may lie until its keeper has placed it.
  func statesAtWork(in lifecycle: Lifecycle) -> [Ref<State>] {
    states.filter { lifecycle.states[$0].kind != .lostAndFound }
  }
}
