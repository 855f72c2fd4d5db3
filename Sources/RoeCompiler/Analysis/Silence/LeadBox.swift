import RoeMachine

/// A set of leads: which values each field that the guards test may have.
///
/// A bit stands for a representative value; fields that no guard tests are not there at all.
struct LeadBox: Hashable, Sendable {
  var masks: [UInt64]
}

/// A guard over boxes.
indirect enum BoxGuard: Sendable {
  case always
  case all([BoxGuard])
  case any([BoxGuard])
  case not(BoxGuard)
  case atLeast(Int, [BoxGuard])
  /// The values of a field that satisfy a test.
  case test(Int, UInt64)
  /// It depends on the clock, or on what is not told apart.
  case free

  /// Whether it holds for all leads of the box, or for none; nil when that depends.
  func truth(in box: LeadBox) -> Bool? {
    switch self {
    case .always: return true
    case .free: return nil
    case .test(let field, let wanted):
      let mask = box.masks[field]
      return mask & wanted == 0 ? false : mask & ~wanted == 0 ? true : nil
    case .not(let operand): return operand.truth(in: box).map { !$0 }
    case .all(let operands):
      var result: Bool? = true
      for operand in operands {
        switch operand.truth(in: box) {
        case false: return false
        case nil: result = nil
        default: break
        }
      }
      return result
    case .any(let operands):
      var result: Bool? = false
      for operand in operands {
        switch operand.truth(in: box) {
        case true: return true
        case nil: result = nil
        default: break
        }
      }
      return result
    case .atLeast(let count, let operands):
      var (sure, possible) = (0, 0)
      for operand in operands {
        let truth = operand.truth(in: box)
        if truth == true { sure += 1 }
        if truth != false { possible += 1 }
      }
      return sure >= count ? true : possible < count ? false : nil
    }
  }

  /// A test on which it depends still.
  func openTest(in box: LeadBox) -> (field: Int, wanted: UInt64)? {
    switch self {
    case .always, .free: return nil
    case .test(let field, let wanted):
      return truth(in: box) == nil ? (field, wanted) : nil
    case .not(let operand): return operand.openTest(in: box)
    case .all(let operands), .any(let operands), .atLeast(_, let operands):
      for operand in operands where operand.truth(in: box) == nil {
        if let test = operand.openTest(in: box) { return test }
      }
      return nil
    }
  }

  /// Whether it depends on more than the fields that are told apart.
  var isOpen: Bool {
    switch self {
    case .always, .test: false
    case .free: true
    case .not(let operand): operand.isOpen
    case .all(let operands), .any(let operands), .atLeast(_, let operands):
      operands.contains(where: \.isOpen)
    }
  }

  /// The fields that it tests.
  func eachField(_ visit: (Int) -> Void) {
    switch self {
    case .always, .free: break
    case .test(let field, _): visit(field)
    case .not(let operand): operand.eachField(visit)
    case .all(let operands), .any(let operands), .atLeast(_, let operands):
      for operand in operands { operand.eachField(visit) }
    }
  }
}

/// The values by which leads are told apart in one lifecycle.
struct BoxSpace: Sendable {
  let fields: [Ref<Field>]
  let values: [[Value]]
  private let places: [Ref<Field>: Int]
  /// Fields with more values than are told apart.
  let crowded: [Ref<Field>]

  private static let mostValues = 63

  /// - Parameter counted: what rules write while nobody acts: fields with values, and counters.
  init(
    _ guards: [Guard], sets: [(Ref<Field>, Value)], counts: Set<Ref<Field>>, in lifecycle: Lifecycle
  ) {
    var tests: [Ref<Field>: [Test]] = [:]
    var seen: Set<Guard> = []
    for condition in guards {
      condition.eachTest(in: lifecycle, &seen) { field, test in
        if case .age = test { return }
        if tests[field]?.contains(test) != true { tests[field, default: []].append(test) }
      }
    }
    var fields: [Ref<Field>] = []
    var values: [[Value]] = []
    var crowded: [Ref<Field>] = []
    for field in tests.keys.sorted() {
      var kept = sets.filter { $0.0 == field }.map(\.1)
      if counts.contains(field), case .counter(let most) = lifecycle.fields[field].type {
        // From one above the greatest number that rules name, all of them are alike.
        let named = kept + (tests[field] ?? []).flatMap(\.constants)
        let last = named.reduce(1) { last, value in
          if case .integer(let number) = value {
            max(last, number.saturating(plus: 1))
          } else {
            last
          }
        }
        let top = min(max(0, most), last)
        if top >= Self.mostValues {
          crowded.append(field)
          continue
        }
        kept += (0...top).map(Value.integer)
      }
      let found = lifecycle.fields[field].representatives(for: tests[field] ?? [], keeping: kept)
      if found.count > Self.mostValues {
        crowded.append(field)
        continue
      }
      fields.append(field)
      values.append(found)
    }
    self.fields = fields
    self.values = values
    self.crowded = crowded
    places = Dictionary(uniqueKeysWithValues: zip(fields, fields.indices))
  }

