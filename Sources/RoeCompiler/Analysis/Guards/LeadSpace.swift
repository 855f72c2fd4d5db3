import RoeLogic
import RoeMachine

/// All leads, as far as the guards of one decision tell them apart, and those guards as sets of
/// leads.
///
/// Every field that a guard asks for is cut into regions on which all guards agree; a lead is one
/// region of each. Missing is a region like any other, the last one.
struct LeadSpace {
  /// One thing in which leads can differ.
  enum Axis: Sendable {
    case field(Ref<Field>, Scale)
    /// Of a date or an instant whose age is asked for.
    case timed(Ref<Field>, Moments.Timed)
    /// Whether a set has a value (region 0) or is missing.
    case presence(Ref<Field>)
    /// Whether a set is without a member (region 0) or has it; nil stands for any member that no
    /// test names.
    case member(Ref<Field>, String?)
    /// Whether a text is without a part (region 0), as all that is missing is, or contains it.
    case part(Ref<Field>, String)
    /// How many seconds ago an activity was last counted; the last region is never.
    case activity(Ref<Activity>, Cuts<Int>)
    case clock

    var field: Ref<Field>? {
      switch self {
      case .field(let field, _), .timed(let field, _), .presence(let field), .member(let field, _),
        .part(let field, _):
        field
      case .activity, .clock: nil
      }
    }
  }

  let lifecycle: Lifecycle
  let zone: Zone
  let axes: [Axis]
  let moments: Moments
  var diagrams: Diagrams
  /// The leads that there can be.
  private(set) var possible: Diagram = .all
  private let places: Places
  private var definitions: [Diagram?]

  /// Where each field, activity and the clock stand among the axes.
  private struct Places {
    var fields: [Int?]
    var presences: [Int?]
    var members: [[String: Int]]
    /// The axis for members that no test names.
    var otherMember: [Int?]
    var parts: [[String: Int]]
    var activities: [Int?]
    var clock: Int?
    /// Every axis of each field.
    var all: [RegionSet]

    init(_ axes: [Axis], _ lifecycle: Lifecycle) {
      fields = Array(repeating: nil, count: lifecycle.fields.count)
      presences = fields
      otherMember = fields
      members = Array(repeating: [:], count: lifecycle.fields.count)
      parts = members
      activities = Array(repeating: nil, count: lifecycle.activities.count)
      all = Array(repeating: [], count: lifecycle.fields.count)
      for (place, axis) in axes.enumerated() {
        if let field = axis.field { all[Int(field.offset)].insert(place) }
        switch axis {
        case .field(let field, _), .timed(let field, _): fields[Int(field.offset)] = place
        case .presence(let field): presences[Int(field.offset)] = place
        case .member(let field, let member?): members[Int(field.offset)][member] = place
        case .member(let field, nil): otherMember[Int(field.offset)] = place
        case .part(let field, let part): parts[Int(field.offset)][part] = place
        case .activity(let activity, _): activities[Int(activity.offset)] = place
        case .clock: clock = place
        }
      }
    }
  }

