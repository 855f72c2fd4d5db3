internal import RoeCompiler
internal import RoeMachine

extension Value {
  /// Reads the value of a field as lead and event files write it: money as `"60000 EUR"` or as an
  /// integer of minor units, an instant as RFC 3339 text or in milliseconds UTC.
  init(_ json: JSON, of field: Field) throws(MachineError) {
    switch (json, field.type) {
    case (.null, _): self = .missing
    case (.boolean(let flag), .boolean): self = .boolean(flag)
    case (.integer(let number), .integer), (.integer(let number), .counter),
      (.integer(let number), .money), (.integer(let number), .instant):
      self = .integer(number)
    case (.string(let text), .money(let currency)):
      self = .integer(try Self.money(text, currency))
    case (.string(let text), .instant): self = .integer(try instant(text))
    case (.string(let text), .text), (.string(let text), .person), (.string(let text), .choice),
      (.string(let text), .date):
      self = .text(text)
    case (.array(let items), .set):
      var texts: Set<String> = []
      for item in items {
        guard case .string(let text) = item else {
          throw MachineError("every value of this set should be a text, not \(item.kind)")
        }
        texts.insert(text)
      }
      self = .set(texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    default:
      throw MachineError("\(Self.expected(field.type)) should stand here, not \(json.kind)")
    }
    guard field.admits(self) else {
      throw MachineError("\(Self.expected(field.type)) should stand here")
    }
  }

  private static func money(_ text: String, _ currency: String) throws(MachineError) -> Int {
    let words = text.split(separator: " ")
    guard words.count == 2, words[1] == currency,
      let amount = Currency.minorUnits(words[0], of: currency)
    else {
      throw MachineError("an amount such as “60000 \(currency)” should stand here")
    }
    return amount
  }

  /// What a field holds, in the middle of a sentence.
  private static func expected(_ type: FieldType) -> String {
    switch type {
    case .boolean: "true or false"
    case .integer(let min, let max):
      switch (min, max) {
      case (let min?, let max?): "a whole number from \(min) to \(max)"
      case (let min?, nil): "a whole number of at least \(min)"
      case (nil, let max?): "a whole number of at most \(max)"
      case (nil, nil): "a whole number"
      }
    case .counter(let max): "a whole number from 0 to \(max)"
    case .money(let currency): "an amount of money such as “60000 \(currency)”"
    case .date: "a day such as “2026-11-23”"
    case .instant: "a time such as “2026-11-23T09:02:00+01:00”"
    case .text: "a text"
    case .person: "the id of a person"
    case .choice(let values) where values.count > 40 && values.allSatisfy { $0.utf8.count == 2 }:
      "a two-letter code such as NO"
    case .choice(let values): "one of \(values.joined(separator: ", "))"
    case .set(let values): "a list of some of \(values.joined(separator: ", "))"
    }
  }
}

extension Field {
  /// Whether the value lies in the field's domain.
  fileprivate func admits(_ value: Value) -> Bool {
    switch (type, value) {
    case (_, .missing): true
    case (.integer(let min, let max), .integer(let number)):
      number >= min ?? .min && number <= max ?? .max
    case (.counter(let max), .integer(let number)): number >= 0 && number <= max
    case (.date, .text(let text)): CivilDate(text) != nil
    case (.choice(let values), .text(let text)): values.contains(text)
    case (.set(let values), .set(let texts)): texts.allSatisfy(values.contains)
    default: true
    }
  }
}

/// An instant as files write it: RFC 3339 with its offset, such as `2026-11-23T09:02:00+01:00`.
func instant(_ text: String) throws(MachineError) -> Int {
  guard let (local, offset) = localTime(text) else {
    if CivilDate(text) != nil {
      throw MachineError("“\(text)” is a whole day; add a time, such as \(text)T09:00")
    }
    throw MachineError("a time such as “2026-11-23T09:02:00+01:00” should stand here")
  }
  guard let offset else {
    throw MachineError("this time needs its offset from UTC, such as +01:00, or Z")
  }
  return local - offset * 60_000
}

/// An instant as a person types it: without an offset it is the time of day where the rules are.
func instant(_ text: String, in zone: Zone) throws(MachineError) -> Int {
  if let (local, offset) = localTime(text), offset == nil { return zone.instant(ofLocal: local) }
  return try instant(text)
}

/// The milliseconds since 1970 on the local clock, and the offset in minutes, if there is one.
private func localTime(_ text: String) -> (local: Int, offset: Int?)? {
  if let milliseconds = Int(text), Int.safeRange.contains(milliseconds) { return (milliseconds, 0) }
  guard text.utf8.count >= 16, text.utf8.count <= 40, let date = CivilDate(text.prefix(10)) else {
    return nil
  }
  var rest = Array(text.utf8.dropFirst(10))[...]
  guard let separator = rest.popFirst(), "Tt ".utf8.contains(separator) else { return nil }
  guard let hour = rest.takeTwoDigits(below: 24), rest.take(":"),
    let minute = rest.takeTwoDigits(below: 60)
  else { return nil }
  var milliseconds = 0
  if rest.take(":") {
    guard let seconds = rest.takeTwoDigits(below: 60) else { return nil }
    milliseconds = seconds * 1000
    if rest.take(".") {
      var unit = 100
      guard let first = rest.first, (48...57).contains(first) else { return nil }
      while let digit = rest.first, (48...57).contains(digit) {
        milliseconds += Int(digit - 48) * unit
        unit /= 10
        rest.removeFirst()
      }
    }
  }
  let local = date.days * 86_400_000 + hour * 3_600_000 + minute * 60_000 + milliseconds
  if rest.isEmpty { return (local, nil) }
  if rest.take("Z") || rest.take("z") { return rest.isEmpty ? (local, 0) : nil }
  let isWest = rest.first == UInt8(ascii: "-")
  guard rest.take("+") || rest.take("-"), let hours = rest.takeTwoDigits(below: 24),
    rest.take(":"), let minutes = rest.takeTwoDigits(below: 60), rest.isEmpty
  else { return nil }
  return (local, (isWest ? -1 : 1) * (hours * 60 + minutes))
}

extension ArraySlice<UInt8> {
  fileprivate mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard first == UInt8(ascii: character) else { return false }
    removeFirst()
    return true
  }

  fileprivate mutating func takeTwoDigits(below limit: Int) -> Int? {
    let digits = prefix(2)
    guard digits.count == 2, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    let number = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    guard number < limit else { return nil }
    removeFirst(2)
    return number
  }
}
