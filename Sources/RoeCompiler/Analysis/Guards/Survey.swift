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

  /// A field that limits another belongs to what can be, once both are asked for; and so does a
  /// field that is limited and cannot be missing.
  mutating func visitDetails() {
    // Once for every level that there can be.
    for _ in lifecycle.fields where lifecycle.fields.contains(where: { $0.detail != nil }) {
      var isDone = true
      for ref in lifecycle.fields.refs {
        guard let outer = lifecycle.fields[ref].detail?.of else { continue }
        let (own, other) = (fields[Int(ref.offset)].count, fields[Int(outer.offset)].count)
        if own > 0, other == 0 {
          fields[Int(outer.offset)].count = 1
          isDone = false
        } else if own == 0, other > 0, !lifecycle.fields[ref].canBeMissing {
          fields[Int(ref.offset)].count = 1
          isDone = false
        }
      }
      if isDone { break }
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
