/// Reads the members of one JSON object strictly: every error names its place.
struct JSONReader {
  private let members: [JSON.Member]

  /// - Parameter keys: what may stand in the object; nil when unknown keys are ignored.
  init(_ json: JSON, keys: [String]?) throws(MachineError) {
    guard case .object(let members) = json else {
      throw MachineError("an object should stand here, not \(json.kind)")
    }
    if let keys {
      for member in members where !keys.contains(member.key) {
        throw MachineError(
          path: JSONReader.shown(member.key), "this version of roe does not know this key")
      }
    }
    self.members = members
  }

  func json(_ key: String) -> JSON? { members.first { $0.key == key }?.value }

  func required<T>(
    _ key: String, _ decode: (JSON) throws(MachineError) -> T
  ) throws(MachineError) -> T {
    guard let json = json(key) else { throw MachineError(path: key, "this is missing") }
    do throws(MachineError) { return try decode(json) } catch { throw error.inside(key) }
  }

  func optional<T>(
    _ key: String, _ decode: (JSON) throws(MachineError) -> T
  ) throws(MachineError) -> T? {
    guard let json = json(key) else { return nil }
    do throws(MachineError) { return try decode(json) } catch { throw error.inside(key) }
  }

  /// A list that may be left out.
  func list<T>(
    _ key: String, _ decode: (JSON) throws(MachineError) -> T
  ) throws(MachineError) -> [T] {
    try optional(key) { json throws(MachineError) in try JSONReader.list(json, decode) } ?? []
  }

  func flag(_ key: String) throws(MachineError) -> Bool {
    try optional(key, JSONReader.boolean) ?? false
  }

  /// Every member of an object that may be left out, by key.
  func map<T>(
    _ key: String, _ decode: (JSON) throws(MachineError) -> T
  ) throws(MachineError) -> [String: T] {
    try optional(key) { json throws(MachineError) in try JSONReader.map(json, decode) } ?? [:]
  }

  static func list<T>(
    _ json: JSON, _ decode: (JSON) throws(MachineError) -> T
  ) throws(MachineError) -> [T] {
    guard case .array(let elements) = json else {
      throw MachineError("a list should stand here, not \(json.kind)")
    }
    var result: [T] = []
    result.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      do throws(MachineError) {
        result.append(try decode(element))
      } catch { throw error.inside("[\(index)]") }
    }
    return result
  }

  static func map<T>(
    _ json: JSON, _ decode: (JSON) throws(MachineError) -> T
  ) throws(MachineError) -> [String: T] {
    guard case .object(let members) = json else {
      throw MachineError("an object should stand here, not \(json.kind)")
    }
    var result: [String: T] = [:]
    for member in members {
      do throws(MachineError) {
        if result.updateValue(try decode(member.value), forKey: member.key) != nil {
          throw MachineError("this key stands here twice, in two spellings")
        }
      } catch { throw error.inside(shown(member.key)) }
    }
    return result
  }

  static func text(_ json: JSON) throws(MachineError) -> String {
    guard case .string(let text) = json else {
      throw MachineError("a text should stand here, not \(json.kind)")
    }
    return text
  }

  static func integer(_ json: JSON) throws(MachineError) -> Int {
    guard case .integer(let number) = json, Int.safeRange.contains(number) else {
      throw MachineError("a whole number should stand here, not \(json.kind)")
    }
    return number
  }

  static func boolean(_ json: JSON) throws(MachineError) -> Bool {
    guard case .boolean(let value) = json else {
      throw MachineError("true or false should stand here, not \(json.kind)")
    }
    return value
  }

  /// Printable ASCII without spaces, so that ids sort, print and compare alike everywhere.
  static func id(_ json: JSON) throws(MachineError) -> String {
    let text = try text(json)
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw MachineError("an id of visible ASCII characters should stand here, not \(shown(text))")
    }
    return text
  }

  static func day(_ json: JSON) throws(MachineError) -> String {
    let text = try text(json)
    guard CivilDate(text) != nil else {
      throw MachineError("a date such as 2026-03-31 should stand here, not \(shown(text))")
    }
    return text
  }

  /// A half-open pair of instants, the first before the second.
  static func span(_ json: JSON) throws(MachineError) -> Range<Int> {
    let pair = try list(json, integer)
    guard pair.count == 2 else {
      throw MachineError("two instants should stand here, not \(pair.count)")
    }
    guard pair[0] < pair[1] else { throw MachineError("the first instant must come first") }
    return pair[0]..<pair[1]
  }

  /// One of the declared words.
  static func word<Word: RawRepresentable & CaseIterable>(_ json: JSON) throws(MachineError) -> Word
  where Word.RawValue == String {
    let text = try text(json)
    guard let word = Word(rawValue: text) else {
      let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw MachineError("\(shown(text)) is not one of \(known)")
    }
    return word
  }

  /// A text as messages quote it: short, and without anything that a terminal would act on.
  static func shown(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars.prefix(60) {
      let isPlain = scalar.properties.generalCategory != .control && scalar != "\u{7F}"
      result.unicodeScalars.append(isPlain ? scalar : "\u{FFFD}")
    }
    return text.unicodeScalars.count > 60 ? "\"\(result)…\"" : "\"\(result)\""
  }
}
