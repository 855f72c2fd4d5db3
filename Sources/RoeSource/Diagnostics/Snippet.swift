/// The lines of one file that a finding points at, with what is drawn under them.
struct Snippet {
  struct Annotation {
    var span: SourceSpan
    var text: String
    var isPrimary: Bool
  }

  /// A line of the drawing: a line of the file when it has a number.
  struct Row {
    var number: Int?
    var text: String
    var isGap = false
  }

  /// How many columns of a line are shown.
  private static let width = 110

  let file: FileID
  let map: LineMap
  let annotations: [Annotation]

  private func first(_ annotation: Annotation) -> Int { map.line(at: Int(annotation.span.lower)) }

  /// The line of the last byte, which a line break at the end does not push to the next line.
  private func last(_ annotation: Annotation) -> Int {
    let span = annotation.span
    return map.line(at: Int(span.upper > span.lower ? span.upper - 1 : span.upper))
  }

  private var long: [Annotation] { annotations.filter { first($0) != last($0) } }

  /// The lines that are shown, ascending: those where something begins or ends, the first lines of
  /// a long place, and single lines between two that are shown.
  var lines: [Int] {
    var lines: Set<Int> = []
    for annotation in annotations {
      let (first, last) = (first(annotation), last(annotation))
      lines.formUnion([first, last])
      lines.formUnion(last - first < 6 ? Array(first...last) : [first + 1, last - 1])
    }
    for line in lines where lines.contains(line + 2) { lines.insert(line + 1) }
    return lines.sorted()
  }

  func rows(ink: Ink, severity: Severity) -> [Row] {
    var rows: [Row] = []
    var previous: Int?
    for line in lines {
      if let previous, line > previous + 1 { rows.append(Row(number: nil, text: "", isGap: true)) }
      previous = line
      rows += drawing(of: line, ink: ink, severity: severity)
    }
    return rows
  }

  private func drawing(of line: Int, ink: Ink, severity: Severity) -> [Row] {
    let short = annotations.filter { first($0) == last($0) && first($0) == line }
    let window = Window(line: line, map: map, around: short.first { $0.isPrimary } ?? short.first)
    func paint(_ text: String, _ annotation: Annotation) -> String {
      ink(text, annotation.isPrimary ? severity.ink : .gutter)
    }
    func bars(beginsHere: Bool) -> String {
      long.reduce(into: "") { text, annotation in
        let isInside = first(annotation) < line && (line <= last(annotation))
        text +=
          isInside && beginsHere || isInside && line < last(annotation)
          ? paint("|", annotation) : " "
        text += " "
      }
    }
    var rows = [Row(number: line, text: trimmed(" " + bars(beginsHere: true) + window.text))]
    rows += underlines(short, in: window, prefix: " " + bars(beginsHere: false), paint: paint)
    for (depth, annotation) in long.enumerated() {
      let isStart = first(annotation) == line
      guard isStart || last(annotation) == line else { continue }
      let cell =
        isStart
        ? window.cell(of: Int(annotation.span.lower))
        : max(0, window.cell(of: Int(annotation.span.upper)) - 1)
      let mark = annotation.isPrimary ? "^" : "-"
      let reach = String(repeating: "_", count: 2 * (long.count - depth) - 1 + cell)
      var text = " "
      for other in long[..<depth] {
        let isInside = first(other) <= line && line < last(other)
        text += (isInside ? paint("|", other) : " ") + " "
      }
      text += paint((isStart ? " " : "|") + reach + mark, annotation)
      if !isStart, !annotation.text.isEmpty { text += " " + paint(annotation.text, annotation) }
      rows.append(Row(number: nil, text: text))
    }
    return rows
  }

