import RoeLogic
import RoeMachine

/// One lead that stands for a set of leads, and the set that it stands for.
struct SampleLead: Sendable {
  /// The day on which it is looked at, where that matters. It stands first, since the optimizer may
  /// copy a struct that ends with an optional over what lies behind it.
  var day: CivilDate?
  /// One value for every field of the lifecycle.
  let record: [Value]
  /// The instant at which it is looked at.
  let now: Int
  /// When each activity was last counted.
  let lastActivity: [Int?]
  /// What the leads of the set have in common; the other fields do not matter.
  let traits: [Trait]

  /// What is common to a set of leads in one field.
  struct Trait: Sendable {
    let field: Ref<Field>
    /// As in `country DE or AT`, to be said after `with`.
    let words: String
  }

  /// What the leads have in common, as in `country DE, employees from 50 to 199`.
  var words: String {
    traits.isEmpty ? "any fields" : traits.map(\.words).joined(separator: ", ")
  }

  /// As in `a lead with country DE`.
  var who: String { (traits.isEmpty ? "a lead" : "a lead with \(words)") + onDay }

  /// As in ` on 2027-01-01`; nothing where the day does not matter.
  var onDay: String { day.map { " on \($0)" } ?? "" }

  /// The same without what is said of one field.
  func words(besides field: Ref<Field>) -> String {
    let others = traits.filter { $0.field != field }
    return others.isEmpty ? "any other fields" : others.map(\.words).joined(separator: ", ")
  }

  /// The same with another value of a field.
  func with(_ value: Value, in field: Ref<Field>) -> SampleLead {
    var record = record
    record[Int(field.offset)] = value
    return SampleLead(record: record, now: now, lastActivity: lastActivity, traits: traits)
  }
}

extension SampleLead {
  /// A lead of which nothing is asked.
  static func any(in lifecycle: Lifecycle, at instant: Int) -> SampleLead {
    SampleLead(
      record: lifecycle.fields.map(\.usualValue), now: instant,
      lastActivity: lifecycle.activities.map { _ in nil }, traits: [])
  }
}

extension Machine {
  /// A lead for which a condition holds; nil when there is none, or it is too much to say.
  func lead(
    _ condition: Guard, in lifecycle: Ref<Lifecycle>, budget: Int = TableFacts.nodeBudget
  ) -> SampleLead? {
    (try? leads([condition], in: lifecycle, budget: budget))?.first
  }

  /// A lead for each of some conditions, where there is one.
  func leads(
    _ conditions: [Guard], in lifecycle: Ref<Lifecycle>, budget: Int = TableFacts.nodeBudget
  ) throws(BudgetExceeded) -> [SampleLead] {
    var space = try LeadSpace(
      lifecycles[lifecycle], zone: zones[zone], guards: conditions, usual: usualInstant,
      budget: budget)
    var found: [SampleLead] = []
    for condition in conditions {
      let leads = try space.leads(condition)
      if let lead = space.sample(of: leads) { found.append(lead) }
    }
    return found
  }
}