  /// - Parameters:
  ///   - budget: how many nodes the diagrams may have before the question is given up.
  ///   - usual: the instant that is taken where none matters.
  init(
    _ lifecycle: Lifecycle, zone: Zone, guards: some Sequence<Guard>, usual: Int, budget: Int
  ) throws(BudgetExceeded) {
    self.lifecycle = lifecycle
    self.zone = zone
    var survey = Survey(lifecycle)
    for test in guards { survey.visit(test) }
    for assumption in lifecycle.assumptions { survey.visit(assumption.holds) }
    survey.visitDetails()
    let timed = survey.timed
    moments = Moments(
      timed, clockTests: survey.instants.sorted(), usual: usual, zone: zone)
    var axes: [Axis] = moments.instants.count > 1 ? [.clock] : []
    for ref in survey.mostAsked {
      let field = lifecycle.fields[ref]
      let use = survey.fields[Int(ref.offset)]
      if case .set(let values) = field.type {
        if field.canBeMissing { axes.append(.presence(ref)) }
        for member in use.members.sorted() where values.contains(member) {
          axes.append(.member(ref, member))
        }
        if values.contains(where: { !use.members.contains($0) }) { axes.append(.member(ref, nil)) }
      } else if let timed = moments.fields[ref] {
        axes.append(.timed(ref, timed))
      } else if let tests = survey.patterns[ref] {
        let tests = try TextTests(tests)
        axes.append(.field(ref, .tested(tests)))
        for part in tests.parts?.parts ?? [] { axes.append(.part(ref, part)) }
      } else {
        axes.append(.field(ref, Scale(field.type, use)))
      }
    }
    for (offset, seconds) in survey.activities.enumerated() where !seconds.isEmpty {
      axes.append(.activity(Ref(offset), Cuts(seconds.map { $0.saturating(plus: 1) })))
    }
    // What is cut finely comes last: the diagrams above it then stay small.
    var sized: [(axis: Axis, regions: Int, rank: Int)] = []
    for axis in axes {
      let regions = Self.regionCount(axis, lifecycle, moments)
      // What a text contains depends on what it is else, and follows it.
      if case .part = axis {
        sized.append((axis, regions, sized.last?.rank ?? 0))
      } else {
        sized.append((axis, regions, regions))
      }
    }
    let sorted = sized.enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }.map(\.element)
    self.axes = sorted.map(\.axis)
    places = Places(sorted.map(\.axis), lifecycle)
    definitions = Array(repeating: nil, count: lifecycle.definitions.count)
    diagrams = Diagrams(regionCounts: sorted.map(\.regions), budget: budget)
    try assume()
  }

  private static func regionCount(_ axis: Axis, _ lifecycle: Lifecycle, _ moments: Moments) -> Int {
    switch axis {
    case .field(let field, let scale):
      scale.count + (lifecycle.fields[field].canBeMissing ? 1 : 0)
    case .timed(let field, let timed):
      timed.answers.count + (lifecycle.fields[field].canBeMissing ? 1 : 0)
    case .presence, .member, .part: 2
    case .activity(_, let cuts): cuts.count + 1
    case .clock: moments.instants.count
    }
  }

  /// What stands for some fields.
  func axes(of fields: [Ref<Field>]) -> RegionSet {
    fields.reduce(into: []) { $0.formUnion(places.all[Int($1.offset)]) }
  }

  // MARK: Guards as sets of leads

  /// The possible leads for which a guard holds.
  mutating func leads(_ guarded: Guard) throws(BudgetExceeded) -> Diagram {
    try diagrams.and(set(guarded), possible)
  }

  private mutating func set(_ guarded: Guard) throws(BudgetExceeded) -> Diagram {
    switch guarded {
    case .always: return .all
    case .all(let parts):
      var result = Diagram.all
      for part in parts.reversed() { result = try diagrams.and(set(part), result) }
      return result
    case .any(let parts):
      var result = Diagram.none
      for part in parts.reversed() { result = try diagrams.or(set(part), result) }
      return result
    case .not(let inner): return try diagrams.not(set(inner))
    case .atLeast(let count, let parts):
      var operands: [Diagram] = []
      for part in parts { operands.append(try set(part)) }
      return try diagrams.atLeast(count, of: operands)
    case .definition(let ref):
      if let known = definitions[Int(ref.offset)] { return known }
      let made = try set(lifecycle.definitions[ref].when)
      definitions[Int(ref.offset)] = made
      return made
    case .test(let field, let test): return try set(field, test)
    case .clockFrom(let instant):
      return try clock { $0 >= instant }
    case .clockBefore(let instant):
      return try clock { $0 < instant }
    case .activity(let activity, let seconds):
      guard let axis = places.activities[Int(activity.offset)],
        case .activity(_, let cuts) = axes[axis]
      else { return .none }
      let recent = cuts.pieces(from: nil, to: seconds.saturating(plus: 1))
      return try diagrams.literal(axis, RegionSet(recent))
    }
  }

  private mutating func clock(_ holds: (Int) -> Bool) throws(BudgetExceeded) -> Diagram {
    guard let axis = places.clock else {
      return moments.instants.allSatisfy(holds) ? .all : .none
    }
    let regions = moments.instants.indices.filter { holds(moments.instants[$0]) }
    return try diagrams.literal(axis, RegionSet(regions))
  }

  private mutating func set(
    _ ref: Ref<Field>, _ test: Test
  ) throws(BudgetExceeded) -> Diagram {
    let field = lifecycle.fields[ref]
    if case .set = field.type { return try members(of: ref, test) }
    if case .contains(let part) = test, let axis = places.parts[Int(ref.offset)][part] {
      return try diagrams.literal(axis, RegionSet(1))
    }
    guard let axis = places.fields[Int(ref.offset)] else { return .none }
    if test == .isMissing {
      guard field.canBeMissing else { return .none }
      return try diagrams.literal(axis, RegionSet(diagrams.regionCounts[axis] - 1))
    }
    let regions =
      switch axes[axis] {
      case .field(_, let scale): scale.regions(test)
      case .timed(_, let timed):
        test == .isPresent ? [0..<timed.answers.count] : timed.regions(test)
      case .presence, .member, .part, .activity, .clock: [Range<Int>]()
      }
    return try diagrams.literal(axis, RegionSet(ranges: regions))
  }

  /// A set is missing, or has some of its members.
  private mutating func members(
    of ref: Ref<Field>, _ test: Test
  ) throws(BudgetExceeded) -> Diagram {
    let offset = Int(ref.offset)
    let isPresent =
      if let axis = places.presences[offset] {
        try diagrams.literal(axis, RegionSet(0))
      } else {
        Diagram.all
      }
    let known = places.members[offset]
    let all = known.values.sorted() + [places.otherMember[offset]].compactMap { $0 }
    func has(_ axis: Int, _ diagrams: inout Diagrams) throws(BudgetExceeded) -> Diagram {
      try diagrams.literal(axis, RegionSet(1))
    }
    var result: Diagram
    switch test {
    case .isMissing: return try diagrams.not(isPresent)
    case .isPresent: return isPresent
    case .hasAny(let texts):
      result = .none
      for axis in texts.compactMap({ known[$0] }) {
        result = try diagrams.or(result, has(axis, &diagrams))
      }
    case .hasAll(let texts):
      result = .all
      for text in texts {
        guard let axis = known[text] else { return .none }
        result = try diagrams.and(result, has(axis, &diagrams))
      }
    case .isEmpty:
      result = .all
      for axis in all { result = try diagrams.difference(result, has(axis, &diagrams)) }
    case .compare(.equal, let value): return try exactly(value, ref, isPresent)
    case .compare(.notEqual, let value):
      return try diagrams.difference(isPresent, exactly(value, ref, isPresent))
    case .oneOf(let values):
      result = .none
      for value in values { result = try diagrams.or(result, exactly(value, ref, isPresent)) }
    case .noneOf(let values):
      result = .all
      for value in values {
        result = try diagrams.difference(result, exactly(value, ref, isPresent))
      }
    default: return .none
    }
    return try diagrams.and(isPresent, result)
  }

  private mutating func exactly(
    _ value: Value, _ ref: Ref<Field>, _ isPresent: Diagram
  ) throws(BudgetExceeded) -> Diagram {
    guard case .set(let texts) = value else { return .none }
    let offset = Int(ref.offset)
    guard texts.allSatisfy({ places.members[offset][$0] != nil }) else { return .none }
    var result = isPresent
    let axes =
      places.members[offset].map { (axis: $1, wanted: texts.contains($0)) }
      + [places.otherMember[offset]].compactMap { $0 }.map { (axis: $0, wanted: false) }
    for (axis, wanted) in axes.sorted(by: { $0.axis < $1.axis }) {
      result = try diagrams.and(result, diagrams.literal(axis, RegionSet(wanted ? 1 : 0)))
    }
    return result
  }

  // MARK: What can be

  /// Keeps out the leads that no record can be: what the rules assume, the second level of a
  /// reason under another first one, ages that do not fit the clock, regions without a value.
  private mutating func assume() throws(BudgetExceeded) {
    var possible = Diagram.all
    for (axis, kind) in axes.enumerated() {
      switch kind {
      case .field(let field, .tested(let tests)):
        guard let parts = tests.parts else { continue }
        possible = try diagrams.and(possible, fitting(parts, of: field, axis))
      case .field(_, let scale):
        guard case .texts = scale else { continue }
        let empty = (0..<scale.count).filter { scale.sample(of: $0) == nil }
        if empty.isEmpty { continue }
        possible = try diagrams.difference(
          possible, diagrams.literal(axis, RegionSet(empty)))
      case .timed(let field, let timed):
        var fitting = Diagram.none
        for (moment, samples) in timed.samples.enumerated() {
          var regions = samples.indices.filter { samples[$0] != nil }
          if lifecycle.fields[field].canBeMissing { regions.append(samples.count) }
          var part = try diagrams.literal(axis, RegionSet(regions))
          if let clock = places.clock {
            part = try diagrams.and(
              part, diagrams.literal(clock, RegionSet(moment)))
          }
          fitting = try diagrams.or(fitting, part)
        }
        possible = try diagrams.and(possible, fitting)
      case .presence, .member, .part, .activity, .clock: continue
      }
    }
    for ref in lifecycle.fields.refs {
      guard let detail = lifecycle.fields[ref].detail, places.fields[Int(ref.offset)] != nil,
        places.fields[Int(detail.of.offset)] != nil
      else { continue }
      guard case .choice(let values) = lifecycle.fields[detail.of].type else { continue }
      for value in values {
        // A value that has no second level goes with none.
        let allowed = detail.values[value] ?? []
        let first = try set(detail.of, .compare(.equal, .text(value)))
        let second = try set(ref, .noneOf(allowed.map { .text($0) }))
        possible = try diagrams.difference(possible, diagrams.and(first, second))
      }
    }
    for assumption in lifecycle.assumptions {
      possible = try diagrams.and(possible, set(assumption.holds))
    }
    self.possible = possible
  }
}