  /// All leads that the fields allow.
  var everything: LeadBox {
    LeadBox(masks: values.map { (1 << UInt64($0.count)) - 1 })
  }

  func compile(_ condition: Guard, in lifecycle: Lifecycle) -> BoxGuard {
    switch condition {
    case .always: return .always
    case .all(let operands): return .all(operands.map { compile($0, in: lifecycle) })
    case .any(let operands): return .any(operands.map { compile($0, in: lifecycle) })
    case .not(let operand): return .not(compile(operand, in: lifecycle))
    case .atLeast(let count, let operands):
      return .atLeast(count, operands.map { compile($0, in: lifecycle) })
    case .definition(let definition):
      return compile(lifecycle.definitions[definition].when, in: lifecycle)
    case .clockFrom, .clockBefore, .activity: return .free
    case .test(let field, let test):
      if case .age = test {
        // A date that is missing has no age.
        return .all([compile(.test(field, .isPresent), in: lifecycle), .free])
      }
      guard let place = places[field] else { return .free }
      var wanted: UInt64 = 0
      for (bit, value) in values[place].enumerated()
      where test.holds(for: value, at: 0, today: CivilDate(days: 0)) {
        wanted |= 1 << UInt64(bit)
      }
      return .test(place, wanted)
    }
  }

  /// What each value of a field becomes by being written; nil for a field that is not told apart.
  func image(ofSetting field: Ref<Field>, to value: Value) -> (Int, [Int])? {
    guard let place = places[field], let bit = values[place].firstIndex(of: value) else {
      return nil
    }
    return (place, values[place].map { _ in bit })
  }

  func image(ofAdding count: Int, to field: Ref<Field>, most: Int) -> (Int, [Int])? {
    guard let place = places[field] else { return nil }
    return (
      place,
      values[place].enumerated().map { bit, value in
        guard case .integer(let number) = value else { return bit }
        let (sum, overflow) = number.addingReportingOverflow(count)
        let wanted = overflow ? most : min(most, sum)
        return values[place].lastIndex { other in
          if case .integer(let number) = other { number <= wanted } else { false }
        } ?? bit
      }
    )
  }

  /// One lead of the box; fields that no guard tests are missing, or have any value.
  func example(_ box: LeadBox, in lifecycle: Lifecycle) -> [Value] {
    lifecycle.fields.refs.map { ref in
      guard let place = places[ref] else { return lifecycle.fields[ref].anyValue }
      let bit = box.masks[place].trailingZeroBitCount
      return bit < values[place].count ? values[place][bit] : lifecycle.fields[ref].anyValue
    }
  }

  /// For every field that is told apart here, the values that leads of the box may have; those
  /// that may have any are left out.
  func limits(_ box: LeadBox) -> [LeadClass.Limit] {
    zip(fields.indices, box.masks).compactMap { place, mask in
      if mask == everything.masks[place] { return nil }
      return LeadClass.Limit(
        field: fields[place],
        values: values[place].enumerated().filter { mask >> UInt64($0.offset) & 1 == 1 }
          .map(\.element))
    }
  }
}

extension Guard {
  /// Asks about every test of a field, those of definitions included, each definition once.
  fileprivate func eachTest(
    in lifecycle: Lifecycle, _ seen: inout Set<Guard>, _ visit: (Ref<Field>, Test) -> Void
  ) {
    switch self {
    case .always, .clockFrom, .clockBefore, .activity: break
    case .all(let operands), .any(let operands), .atLeast(_, let operands):
      for operand in operands { operand.eachTest(in: lifecycle, &seen, visit) }
    case .not(let operand): operand.eachTest(in: lifecycle, &seen, visit)
    case .definition(let definition):
      if !seen.insert(self).inserted { return }
      lifecycle.definitions[definition].when.eachTest(in: lifecycle, &seen, visit)
    case .test(let field, let test): visit(field, test)
    }
  }
}

extension Field {
  /// Missing where that is allowed, else a value of the type.
  fileprivate var anyValue: Value {
    if case .counter = type { return .integer(0) }
    if isOptional { return .missing }
    switch type {
    case .boolean: return .boolean(false)
    case .integer(let low, let high): return .integer(min(max(0, low ?? 0), high ?? .max))
    case .instant: return .integer(Self.farInstant)
    case .counter, .money: return .integer(0)
    case .date: return .text("9999-12-31")
    case .text, .person: return .text("something")
    case .choice(let values): return .text(values.first ?? "")
    case .set: return .set([])
    }
  }
}