extension LeadSpace {
  /// A lead of the set, with a set around it that is as large as it can be said in one sentence;
  /// nil for the empty set.
  ///
  /// The set has to be made before it is asked for: an argument that makes it would be made after
  /// the space has been read.
  ///
  /// - Parameter all: a set that contains it, of which rather to tell what is common.
  func sample(of leads: Diagram, among all: Diagram? = nil) -> SampleLead? {
    guard let cell = diagrams.pick(leads) else { return nil }
    let box = diagrams.box(containing: cell, within: all ?? leads)
    var record = lifecycle.fields.map(\.usualValue)
    var lastActivity = [Int?](repeating: nil, count: lifecycle.activities.count)
    var moment = 0
    var members: [Ref<Field>: Set<String>] = [:]
    var parts: [Ref<Field>: Set<String>] = [:]
    for (axis, kind) in axes.enumerated() {
      if case .clock = kind { moment = cell[axis] ?? 0 }
    }
    let now = moments.instants[moment]
    for (axis, kind) in axes.enumerated() {
      guard let region = cell[axis] else { continue }
      switch kind {
      case .clock: break
      case .field(let field, let scale):
        record[Int(field.offset)] =
          region < scale.count ? scale.sample(of: region) ?? .missing : .missing
      case .timed(let field, let timed):
        record[Int(field.offset)] =
          region < timed.answers.count ? timed.samples[moment][region] ?? .missing : .missing
      case .presence(let field):
        record[Int(field.offset)] = region == 0 ? .set([]) : .missing
      case .member(let field, let member):
        guard region == 1, let name = member ?? unnamedMember(of: field) else { continue }
        members[field, default: []].insert(name)
      case .part(let field, let part):
        parts[field, default: []].formUnion(region == 1 ? [part] : [])
      case .activity(let activity, let cuts):
        guard region < cuts.count else { continue }
        let seconds = region == 0 ? 0 : cuts.bounds[region - 1]
        lastActivity[Int(activity.offset)] = now.saturating(
          minus: seconds.saturating(times: 1000))
      }
    }
    for (field, names) in members where record[Int(field.offset)] != .missing {
      record[Int(field.offset)] = .set(names.sorted { Bytes($0) < Bytes($1) })
    }
    for (axis, kind) in axes.enumerated() {
      guard case .field(let field, .tested(let tests)) = kind, let apart = tests.parts,
        cell[axis] ?? 0 < tests.count, cell[axis] != nil || parts[field] != nil
      else { continue }
      let wanted = apart.parts.indices.filter { parts[field]?.contains(apart.parts[$0]) ?? false }
      record[Int(field.offset)] = .text(
        apart.sample(of: cell[axis] ?? 0, containing: RegionSet(wanted)))
    }
    var said: Set<Int> = []
    // The first moment is the usual one.
    let isOnOtherDay = box.literals.contains { literal in
      if case .clock = axes[literal.variable] { !literal.regions.contains(0) } else { false }
    }
    return SampleLead(
      day: isOnOtherDay ? zone.day(at: now) : nil,
      record: record, now: now, lastActivity: lastActivity,
      traits: box.literals.compactMap { literal in
        // A text is told of once, whatever it has to contain.
        let axis = textAxis(of: literal.variable)
        if let axis, !said.insert(axis).inserted { return nil }
        return trait(literal.variable, literal.regions, record, now)
      })
  }

  /// The axis of the text whose parts are told apart there, if it is one of those axes.
  private func textAxis(of axis: Int) -> Int? {
    axes.indices.first { place in
      guard case .field(let field, .tested(let tests)) = axes[place], tests.parts != nil else {
        return false
      }
      return axes[axis].field == field
    }
  }

  private func unnamedMember(of ref: Ref<Field>) -> String? {
    guard case .set(let values) = lifecycle.fields[ref].type else { return nil }
    let named = axes.compactMap { axis -> String? in
      if case .member(ref, let member) = axis { member } else { nil }
    }
    return values.first { !named.contains($0) }
  }

  // MARK: In words

  private func trait(
    _ axis: Int, _ regions: RegionSet, _ record: [Value], _ now: Int
  ) -> SampleLead.Trait? {
    switch axes[axis] {
    case .field(let ref, let scale):
      let field = lifecycle.fields[ref]
      let known = RegionSet(0..<scale.count)
      let withMissing = regions.contains(scale.count)
      if regions.isDisjoint(with: known) {
        return .init(field: ref, words: "\(field.words) missing")
      }
      if known.isSubset(of: regions), textAxis(of: axis) == nil {
        return .init(field: ref, words: "\(field.words) filled in")
      }
      if case .tested(let tests) = scale, tests.parts != nil {
        return .init(
          field: ref,
          words: "\(field.words) such as \(record[Int(ref.offset)].words(in: field))")
      }
      let words = scale.words(regions.intersection(known), of: field, orMissing: withMissing)
      return .init(field: ref, words: words)
    case .timed(let ref, let timed):
      let field = lifecycle.fields[ref]
      if regions.min == timed.answers.count {
        return .init(field: ref, words: "\(field.words) missing")
      }
      let example = record[Int(ref.offset)]
      if case .instant = field.type, case .integer(let instant) = example {
        return .init(field: ref, words: "\(field.words) such as \(instant.ageWords(at: now))")
      }
      return .init(field: ref, words: "\(field.words) such as \(example.words(in: field))")
    case .presence(let ref):
      return .init(
        field: ref,
        words: "\(lifecycle.fields[ref].words) \(regions.contains(0) ? "filled in" : "missing")")
    case .member(let ref, let member):
      guard let name = member ?? unnamedMember(of: ref) else { return nil }
      return .init(
        field: ref,
        words: "\(lifecycle.fields[ref].words) \(regions.contains(1) ? "has" : "lacks") \(name)")
    case .part(let ref, _):
      let field = lifecycle.fields[ref]
      return .init(
        field: ref, words: "\(field.words) such as \(record[Int(ref.offset)].words(in: field))")
    case .activity, .clock: return nil
    }
  }
}

extension Field {
  /// The name as it is said in a sentence.
  var words: String { String(id.map { $0 == "_" ? " " : $0 }) }

