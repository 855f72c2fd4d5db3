import RoeLogic
import RoeMachine

/// Who owns a lead in a silent run, as far as it can be told without the roster.
enum Holder: Hashable, Sendable {
  /// Somebody, found in one of these ways, in the order of the rules; none when that is not known.
  case owner([OwnerSource])
  /// One person whom rules may name in each of these ways, in the order of their kinds.
  case somebody([OwnerSource])
  /// Nobody, by design.
  case nobody
  /// Nobody, since no rule has named an owner.
  case unowned

  var isOwner: Bool {
    switch self {
    case .owner, .somebody: true
    case .nobody, .unowned: false
    }
  }

  /// Whether a source is sure to name the same person.
  func isNamed(by source: OwnerSource) -> Bool {
    switch self {
    case .owner(let sources): sources == [source]
    case .somebody(let sources): sources.contains(source)
    case .nobody, .unowned: false
    }
  }
}

/// A lead in the course of a silent run. All instants are functions of the one at which it entered
/// the state where the run begins.
struct SilentLead {
  var state: Ref<State>
  /// The leads of which all this is true, as they are now, and as they were in the beginning.
  var box: LeadBox
  var first: LeadBox
  /// For each field that rules have written since, as the space counts them, what each of its
  /// first values has become.
  var written: [Int: [Int]] = [:]
  /// The leads of this one's class: what was decided on entry.
  var entry: LeadBox?
  var holder: Holder
  /// Nil when it is not known.
  var previous: Ref<State>?
  /// How many persons have been asked to accept.
  var asked: Int
  var running: [SilentClock] = []
  /// Repeating clocks that no longer change anything.
  var rounds: [Ref<Clock>] = []
  /// How often each clock has begun again, and how the lead was then.
  var repeated: [Ref<Clock>: [Round]] = [:]
  /// The instants of entry for which things go this way.
  var domain: InstantSet
  var now: DueFunction
  /// Whether `now` is only the latest instant at which it can be.
  var isLate = false
  var entered: DueFunction
  /// Nil when it is some instant before the run.
  var assigned: DueFunction?
  /// Whether everything happens just so to some lead.
  var isExact = true
  /// Whether, before the lead came to rest, it was not known when a clock rang, where the lead came
  /// from, or for which leads a guard held.
  var isBlurred = false
  /// Whether a guard has been taken to hold, or not to, that does not for all of these leads.
  var goesBothWays = false
  /// Whether it still is in the nurture state in which the run began.
  var beganAtRest = false
  var hits = Hits()
  var changesOwner = false
  var steps: [RunStep] = []
  var end: End?

  /// When the ends of silence were reached first.
  struct Hits {
    var called: DueFunction?
    var escalated: DueFunction?
    var rested: DueFunction?
    var owned: DueFunction?
  }

  struct Round: Equatable {
    var box: LeadBox
    var holder: Holder
    var asked: Int
    /// How often each other running clock has begun again.
    var others: [Int]
  }

  struct RunStep {
    var at: DueFunction
    var step: SilentStep
  }

  /// How a run ends.
  enum End {
    case rest
    /// It goes on, and what is asked about it has happened.
    case known
    /// It goes on as a lead that has just entered a state.
    case node(SilentNode)
    case noClock
    case cycle([Ref<Clock>])
    case farAway(Ref<Field>)
    case unknown
  }

  /// The same leads, told apart by whether their owner was found in such a way.
  func parted(by isSuch: (OwnerSource) -> Bool) -> [SilentLead] {
    guard case .owner(let sources) = holder, sources.count > 1 else { return [self] }
    let parts = [sources.filter(isSuch), sources.filter { !isSuch($0) }].filter { !$0.isEmpty }
    return parts.map { part in
      var lead = self
      lead.holder = .owner(part)
      return lead
    }
  }

  /// Leaves only the leads with one of these values of a field.
  mutating func narrow(_ field: Int, to mask: UInt64) {
    box.masks[field] &= mask
    first.masks[field] &= written[field].map { Self.origins(of: mask, $0) } ?? mask
  }

  /// Writes a field: each of its values becomes another.
  mutating func write(_ field: Int, _ image: [Int]) {
    let before = written[field] ?? Array(image.indices)
    written[field] = before.map { image[$0] }
    var mask: UInt64 = 0
    for (bit, target) in image.enumerated() where box.masks[field] >> UInt64(bit) & 1 == 1 {
      mask |= 1 << UInt64(target)
    }
    box.masks[field] = mask
  }

  /// The values that have become one of these.
  static func origins(of mask: UInt64, _ image: [Int]) -> UInt64 {
    var origins: UInt64 = 0
    for (bit, target) in image.enumerated() where mask >> UInt64(target) & 1 == 1 {
      origins |= 1 << UInt64(bit)
    }
    return origins
  }

  /// Forgets when things happen to those who enter at other instants.
  mutating func forgetOthers(_ algebra: DueAlgebra) {
    func part(_ function: inout DueFunction) { function = algebra.part(of: function, on: domain) }
    func part(_ function: inout DueFunction?) {
      function = function.map { algebra.part(of: $0, on: domain) }
    }
    part(&now)
    part(&entered)
    part(&assigned)
    part(&hits.called)
    part(&hits.escalated)
    part(&hits.rested)
    part(&hits.owned)
    for place in running.indices {
      part(&running[place].anchor)
      part(&running[place].due)
    }
  }

  mutating func hitCall(escalates: Bool) {
    if hits.called == nil { hits.called = now }
    if escalates, hits.escalated == nil { hits.escalated = now }
  }

  mutating func rest() {
    hitCall(escalates: true)
    if hits.rested == nil { hits.rested = now }
    if hits.owned == nil { hits.owned = now }
    end = .rest
  }

  mutating func note(_ step: SilentStep) { steps.append(RunStep(at: now, step: step)) }
}

/// A running clock of such a lead.
struct SilentClock {
  var clock: Ref<Clock>
  var rung: Int
  var anchor: DueFunction
  var calendar: Ref<BusinessCalendar>?
  var restarts: Int
  /// When the rung is due; no later than this, when `isLate`.
  var due: DueFunction
  var isLate: Bool
  /// The instants of entry for which the calendar ends before.
  var ended: InstantSet
  /// The field that decides when it is due.
  var field: Ref<Field>?
}

/// A lead that has just entered a state, as far as its future in silence depends on it.
struct SilentNode: Hashable {
  var state: Ref<State>
  var box: LeadBox
  var holder: Holder
  var previous: Ref<State>?
  var asked: Int
  var arrival: Arrival

  /// How a lead has come into the state.
  enum Arrival: Hashable, Sendable {
    /// It was followed on its way there, and has brought no clock along.
    case followed
    /// In whichever way; its owner is one whom the state names.
    case named
    /// The same, where it is known who has it.
    case brought(BroughtOwners.Owner)
  }

  var isOrigin: Bool { arrival != .followed }

  /// Whether the lead may have been captured there.
  var isCaptured: Bool {
    switch arrival {
    case .followed: false
    case .named: true
    case .brought(let owner): owner.isFound
    }
  }

  /// Whoever has it, where that is known.
  var brought: BroughtOwners.Owner? { if case .brought(let owner) = arrival { owner } else { nil } }
}