  /// The marks under a line, the text of the last one beside it, those of the others below.
  private func underlines(
    _ annotations: [Annotation], in window: Window, prefix: String,
    paint: (String, Annotation) -> String
  ) -> [Row] {
    guard !annotations.isEmpty else { return [] }
    let placed = annotations.map { annotation -> (cells: Range<Int>, annotation: Annotation) in
      let lower = window.cell(of: Int(annotation.span.lower))
      let upper = window.cell(of: Int(annotation.span.upper))
      return (lower..<max(lower + 1, upper), annotation)
    }.sorted {
      ($0.cells.lowerBound, $0.annotation.isPrimary ? 1 : 0)
        < ($1.cells.lowerBound, $1.annotation.isPrimary ? 1 : 0)
    }
    var marks = Canvas()
    for (cells, annotation) in placed where !annotation.isPrimary {
      marks.draw(String(repeating: "-", count: cells.count), at: cells.lowerBound, annotation)
    }
    for (cells, annotation) in placed where annotation.isPrimary {
      marks.draw(String(repeating: "^", count: cells.count), at: cells.lowerBound, annotation)
    }
    var waiting = placed.filter { !$0.annotation.text.isEmpty }
    let end = placed.map(\.cells.upperBound).max() ?? 0
    if let last = waiting.last, last.cells.upperBound == end {
      marks.draw(last.annotation.text, at: end + 1, last.annotation)
      waiting.removeLast()
    }
    var rows = [Row(number: nil, text: prefix + marks.painted(paint))]
    if !waiting.isEmpty {
      var stems = Canvas()
      for (cells, annotation) in waiting { stems.draw("|", at: cells.lowerBound, annotation) }
      rows.append(Row(number: nil, text: prefix + stems.painted(paint)))
    }
    while let last = waiting.popLast() {
      var canvas = Canvas()
      for (cells, annotation) in waiting where cells.lowerBound < last.cells.lowerBound {
        canvas.draw("|", at: cells.lowerBound, annotation)
      }
      canvas.draw(last.annotation.text, at: last.cells.lowerBound, last.annotation)
      rows.append(Row(number: nil, text: prefix + canvas.painted(paint)))
    }
    return rows
  }

  private func trimmed(_ text: String) -> String {
    var text = text
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }

  /// The part of a line that fits on a terminal.
  private struct Window {
    let text: String
    private let display: DisplayLine
    private let lead: Int
    private let limit: Int

    init(line: Int, map: LineMap, around annotation: Annotation?) {
      let range = map.range(ofLine: line)
      let place = annotation.map { Int($0.span.lower) } ?? range.lowerBound
      var lower = range.lowerBound
      if range.count > Snippet.width, place - lower > Snippet.width * 2 / 3 {
        lower = place - Snippet.width / 3
      }
      var upper = min(range.upperBound, lower + Snippet.width)
      // A cut never splits a character.
      let bytes = map.slice(range)
      while lower > range.lowerBound, bytes[lower] & 0xC0 == 0x80 { lower -= 1 }
      while upper < range.upperBound, bytes[upper] & 0xC0 == 0x80 { upper += 1 }
      display = DisplayLine(bytes[lower..<upper])
      let isCutBefore = lower > range.lowerBound
      let isCutAfter = upper < range.upperBound
      lead = isCutBefore ? 1 : 0
      limit = lead + display.width + (isCutAfter ? 1 : 0)
      text = (isCutBefore ? "…" : "") + display.text + (isCutAfter ? "…" : "")
    }

    func cell(of offset: Int) -> Int { min(lead + display.cell(of: offset), limit) }
  }

  /// A row of characters, each of which belongs to an annotation.
  private struct Canvas {
    private var cells: [(character: Character, owner: Annotation?)] = []

    mutating func draw(_ text: String, at cell: Int, _ annotation: Annotation) {
      while cells.count < cell { cells.append((" ", nil)) }
      for (offset, character) in text.enumerated() {
        if cell + offset < cells.count {
          cells[cell + offset] = (character, annotation)
        } else {
          cells.append((character, annotation))
        }
      }
    }

    func painted(_ paint: (String, Annotation) -> String) -> String {
      var text = ""
      var run = ""
      var owner: Annotation?
      func flush() {
        guard !run.isEmpty else { return }
        text += owner.map { paint(run, $0) } ?? run
        run = ""
      }
      for cell in cells {
        if cell.owner?.isPrimary != owner?.isPrimary {
          flush()
          owner = cell.owner
        }
        run.append(cell.character)
      }
      flush()
      return text
    }
  }
}