extension LeadSpace {
  /// The parts that texts of each region can contain together.
  private mutating func fitting(
    _ apart: TextParts, of field: Ref<Field>, _ axis: Int
  ) throws(BudgetExceeded) -> Diagram {
    var fitting = Diagram.all
    let axes = apart.parts.map { places.parts[Int(field.offset)][$0] }
    for (place, part) in axes.enumerated() {
      guard let part else { continue }
      var (without, with) = (RegionSet(), RegionSet())
      for (number, region) in apart.regions.enumerated() {
        let isForced = region.forced.contains(place)
        if !isForced { without.insert(number) }
        if isForced || !region.isClosed { with.insert(number) }
      }
      if diagrams.regionCounts[axis] > apart.regions.count { without.insert(apart.regions.count) }
      let lacking = try diagrams.and(
        diagrams.literal(axis, without), diagrams.literal(part, RegionSet(0)))
      var having = try diagrams.and(
        diagrams.literal(axis, with), diagrams.literal(part, RegionSet(1)))
      for inner in apart.within[place].compactMap({ axes[$0] }) {
        having = try diagrams.and(having, diagrams.literal(inner, RegionSet(1)))
      }
      fitting = try diagrams.and(fitting, diagrams.or(lacking, having))
    }
    return fitting
  }
}

extension Field {
  /// Whether a lead in the middle of its journey can be without it.
  var canBeMissing: Bool {
    if case .counter = type { false } else { isOptional }
  }
}

extension RegionSet {
  init(ranges: [Range<Int>]) {
    self.init()
    for range in ranges { insert(range) }
  }
}
