/// The diagnostics as a person reads them on a terminal, by file, place and code, with a summary;
/// nothing when there are none.
package func renderText(
  _ diagnostics: [Diagnostic], sources: [SourceText], color: Bool, showsIDs: Bool = false
) -> String {
  guard !diagnostics.isEmpty else { return "" }
  var renderer = TextRenderer(sources: sources, ink: Ink(isOn: color), showsIDs: showsIDs)
  let sorted = diagnostics.sorted {
    ($0.span, $0.code.id, $0.message) < ($1.span, $1.code.id, $1.message)
  }
  for diagnostic in sorted {
    renderer.add(diagnostic)
    renderer.text += "\n"
  }
  renderer.text += summary(of: diagnostics) + "\n"
  return renderer.text
}

/// How much was found, such as "2 errors, 1 warning in 3 files".
package func summary(of diagnostics: [Diagnostic]) -> String {
  let counts = Severity.allCases.reversed().compactMap { severity -> String? in
    let count = diagnostics.count { $0.severity == severity }
    return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
  }
  let files = Set(diagnostics.map(\.span.file)).count
  return "\(counts.joined(separator: ", ")) in \(files) file\(files == 1 ? "" : "s")"
}

/// The colours of the parts of a finding, or none.
struct Ink {
  enum Part: String {
    case error = "1;31"
    case warning = "1;33"
    case note = "1;36"
    case gutter = "1;34"
    case strong = "1"
    case removed = "31"
    case added = "32"
  }

  let isOn: Bool

  func callAsFunction(_ text: String, _ part: Part) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(part.rawValue)m\(text)\u{1B}[0m" : text
  }
}

extension Severity {
  var ink: Ink.Part {
    switch self {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }
}

/// Writes one finding after another.
private struct TextRenderer {
  let sources: [SourceText]
  let ink: Ink
  let showsIDs: Bool
  var text = ""
  private var maps: [FileID: LineMap] = [:]

  init(sources: [SourceText], ink: Ink, showsIDs: Bool) {
    self.showsIDs = showsIDs
    self.sources = sources
    self.ink = ink
  }

  private mutating func map(of file: FileID) -> LineMap {
    if let map = maps[file] { return map }
    let index = Int(file.offset)
    let map = LineMap(sources.indices.contains(index) ? sources[index] : Self.nowhere)
    maps[file] = map
    return map
  }

  private static let nowhere = SourceText(name: "?", bytes: [])

  private func name(of file: FileID) -> String {
    let index = Int(file.offset)
    return DisplayLine.visible(
      (sources.indices.contains(index) ? sources[index] : Self.nowhere).name)
  }

  mutating func add(_ diagnostic: Diagnostic) {
    let severity = diagnostic.severity
    let head = ink("\(severity.rawValue)[\(diagnostic.code.id)]", severity.ink)
    text += head + ink(": \(DisplayLine.visible(diagnostic.message))", .strong) + "\n"

    let snippets = snippets(of: diagnostic)
    let preview = diagnostic.fix.map { fixPreview($0) } ?? []
    let lines = snippets.flatMap(\.lines) + preview.map(\.number)
    let margin = String(lines.max() ?? 1).count
    let pad = String(repeating: " ", count: margin)
    for (index, snippet) in snippets.enumerated() {
      let place = snippet.map.position(of: Int(snippet.annotations[0].span.lower))
      text += pad + ink(index == 0 ? "--> " : "::: ", .gutter)
      text += "\(name(of: snippet.file)):\(place.line):\(place.column)\n"
      text += pad + ink(" |", .gutter) + "\n"
      for row in snippet.rows(ink: ink, severity: severity) {
        let number = row.number.map(String.init) ?? ""
        let gap = String(repeating: " ", count: margin - number.count)
        text += row.isGap ? ink("...", .gutter) : ink(gap + number + " |", .gutter) + row.text
        text += "\n"
      }
    }
    let help =
      diagnostic.help
      ?? diagnostic.fix.map { $0.title.prefix(1).uppercased() + $0.title.dropFirst() + "." }
    var remarks = diagnostic.notes.map { ("note", $0) } + (help.map { [("help", $0)] } ?? [])
    if showsIDs, let id = diagnostic.id { remarks.append(("id", id)) }
    if !remarks.isEmpty { text += pad + ink(" |", .gutter) + "\n" }
    for (word, remark) in remarks {
      let indent = String(repeating: " ", count: margin + 5 + word.count)
      let lines = DisplayLine.visible(remark).split(
        separator: "\n", omittingEmptySubsequences: false)
      text += pad + ink(" = ", .gutter) + ink(word + ":", .strong)
      text += " " + lines.joined(separator: "\n" + indent) + "\n"
    }
    for change in preview {
      let number = String(change.number)
      text += ink(String(repeating: " ", count: margin - number.count) + number, .gutter)
      text +=
        " "
        + ink("\(change.isAdded ? "+" : "-") \(change.text)", change.isAdded ? .added : .removed)
      text += "\n"
    }
  }

