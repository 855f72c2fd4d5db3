extension LifecycleDecoder {
  /// A guard that may be left out.
  func when(_ reader: JSONReader, _ key: String = "when") throws(MachineError) -> Guard {
    try reader.optional(key, condition) ?? .always
  }

  func condition(_ json: JSON) throws(MachineError) -> Guard {
    guard case .object(let members) = json else {
      throw MachineError("a condition should stand here, not \(json.kind)")
    }
    let keys = members.map(\.key)
    if keys.contains("field") { return try test(json) }
    if keys.contains("at_least") {
      let reader = try JSONReader(json, keys: ["at_least", "of"])
      return .atLeast(
        try reader.required("at_least", JSONReader.integer),
        of: try reader.required("of", conditions))
    }
    if keys.contains("activity") {
      let reader = try JSONReader(json, keys: ["activity", "within"])
      return .activity(
        try reader.required("activity", activities.ref),
        within: try reader.required("within", JSONReader.integer))
    }
    let (tag, value) = try tagged(json)
    do throws(MachineError) {
      switch tag {
      case "all":
        let operands = try conditions(value)
        return operands.isEmpty ? .always : .all(operands)
      case "any": return .any(try conditions(value))
      case "not": return .not(try condition(value))
      case "definition": return .definition(try definitions.ref(value))
      case "clock_from": return .clockFrom(try JSONReader.integer(value))
      case "clock_before": return .clockBefore(try JSONReader.integer(value))
      default: throw MachineError("there is no such condition")
      }
    } catch { throw error.inside(tag) }
  }

  private func conditions(_ json: JSON) throws(MachineError) -> [Guard] {
    try JSONReader.list(json, condition)
  }

  private func test(_ json: JSON) throws(MachineError) -> Guard {
    let comparisons = Comparison.allCases.map(\.rawValue)
    let reader = try JSONReader(
      json,
      keys: comparisons + [
        "field", "is", "in", "not_in", "starts_with", "ends_with", "contains", "has_any",
        "has_all", "age", "unit",
      ])
    let field = try reader.required("field", fields.ref)
    var tests: [Test] = []
    if let word = try reader.optional("is", JSONReader.text) {
      switch word {
      case "missing": tests.append(.isMissing)
      case "present": tests.append(.isPresent)
      case "empty": tests.append(.isEmpty)
      default: throw MachineError(path: "is", "\(JSONReader.shown(word)) is not a test")
      }
    }
    for comparison in Comparison.allCases {
      if let value = try reader.optional(comparison.rawValue, Value.init(json:)) {
        tests.append(.compare(comparison, value))
      }
    }
    if let values = try reader.optional("in", values) { tests.append(.oneOf(values)) }
    if let values = try reader.optional("not_in", values) { tests.append(.noneOf(values)) }
    if let text = try reader.optional("starts_with", JSONReader.text) {
      tests.append(.startsWith(text))
    }
    if let text = try reader.optional("ends_with", JSONReader.text) {
      tests.append(.endsWith(text))
    }
    if let text = try reader.optional("contains", JSONReader.text) { tests.append(.contains(text)) }
    if let texts = try reader.optional("has_any", texts) { tests.append(.hasAny(texts)) }
    if let texts = try reader.optional("has_all", texts) { tests.append(.hasAll(texts)) }
    if let age = try age(reader) { tests.append(age) }
    guard let test = tests.first, tests.count == 1 else {
      throw MachineError("exactly one test of the field should stand here")
    }
    return .test(field, test)
  }

  private func age(_ reader: JSONReader) throws(MachineError) -> Test? {
    guard reader.json("age") != nil else {
      if reader.json("unit") != nil { throw MachineError(path: "unit", "only an age has a unit") }
      return nil
    }
    return try reader.required("age") { json throws(MachineError) in
      let (tag, value) = try tagged(json)
      guard let comparison = Comparison(rawValue: tag) else {
        throw MachineError(path: JSONReader.shown(tag), "this is not a comparison")
      }
      let number = try JSONReader.integer(value)
      switch reader.json("unit") {
      case .string("days"): return .age(comparison, .days(number))
      case .string("months"): return .age(comparison, .months(number))
      case .string("seconds"): return .age(comparison, .seconds(number))
      default: throw MachineError("the unit of an age is days, months or seconds")
      }
    }
  }

  private func values(_ json: JSON) throws(MachineError) -> [Value] {
    try JSONReader.list(json, Value.init(json:))
  }

  private func texts(_ json: JSON) throws(MachineError) -> [String] {
    try JSONReader.list(json, JSONReader.text)
  }
}
