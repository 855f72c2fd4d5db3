extension YAMLNode {
  /// What readers of YAML 1.1 would make of a plain scalar that is text here, as in "the truth value
  /// no"; nil when they agree that it is text.
  package var yaml11Reading: String? {
    guard kind == .scalar, style == .plain, node.count <= 64 else { return nil }
    return YAML11.reading(of: text)
  }
}

/// The implicit types of YAML 1.1 that surprise people.
private enum YAML11 {
  static func reading(of text: String) -> String? {
    switch text {
    case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE":
      return "the truth value true"
    case "n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE":
      return "the truth value false"
    default:
      break
    }
    if let seconds = sexagesimal(text) { return "the number \(seconds)" }
    if isDate(text) { return "a date" }
    return number(text).map { "the number \($0)" }
  }

  /// `09:30` counts in sixties: 9 × 60 + 30.
  private static func sexagesimal(_ text: String) -> Int? {
    let parts = unsigned(text).split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 1, parts.count <= 4 else { return nil }
    var total = 0
    for (index, part) in parts.enumerated() {
      guard let value = Int(part), part.allSatisfy(\.isASCIIDigit), index == 0 || value < 60,
        part.count <= (index == 0 ? 9 : 2)
      else { return nil }
      total = total * 60 + value
    }
    return text.hasPrefix("-") ? -total : total
  }

  private static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.count) == [4, 2, 2] && parts.allSatisfy { $0.allSatisfy(\.isASCIIDigit) }
  }

  /// Whole numbers that are not written as one would read them back, and decimal ones.
  private static func number(_ text: String) -> String? {
    let sign = text.hasPrefix("-") ? "-" : ""
    let digits = unsigned(text).filter { $0 != "_" }
    guard let first = unsigned(text).first, first.isASCIIDigit || first == "." else { return nil }
    if digits.hasPrefix("0x") {
      return Int(digits.dropFirst(2), radix: 16).map { "\(sign)\($0)" }
    }
    if digits.hasPrefix("0b") { return Int(digits.dropFirst(2), radix: 2).map { "\(sign)\($0)" } }
    if digits.allSatisfy(\.isASCIIDigit) {
      if digits.count > 1, digits.hasPrefix("0") {
        return Int(digits, radix: 8).map { "\(sign)\($0)" }
      }
      return Int(digits).map { "\(sign)\($0)" }
    }
    guard digits.contains(where: \.isASCIIDigit), digits.contains(".") || digits.contains("e"),
      let value = Double(digits), value.isFinite
    else { return nil }
    return "\(sign)\(value)"
  }

  private static func unsigned(_ text: String) -> Substring {
    text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
  }
}
