import RoeMachine

/// What some guards ask for, gathered in one walk.
struct Survey {
  private let lifecycle: Lifecycle
  var fields: [FieldUse]
  /// For each activity the seconds within which it is looked for.
  var activities: [[Int]]
  var instants: Set<Int> = []
  /// Fields of which every test is needed by itself, with those tests in the order of the rules.
  private var tests: [Ref<Field>: [Test]] = [:]
  private var known: [Ref<Field>: Set<Test>] = [:]
  private var seen: Set<Ref<Definition>> = []

  init(_ lifecycle: Lifecycle) {
    self.lifecycle = lifecycle
    fields = Array(repeating: FieldUse(), count: lifecycle.fields.count)
    activities = Array(repeating: [], count: lifecycle.activities.count)
  }

  mutating func visit(_ guarded: Guard) {
    switch guarded {
    case .always: break
    case .all(let parts), .any(let parts), .atLeast(_, let parts): for part in parts { visit(part) }
    case .not(let inner): visit(inner)
    case .definition(let ref):
      if seen.insert(ref).inserted { visit(lifecycle.definitions[ref].when) }
    case .test(let ref, let test): visit(ref, test)
    case .clockFrom(let instant), .clockBefore(let instant): instants.insert(instant)
    case .activity(let activity, let seconds): activities[Int(activity.offset)].append(seconds)
    }
  }

  private mutating func visit(_ ref: Ref<Field>, _ test: Test) {
    let type = lifecycle.fields[ref].type
    fields[Int(ref.offset)].note(test, of: type)
    switch type {
    case .date, .instant, .text, .person:
      if known[ref, default: []].insert(test).inserted { tests[ref, default: []].append(test) }
    default: break
    }
  }

  /// A field that limits another belongs to what can be, once both are asked for.
  mutating func visitDetails() {
    for ref in lifecycle.fields.refs {
      guard let detail = lifecycle.fields[ref].detail, fields[Int(ref.offset)].count > 0 else {
        continue
      }
      fields[Int(detail.of.offset)].count += 1
    }
  }

  /// The dates and instants whose age is asked for.
  var timed: [Ref<Field>: (type: FieldType, tests: [Test], numbers: [Int])] {
    var timed: [Ref<Field>: (type: FieldType, tests: [Test], numbers: [Int])] = [:]
    for (ref, tests) in tests where fields[Int(ref.offset)].hasAges {
      timed[ref] = (lifecycle.fields[ref].type, tests, fields[Int(ref.offset)].numbers)
    }
    return timed
  }

  /// The texts of which some test asks for a part.
  var patterns: [Ref<Field>: [Test]] {
    tests.filter { fields[Int($0.key.offset)].hasPatterns }
  }

  /// The fields that are asked for, the most often asked first.
  var mostAsked: [Ref<Field>] {
    fields.indices.filter { fields[$0].count > 0 }
      .sorted { (fields[$1].count, $0) < (fields[$0].count, $1) }.map { Ref($0) }
  }
}
