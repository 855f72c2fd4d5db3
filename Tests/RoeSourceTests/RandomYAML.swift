import RoeTestSupport

/// A random document, and the texts of its scalars in the order of the file.
struct RandomYAML {
  private(set) var text = ""
  private(set) var scalars: [String] = []
  private var random: SeededRandom
  private let lineBreak: String

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    lineBreak = Bool.random(using: &random) ? "\n" : "\r\n"
    if Bool.random(using: &random) { text += "\u{FEFF}" }
    mapping(indent: 0, depth: 0)
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  private mutating func word() -> String {
    let letters = ["a", "b", "é", "日本", "🇦🇹", "z9", "q", "ü", "e\u{301}", "x"]
    return (0..<number(1...4)).map { _ in letters.randomElement(using: &random) ?? "a" }.joined()
  }

  private mutating func words() -> [String] { (0..<number(1...5)).map { _ in word() } }

  private mutating func pad(_ indent: Int) -> String { String(repeating: " ", count: indent) }

  private mutating func mapping(indent: Int, depth: Int) {
    for index in 0..<number(1...4) {
      let key = "k\(index)" + word()
      if number(0...4) == 0 { text += pad(indent) + "# " + word() + lineBreak }
      let quote = ["", "\"", "'"][number(0...2)]
      text += pad(indent) + quote + key + quote + ":"
      scalars.append(key)
      value(indent: indent, depth: depth)
    }
  }

  private mutating func value(indent: Int, depth: Int) {
    switch depth > 3 ? number(0...5) : number(0...8) {
    case 0: plain(indent)
    case 1: quoted(indent, quote: "'")
    case 2: quoted(indent, quote: "\"")
    case 3: block(indent, mark: "|")
    case 4: block(indent, mark: ">")
    case 5: flow()
    case 6:
      text += lineBreak
      for _ in 0..<number(1...3) {
        text += pad(indent + 1) + "-"
        value(indent: indent + 1, depth: depth + 1)
      }
    default:
      text += lineBreak
      mapping(indent: indent + number(1...3), depth: depth + 1)
    }
  }

  /// Words with spaces or folded line breaks between them.
  private mutating func folded(_ words: [String], indent: Int) -> (written: String, read: String) {
    var written = words[0]
    var read = words[0]
    for word in words.dropFirst() {
      switch number(0...3) {
      case 0:
        written += " " + lineBreak + pad(indent + 2) + word
        read += " " + word
      case 1:
        written += lineBreak + lineBreak + pad(indent + 3) + word
        read += "\n" + word
      default:
        written += "  " + word
        read += "  " + word
      }
    }
    return (written, read)
  }

  private mutating func plain(_ indent: Int) {
    let (written, read) = folded(words(), indent: indent)
    text += " " + written + (number(0...3) == 0 ? " # c" : "") + lineBreak
    scalars.append(read)
  }

  private mutating func quoted(_ indent: Int, quote: String) {
    var (written, read) = folded(words(), indent: indent)
    if quote == "'" {
      written += "''s"
      read += "'s"
    } else {
      let escapes = [
        ("\\n", "\n"), ("\\\"", "\""), ("\\u00e9", "é"), ("\\U0001F600", "😀"), ("\\x41", "A"),
        ("\\L", "\u{2028}"), ("\\_", "\u{A0}"), ("\\" + lineBreak + pad(indent + 2), ""),
        ("\\\\", "\\"),
      ]
      for _ in 0..<number(0...3) {
        let (escape, meaning) = escapes.randomElement(using: &random) ?? ("", "")
        let more = word()
        written += escape + more
        read += meaning + more
      }
    }
    text += "  " + quote + written + quote + lineBreak
    scalars.append(read)
  }

  private mutating func block(_ indent: Int, mark: String) {
    let lines = (0..<number(1...4)).map { _ in words().joined(separator: " ") }
    let chomp = ["", "-", "+"][number(0...2)]
    let column = number(1...3)
    var read = ""
    text += " " + mark + chomp + lineBreak
    for (index, line) in lines.enumerated() {
      if index > 0 {
        let blank = number(0...2) == 0
        if blank { text += lineBreak }
        read += mark == "|" ? (blank ? "\n\n" : "\n") : (blank ? "\n" : " ")
      }
      text += pad(indent + column) + line + lineBreak
      read += line
    }
    scalars.append(read + (chomp == "-" ? "" : "\n"))
  }

  private mutating func flow() {
    text += " ["
    for index in 0..<number(0...3) {
      if index > 0 { text += "," + (number(0...2) == 0 ? " " : lineBreak + pad(20)) }
      let (key, value) = (word(), word())
      text += number(0...1) == 0 ? "{\(key): \"\(value)\"}" : "\(key), '\(value)'"
      scalars += [key, value]
    }
    text += "]" + lineBreak
  }
}
