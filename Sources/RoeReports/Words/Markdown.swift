/// A piece of GitHub-flavoured Markdown. Literals are markup; whatever is interpolated as a
/// `String` is data and arrives as the text that it is, whatever characters it holds.
struct Markdown: Equatable, ExpressibleByStringInterpolation, CustomStringConvertible {
  private(set) var source: String

  init(stringLiteral value: String) { source = value }
  init(stringInterpolation: StringInterpolation) { source = stringInterpolation.source }
  init(_ text: String) { source = Self.escaped(text) }

  var description: String { source }
  var isEmpty: Bool { source.isEmpty }

  static func + (a: Self, b: Self) -> Self {
    var sum = a
    sum.source += b.source
    return sum
  }

  static func += (a: inout Self, b: Self) { a.source += b.source }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var source = ""
    init(literalCapacity: Int, interpolationCount: Int) {
      source.reserveCapacity(literalCapacity + 32 * interpolationCount)
    }
    mutating func appendLiteral(_ literal: String) { source += literal }
    mutating func appendInterpolation(_ text: String) { source += Markdown.escaped(text) }
    mutating func appendInterpolation(_ number: Int) { source += String(number) }
    /// For text that is known to be harmless, such as a digest or a link target.
    mutating func appendInterpolation(raw text: String) { source += text }
    mutating func appendInterpolation(_ part: Markdown) { source += part.source }
  }
}

extension Markdown {
  /// The text in one line, with every character that Markdown could read as markup escaped.
  private static func escaped(_ text: String) -> String {
    let line = Array(text.oneLine.unicodeScalars)
    var result = ""
    for (offset, scalar) in line.enumerated() {
      let before = offset > 0 ? line[offset - 1] : " "
      let after = offset + 1 < line.count ? line[offset + 1] : " "
      switch scalar {
      case "\\", "`", "*", "[", "]", "<", ">", "|", "~", "&", "$", "@":
        result += "\\"
      case "_" where !(before.isWordPart && after.isWordPart):
        result += "\\"
      case "#", "+", "-", "=":
        // Headings, lists and rules begin a line, and this text may.
        if offset == 0 { result += "\\" }
      case ".", ")":
        let isListNumber = offset > 0 && line[..<offset].allSatisfy { $0.isASCIIDigit }
        let isWebAddress =
          scalar == "." && offset >= 3
          && line[(offset - 3)..<offset].allSatisfy {
            $0 == "w" || $0 == "W"
          }
        if isListNumber || isWebAddress { result += "\\" }
      case ":":
        // `https://` would become a link, `:name:` an emoji.
        let isTime = before.isASCIIDigit && after.isASCIIDigit
        if after != " ", !isTime { result += "\\" }
      case "!" where after == "[":
        result += "\\"
      default: break
      }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}

extension Unicode.Scalar {
  var isASCIIDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var isWordPart: Bool { properties.isAlphabetic || isASCIIDigit }
}

extension String {
  /// The text with line breaks, other controls and runs of spaces as one space each. Marks that
  /// turn the direction of writing are dropped: they make a text read as what it is not.
  var oneLine: String {
    var result = String.UnicodeScalarView()
    var isSpacePending = false
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0...0x20, 0x7F...0xA0, 0x2028, 0x2029: isSpacePending = true
      case 0x202A...0x202E, 0x2066...0x2069, 0x200B, 0xFEFF: continue
      default:
        if isSpacePending, !result.isEmpty { result.append(" ") }
        isSpacePending = false
        result.append(scalar)
      }
    }
    return String(result)
  }
}

extension [Markdown] {
  func joined(_ separator: Markdown) -> Markdown {
    guard var result = first else { return "" }
    for part in dropFirst() { result += separator + part }
    return result
  }
}