  /// What a lead has that nobody asks about.
  fileprivate var usualValue: Value {
    if case .counter = type { return .integer(0) }
    return isOptional ? .missing : knownValue
  }

  /// A value where any will do.
  var knownValue: Value {
    switch type {
    case .boolean: return .boolean(false)
    case .integer(let min, let max): return .integer(Swift.max(min ?? 0, Swift.min(max ?? 1, 1)))
    case .counter, .money: return .integer(0)
    case .date: return .text("2026-07-01")
    case .instant: return .integer(0)
    case .text: return .text("any")
    case .person: return .text("anybody")
    case .choice(let values): return values.first.map { .text($0) } ?? .missing
    case .set: return .set([])
    }
  }
}

extension Scale {
  /// As in `country DE or AT`, `employees from 50 to 199`.
  ///
  /// - Parameter orMissing: whether the field may as well be missing.
  func words(_ regions: RegionSet, of field: Field, orMissing: Bool = false) -> String {
    let end = orMissing ? " or missing" : ""
    switch self {
    case .values(let values, _):
      let inside = values.indices.filter { regions.contains($0) }
      let outside = values.indices.filter { !regions.contains($0) }
      if case .boolean = field.type, let only = inside.first, inside.count == 1 {
        return "\(field.words) \(values[only].words(in: field))\(end)"
      }
      if inside.count > 6, outside.count <= 3 {
        // Who reads `not DE or missing` cannot know what the `not` is about.
        let others = outside.map { values[$0].words(in: field) }
        let words =
          others.count == 1 ? "other than \(others[0])" : "neither \(others.listed("nor"))"
        return "\(field.words) \(orMissing ? "missing or " : "")\(words)"
      }
      return "\(field.words) \(inside.map { values[$0].words(in: field) }.shortened("or"))\(end)"
    case .integers(let cuts, let domain):
      return field.words + " "
        + regions.ranges.map { range in
          let lower = cuts.range(of: range.lowerBound, within: domain).lowerBound
          let upper = cuts.range(of: range.upperBound - 1, within: domain).upperBound
          if lower == upper { return Value.integer(lower).words(in: field) }
          return Self.span(
            lower == domain.lowerBound ? nil : .integer(lower),
            upper == domain.upperBound ? nil : .integer(upper), in: field)
        }.shortened("or") + end
    case .dates(let cuts):
      let domain = CivilDate.range.lowerBound.days...CivilDate.range.upperBound.days
      return field.words + " "
        + regions.ranges.map { range in
          let lower = cuts.range(of: range.lowerBound, within: domain).lowerBound
          let upper = cuts.range(of: range.upperBound - 1, within: domain).upperBound
          func date(_ day: Int) -> Value { .text(CivilDate(days: day).description) }
          return Self.span(
            lower == domain.lowerBound ? nil : date(lower),
            upper == domain.upperBound ? nil : date(upper), in: field)
        }.shortened("or") + end
    case .texts, .tested:
      guard let region = regions.min, let sample = sample(of: region) else {
        return field.words + end
      }
      let isOne =
        if case .texts(let cuts) = self { regions.count == 1 && cuts.isPoint(region) } else {
          false
        }
      return "\(field.words) \(isOne ? "" : "such as ")\(sample.words(in: field))\(end)"
    }
  }

  private static func span(_ lower: Value?, _ upper: Value?, in field: Field) -> String {
    switch (lower?.words(in: field), upper?.words(in: field)) {
    case (let lower?, let upper?): lower == upper ? lower : "from \(lower) to \(upper)"
    case (let lower?, nil): "from \(lower)"
    case (nil, let upper?): "up to \(upper)"
    case (nil, nil): "anything"
    }
  }
}

extension Cuts<Bytes> {
  /// Whether a piece holds one text alone.
  fileprivate func isPoint(_ piece: Int) -> Bool {
    guard piece > 0, piece < bounds.count else { return false }
    return bounds[piece] == bounds[piece - 1].next
  }
}

extension Value {
  /// As it is said in a sentence about a field.
  func words(in field: Field) -> String {
    switch (self, field.type) {
    case (.missing, _): "missing"
    case (.boolean(let value), _): value ? "true" : "false"
    case (.integer(let minor), .money(let currency)):
      "\(majorUnits(minor, of: currency, grouping: ",")) \(currency)"
    case (.integer(let instant), .instant): instant.isoWords
    case (.integer(let number), _): String(number)
    case (.text(let text), _): text.isEmpty ? "“”" : text.shortened
    case (.set(let values), _): values.isEmpty ? "nothing" : values.listed
    }
  }
}
