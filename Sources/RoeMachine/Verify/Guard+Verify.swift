extension Verifier {
  mutating func checkDefinitions(_ lifecycle: Lifecycle, _ path: String) {
    for (offset, definition) in lifecycle.definitions.enumerated() {
      check(definition.when, lifecycle, "\(path).definitions[\(offset)].when")
    }
    let lengths = chainLengths(
      lifecycle.definitions.map { $0.when.definitions.map { Int($0.offset) } },
      costs: lifecycle.definitions.map(\.when.depth))
    for (offset, length) in lengths.enumerated() {
      require(
        length != nil, "\(path).definitions[\(offset)]",
        "\(lifecycle.definitions[offset].id) refers to itself, directly or through others")
      require(
        length ?? 0 <= Guard.greatestDepth, "\(path).definitions[\(offset)]",
        "definitions are nested too deeply")
    }
  }

  /// A guard compares fields with values that they can have.
  mutating func check(
    _ test: Guard, _ lifecycle: Lifecycle, _ path: @autoclosure () -> String, depth: Int = 0
  ) {
    if depth > 200 {
      require(false, path(), "conditions are nested more than 200 deep")
      return
    }
    switch test {
    case .always, .definition: break
    case .all(let operands), .any(let operands), .atLeast(_, let operands):
      for operand in operands { check(operand, lifecycle, path(), depth: depth + 1) }
    case .not(let operand): check(operand, lifecycle, path(), depth: depth + 1)
    case .clockFrom(let number), .clockBefore(let number), .activity(_, let number):
      requireSafe(number, path())
    case .test(let ref, let test):
      let field = lifecycle.fields[ref]
      require(test.fits(field.type), path(), "\(field.id) cannot be tested so: its type differs")
    }
  }
}

extension Guard {
  /// How deep definitions may be nested, so that evaluating one can never exhaust the stack.
  package static let greatestDepth = 800

  /// The definitions it refers to itself.
  package var definitions: [Ref<Definition>] {
    switch self {
    case .definition(let ref): [ref]
    case .all(let operands), .any(let operands), .atLeast(_, let operands):
      operands.flatMap(\.definitions)
    case .not(let operand): operand.definitions
    case .always, .test, .clockFrom, .clockBefore, .activity: []
    }
  }

  package var depth: Int {
    switch self {
    case .all(let operands), .any(let operands), .atLeast(_, let operands):
      1 + (operands.map(\.depth).max() ?? 0)
    case .not(let operand): 1 + operand.depth
    case .always, .test, .clockFrom, .clockBefore, .activity, .definition: 1
    }
  }
}

extension Test {
  fileprivate func fits(_ type: FieldType) -> Bool {
    switch self {
    case .isMissing, .isPresent: true
    case .isEmpty: type.isText || type.isSet
    case .compare(let comparison, let value):
      type.isComparable(with: value)
        && (!type.isSet || comparison == .equal || comparison == .notEqual)
    case .oneOf(let values), .noneOf(let values):
      values.allSatisfy(type.isComparable(with:))
    case .startsWith, .endsWith, .contains: type.isText
    case .hasAny(let values), .hasAll(let values):
      type.isSet && values.allSatisfy(type.declares)
    case .age(_, .days(let number)), .age(_, .months(let number)):
      type == .date && Int.safeRange.contains(number)
    case .age(_, .seconds(let number)): type == .instant && Int.safeRange.contains(number)
    }
  }
}

extension FieldType {
  fileprivate var isSet: Bool {
    if case .set = self { true } else { false }
  }

  fileprivate var isText: Bool {
    switch self {
    case .text, .person, .choice, .date: true
    case .boolean, .integer, .counter, .money, .instant, .set: false
    }
  }

  /// Whether a value has the type; numbers may lie outside the bounds of the field.
  func isComparable(with value: Value) -> Bool {
    switch (self, value) {
    case (.integer, .integer(let number)), (.counter, .integer(let number)):
      Int.safeRange.contains(number)
    default: contains(value)
    }
  }
}
