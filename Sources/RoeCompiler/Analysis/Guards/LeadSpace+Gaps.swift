import RoeLogic
import RoeMachine

extension LeadSpace {
  /// Single numbers or days that lie in a set while neither neighbour does, other fields equal.
  ///
  /// - Parameter asked: the leads that matter.
  mutating func holes(
    in gap: Diagram, among asked: Diagram
  ) throws(BudgetExceeded) -> [TableFacts.Hole] {
    var holes: [TableFacts.Hole] = []
    for axis in diagrams.support(gap) {
      if case .timed(let field, let timed) = axes[axis] {
        holes += try self.holes(in: gap, among: asked, on: axis, of: field, timed)
      }
      guard case .field(let field, let scale) = axes[axis] else { continue }
      for region in scale.points {
        guard region > 0, region + 1 < scale.count, let value = scale.sample(of: region) else {
          continue
        }
        var rest = try diagrams.restrict(gap, axis, to: region)
        for neighbour in [region - 1, region + 1] where rest != .none {
          rest = try diagrams.difference(rest, diagrams.restrict(gap, axis, to: neighbour))
        }
        rest = try diagrams.and(rest, diagrams.literal(axis, RegionSet(region)))
        rest = try diagrams.and(rest, asked)
        if let lead = sample(of: rest) {
          holes.append(TableFacts.Hole(field: field, value: value, age: nil, lead: lead))
        }
      }
    }
    return holes
  }

  /// Single ages that lie in a set while neither the younger nor the older ones beside them do.
  private mutating func holes(
    in gap: Diagram, among asked: Diagram, on axis: Int, of field: Ref<Field>,
    _ timed: Moments.Timed
  ) throws(BudgetExceeded) -> [TableFacts.Hole] {
    var holes: [TableFacts.Hole] = []
    for (moment, instant) in moments.instants.enumerated() {
      var here = gap
      if let clock = clockAxis {
        here = try diagrams.and(gap, diagrams.literal(clock, RegionSet(moment)))
      }
      for region in timed.answers.indices {
        guard let value = timed.samples[moment][region],
          let age = timed.age(of: value, at: instant, in: zone),
          !holes.contains(where: { $0.age == age }),
          let neighbours = timed.neighbours(of: region, value, at: instant, in: zone)
        else { continue }
        var rest = try diagrams.restrict(here, axis, to: region)
        for neighbour in neighbours where rest != .none {
          rest = try diagrams.difference(rest, diagrams.restrict(here, axis, to: neighbour))
        }
        rest = try diagrams.and(rest, diagrams.literal(axis, RegionSet(region)))
        rest = try diagrams.and(rest, asked)
        if let lead = sample(of: rest) {
          holes.append(TableFacts.Hole(field: field, value: value, age: age, lead: lead))
        }
      }
    }
    return holes
  }

  private var clockAxis: Int? {
    axes.firstIndex { if case .clock = $0 { true } else { false } }
  }

  /// Those leads of a gap that lack a field, and would be in a set if it had some value.
  ///
  /// - Parameter withAnyValue: whether no value may leave them in the gap.
  mutating func leads(
    wanting field: Ref<Field>, in gap: Diagram, to set: Diagram, withAnyValue: Bool
  ) throws(BudgetExceeded) -> Diagram {
    let axes = axes(of: [field])
    let lacking = try diagrams.and(gap, leads(.test(field, .isMissing)))
    if lacking == .none { return .none }
    let meant = try diagrams.and(lacking, diagrams.exists(set, axes))
    guard withAnyValue, meant != .none else { return meant }
    let known = try diagrams.difference(gap, lacking)
    return try diagrams.difference(meant, diagrams.exists(known, axes))
  }

  /// A lead without a value of a field for which a guard holds; nil when there is none.
  mutating func lead(
    _ guarded: Guard, without field: Ref<Field>
  ) throws(BudgetExceeded) -> SampleLead? {
    let found = try leads(.all([guarded, .test(field, .isMissing)]))
    return sample(of: found)
  }

  /// Fields without which none of some leads lies in any of the sets, while some with them do.
  mutating func fieldsWithout(
    _ sets: [Diagram], among asked: Diagram
  ) throws(BudgetExceeded) -> [TableFacts.Fall] {
    var found: [TableFacts.Fall] = []
    if sets.allSatisfy({ $0 == .none }) { return found }
    for axis in axes.indices {
      guard let (field, region) = missing(on: axis) else { continue }
      let without = try diagrams.and(asked, diagrams.literal(axis, RegionSet(region)))
      var isFree = without != .none
      for set in sets where isFree {
        if try diagrams.intersects(set, without) { isFree = false }
      }
      if isFree, let lead = sample(of: without) {
        found.append(TableFacts.Fall(field: field, lead: lead, isWhole: true, conditions: []))
      }
    }
    return found
  }

  /// The field that is missing in one region of an axis, and that region.
  private func missing(on axis: Int) -> (field: Ref<Field>, region: Int)? {
    let (field, region): (Ref<Field>, Int)
    switch axes[axis] {
    case .field(let ref, let scale): (field, region) = (ref, scale.count)
    case .timed(let ref, let timed): (field, region) = (ref, timed.answers.count)
    case .presence(let ref): (field, region) = (ref, 1)
    case .member, .part, .activity, .clock: return nil
    }
    return lifecycle.fields[field].canBeMissing ? (field, region) : nil
  }
}

extension Moments.Timed {
  /// The age, of those that tests ask for, that a value has just reached.
  fileprivate func age(of value: Value, at now: Int, in zone: Zone) -> Age? {
    tests.lazy.compactMap { if case .age(_, let age) = $0 { age } else { nil } }.first {
      Test.age(.equal, $0).holds(for: value, at: now, today: zone.day(at: now))
    }
  }

  /// The regions of the values just before and just after those of a region; nil where one side has
  /// none.
  fileprivate func neighbours(
    of region: Int, _ value: Value, at now: Int, in zone: Zone
  ) -> [Int]? {
    let today = zone.day(at: now)
    func neighbour(_ step: Int) -> Int? {
      // Several days can be a month old, and a second has a thousand instants.
      for distance in 1...4 {
        let other: Value
        switch value {
        case .text(let text):
          guard let date = CivilDate(text) else { return nil }
          other = .text(date.adding(days: step * distance).description)
        case .integer(let instant):
          other = .integer(instant.saturating(plus: step * distance * 999))
        default: return nil
        }
        let given = tests.map { $0.holds(for: other, at: now, today: today) }
        if given != answers[region] { return answers.firstIndex(of: given) }
      }
      return nil
    }
    guard let before = neighbour(-1), let after = neighbour(1) else { return nil }
    return [before, after]
  }
}

extension Scale {
  /// Regions that hold one number, one day or one text alone.
  fileprivate var points: [Int] {
    switch self {
    case .integers(let cuts, _), .dates(let cuts):
      // Long lists of single values have no ranges between which a hole could be.
      cuts.count > 400
        ? []
        : cuts.bounds.indices.dropLast().filter { cuts.bounds[$0] + 1 == cuts.bounds[$0 + 1] }
          .map { $0 + 1 }
    case .texts(let cuts):
      cuts.count > 400 ? [] : cuts.bounds.indices.filter { cuts.isNarrow($0) }
    case .values, .tested: []
    }
  }
}
