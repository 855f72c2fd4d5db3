package import RoeSource

/// What `roe explain` says about a code: its meaning, an example to avoid and one to prefer.
package func explanation(of code: Code) -> String {
  """
  \(code.id) \(code.name) (\(code.levels))

  \(code.sentence)

  \(code.rationale.wrapped(to: 80))

  Avoid:

  \(code.avoid.listing)

  Prefer:

  \(code.prefer.listing)

  """
}

/// The page `schema/lints.md`: every code, by number.
package func lintsReference() -> String {
  var page = """
    # What roe reports

    Every finding of roe has a number that never changes and is never given to anything else.
    `roe explain ROE0301` prints the same text. Errors keep roe from building a machine; warnings
    are gaps that the rules can live with; notes are advice. Where there are two levels, it depends
    on what is found; a finding that tells others, too, is as grave as the gravest of them. In the
    examples, the comment marks the line that is reported; where an example is no rule set by
    itself, a small team's rules stand around it.

    | code | name | | what it says |
    | --- | --- | --- | --- |

    """
  for code in Registry.codes {
    page += "| [\(code.id)](#\(code.anchor)) | `\(code.name)` | \(code.levels) "
    page += "| \(code.title) |\n"
  }
  for code in Registry.codes {
    page += """

      ## \(code.heading)

      \(code.sentence) *(\(code.levels))*

      \(code.rationale.wrapped(to: .max))

      Avoid:

      \(code.avoid.markdown)

      Prefer:

      \(code.prefer.markdown)

      """
  }
  return page
}

extension Code {
  /// The title as a sentence.
  fileprivate var sentence: String { title.hasSuffix("?") ? title : title + "." }

  fileprivate var heading: String { "\(id) \(name)" }

  /// The heading as sites that render Markdown name it in an address.
  fileprivate var anchor: String { "\(id.lowercased())-\(name)" }
}

extension Example {
  /// The rules and the files beside them, each with its name.
  private var parts: [(name: String?, text: String)] {
    [(nil, text)] + files.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Indented by four, for a terminal.
  fileprivate var listing: String {
    parts.map { part in
      let lines = part.text.visibleLines.map { $0.isEmpty ? "" : "    \($0)" }
      return ((part.name.map { ["  \($0)"] } ?? []) + lines).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  fileprivate var markdown: String {
    parts.map { part in
      let language = part.name == nil ? "yaml" : "text"
      let block = (["```\(language)"] + part.text.visibleLines + ["```"]).joined(separator: "\n")
      return part.name.map { "`\($0)`:\n\n\(block)" } ?? block
    }.joined(separator: "\n\n")
  }
}

extension String {
  /// Paragraphs, each in lines of at most so many characters.
  fileprivate func wrapped(to width: Int) -> String {
    var lines: [String] = []
    var isNew = true
    for line in split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        lines.append("")
        isNew = true
      }
      for word in line.split(separator: " ") {
        if !isNew, let last = lines.last, last.count < width - word.count {
          lines[lines.count - 1] = last + " " + word
        } else {
          lines.append(String(word))
        }
        isNew = false
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The lines without the last line's end, shortened, with control characters spelt out.
  fileprivate var visibleLines: [String] {
    var lines = split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let shown = line.unicodeScalars.prefix(160).map { scalar in
        scalar.value < 32 && scalar != "\t" || scalar.value == 127
          ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
      }.joined()
      return line.unicodeScalars.count > 160 ? shown + " …" : shown
    }
    while lines.count > 1, lines.last == "" { lines.removeLast() }
    if lines.count > 40 { lines = lines.prefix(40) + ["…"] }
    return lines
  }
}