  /// The places of a finding, by file, the one with the finding itself first.
  private mutating func snippets(of diagnostic: Diagnostic) -> [Snippet] {
    var all = [
      Snippet.Annotation(
        span: diagnostic.span, text: DisplayLine.visible(diagnostic.caption ?? ""), isPrimary: true)
    ]
    all += diagnostic.labels.map {
      Snippet.Annotation(span: $0.span, text: DisplayLine.visible($0.text), isPrimary: false)
    }
    let others = Set(all.map(\.span.file)).subtracting([diagnostic.span.file]).sorted()
    return ([diagnostic.span.file] + others).map { file in
      Snippet(file: file, map: map(of: file), annotations: all.filter { $0.span.file == file })
    }
  }

  private struct Change {
    var number: Int
    var isAdded: Bool
    var text: String
  }

  /// The lines that a fix changes, before and after.
  private mutating func fixPreview(_ fix: Fix) -> [Change] {
    let edits = fix.edits.sorted { $0.span < $1.span }
    guard let first = edits.first, edits.allSatisfy({ $0.span.file == first.span.file }) else {
      return []
    }
    let map = map(of: first.span.file)
    var groups: [[Fix.Edit]] = []
    for edit in edits {
      if let last = groups.last?.last,
        map.line(at: Int(edit.span.lower)) <= map.line(at: Int(last.span.upper))
      {
        groups[groups.count - 1].append(edit)
      } else {
        groups.append([edit])
      }
    }
    return groups.prefix(8).flatMap { changes($0, in: map) }
  }

  private func changes(_ edits: [Fix.Edit], in map: LineMap) -> [Change] {
    guard let first = edits.first, let last = edits.last else { return [] }
    let number = map.line(at: Int(first.span.lower))
    let lower = map.range(ofLine: number).lowerBound
    let upper = map.range(ofLine: map.line(at: Int(last.span.upper))).upperBound
    var after: [UInt8] = []
    var position = lower
    for edit in edits where Int(edit.span.lower) >= position {
      after += map.slice(position..<Int(edit.span.lower)) + Array(edit.replacement.utf8)
      position = Int(edit.span.upper)
    }
    if position < upper { after += map.slice(position..<upper) }
    let old = Self.lines(map.slice(lower..<max(lower, upper)))
    let new = Self.lines(after[...])
    let same = zip(old, new).prefix { $0 == $1 }.count
    let tail = zip(old.dropFirst(same).reversed(), new.dropFirst(same).reversed())
      .prefix { $0 == $1 }.count
    func show(
      _ lines: [ArraySlice<UInt8>], beside others: [ArraySlice<UInt8>], isAdded: Bool
    ) -> [Change] {
      lines.enumerated().dropFirst(same).dropLast(tail).prefix(6).map { index, line in
        let text = DisplayLine(line).text
        let other = others.indices.contains(index) ? DisplayLine(others[index]).text : ""
        let change = zip(text, other).prefix { $0 == $1 }.count
        return Change(number: number + index, isAdded: isAdded, text: text.cut(to: 120, at: change))
      }
    }
    return show(old, beside: new, isAdded: false) + show(new, beside: old, isAdded: true)
  }

  private static func lines(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0
    }
  }
}

extension String {
  /// The text itself, or about so many characters of it around a place, with an ellipsis where
  /// something is left out.
  fileprivate func cut(to length: Int, at place: Int) -> String {
    let count = count
    if count <= length { return self }
    let start = place < length * 3 / 4 ? 0 : min(place - length / 2, count - length)
    let end = start + length
    return (start > 0 ? "…" : "") + dropFirst(start).prefix(end < count ? length - 1 : length)
      + (end < count ? "…" : "")
  }
}
