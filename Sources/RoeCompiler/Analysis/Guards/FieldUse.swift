import RoeMachine

/// What some guards ask of one field.
struct FieldUse {
  /// How many tests ask for it.
  var count = 0
  /// Numbers, days or instants at which a test changes its answer.
  var numbers: [Int] = []
  /// Texts at which a test changes its answer.
  var texts: [Bytes] = []
  /// Members of a set that some test looks for.
  var members: Set<String> = []
  /// Whether some test asks for a part of a text, which no order of texts can settle.
  var hasPatterns = false
  /// Whether some test asks how long ago it was.
  var hasAges = false

  mutating func note(_ test: Test, of type: FieldType) {
    count += 1
    switch test {
    case .isMissing, .isPresent: break
    case .isEmpty: if case .text = type { note(.text(""), of: type) }
    case .compare(_, let value): note(value, of: type)
    case .oneOf(let values), .noneOf(let values): for value in values { note(value, of: type) }
    case .startsWith(let prefix):
      let start = Bytes(prefix)
      texts.append(start)
      if let end = start.endOfPrefix { texts.append(end) }
    case .endsWith, .contains: hasPatterns = true
    case .age: hasAges = true
    case .hasAny(let values), .hasAll(let values): members.formUnion(values)
    }
  }

  private mutating func note(_ value: Value, of type: FieldType) {
    switch (value, type) {
    case (.integer(let number), _): numbers += [number, number.saturating(plus: 1)]
    case (.text(let text), .date):
      if let day = CivilDate(text)?.days { numbers += [day, day + 1] }
    case (.text, .choice): break
    case (.text(let text), _):
      let bytes = Bytes(text)
      texts += [bytes, bytes.next]
    case (.set(let values), _): members.formUnion(values)
    case (.boolean, _), (.missing, _): break
    }
  }
}
