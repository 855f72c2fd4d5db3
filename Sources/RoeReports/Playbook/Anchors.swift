import RoeMachine

/// A place of the page that links lead to, named by what stands there. The fragment of its heading
/// is known only when the whole page is: GitHub counts headings that say the same.
enum Anchor {
  case section(String)
  case state(String, String)
  case handoff(String, String)

  /// Text of the rules holds no control characters, so that it can hold no mark.
  fileprivate static let start: Character = "\u{1}"
  fileprivate static let end: Character = "\u{2}"

  /// Stands behind the text of the heading.
  var mark: Markdown {
    let name =
      switch self {
      case .section(let title): "section/\(title)"
      case .state(let lifecycle, let id): "state/\(lifecycle)/\(id)"
      case .handoff(let lifecycle, let id): "handoff/\(lifecycle)/\(id)"
      }
    return "\(raw: "\(Self.start)\(name.oneLine)\(Self.end)")"
  }

  func link(_ text: Markdown) -> Markdown { "[" + text + "](#" + mark + ")" }
}

extension Markdown {
  /// The page with the fragment of its heading for every mark.
  var linked: Markdown {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    var fragments: [Substring: String] = [:]
    var taken: Set<String> = []
    for line in lines where line.hasPrefix("#") {
      let heading = line.prefix { $0 != Anchor.start }
      let fragment = Self.free(String(heading.drop { $0 == "#" || $0 == " " }).anchor, &taken)
      if heading.endIndex != line.endIndex {
        fragments[line[heading.endIndex...].dropFirst().dropLast()] = fragment
      }
    }
    let page = lines.map { line -> String in
      if line.hasPrefix("#") { return String(line.prefix { $0 != Anchor.start }) }
      return Self.resolved(line, fragments)
    }
    return "\(raw: page.joined(separator: "\n"))"
  }

  private static func free(_ fragment: String, _ taken: inout Set<String>) -> String {
    var candidate = fragment
    var number = 0
    while !taken.insert(candidate).inserted {
      number += 1
      candidate = "\(fragment)-\(number)"
    }
    return candidate
  }

  private static func resolved(_ line: Substring, _ fragments: [Substring: String]) -> String {
    var result = ""
    var rest = line
    while let start = rest.firstIndex(of: Anchor.start),
      let end = rest[start...].firstIndex(of: Anchor.end)
    {
      result += rest[..<start]
      result += fragments[rest[rest.index(after: start)..<end]] ?? ""
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}

extension String {
  /// The fragment that GitHub gives a heading, given as it stands in the source.
  fileprivate var anchor: String {
    String(
      lowercased().compactMap { character -> Character? in
        if character == " " { return "-" }
        let isKept = character.isLetter || character.isNumber || "-_".contains(character)
        return isKept ? character : nil
      })
  }
}
