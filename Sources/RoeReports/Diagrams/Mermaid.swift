package import RoeMachine

/// A Mermaid state diagram of every lifecycle.
package func mermaid(_ file: MachineFile, roster: Roster?) -> [ReportFile] {
  diagrams(file, roster: roster, ending: "mmd") { $0.mermaid }
}

/// One drawing for each lifecycle under `diagrams/`.
func diagrams(
  _ file: MachineFile, roster: Roster?, ending: String, draw: (Prose) -> String
) -> [ReportFile] {
  let names = Names(file, roster: roster)
  var taken: Set<String> = []
  return file.meaning.lifecycles.map { lifecycle in
    let name = fileName(lifecycle.id, within: "lifecycle", taken: &taken)
    let text = draw(Prose(names: names, lifecycle: lifecycle))
    return ReportFile(path: "diagrams/\(name).\(ending)", text: text)
  }
}

extension Prose {
  /// The lifecycle as a `stateDiagram-v2`.
  var mermaid: String {
    let picture = Picture(of: self)
    var text = "stateDiagram-v2\n"
    for box in picture.boxes {
      let lines = [box.title] + box.lines
      let label = lines.map(\.mermaidLabel).joined(separator: "<br/>")
      text += "  state \"\(label)\" as \(box.place.mermaidID)\n"
    }
    for arrow in picture.arrows {
      text += "  \(arrow.from.mermaidID) --> \(arrow.to.mermaidID)"
      let label = arrow.labels.map(\.mermaidLabel).joined(separator: "<br/>")
      text += label.isEmpty ? "\n" : " : \(label)\n"
    }
    for (kind, style) in Self.styles {
      let ids = picture.boxes.filter { $0.kind == kind }.map(\.place.mermaidID)
      if ids.isEmpty { continue }
      text += "  classDef \(kind.mermaidClass) \(style)\n"
      text += "  class \(ids.joined(separator: ",")) \(kind.mermaidClass)\n"
    }
    return text
  }

  /// Readable on a light and on a dark page.
  private static let styles: [(State.Kind, String)] = [
    (.pending, "fill:#fff3cd,stroke:#b58900,color:#222"),
    (.nurture, "fill:#dcebff,stroke:#3b73b9,color:#222"),
    (.lostAndFound, "fill:#ffdede,stroke:#b33a3a,color:#222"),
    (.closed, "fill:#e6e6e6,stroke:#777777,color:#222"),
  ]
}

extension State.Kind {
  fileprivate var mermaidClass: String {
    switch self {
    case .live: "live"
    case .pending: "pending"
    case .nurture: "nurture"
    case .lostAndFound: "lostAndFound"
    case .closed: "closed"
    }
  }
}

extension Picture.Place {
  /// Numbers, because an id of the rules may be a word of Mermaid's, such as `end`.
  fileprivate var mermaidID: String {
    switch self {
    case .start, .end: "[*]"
    case .state(let n): "s\(n)"
    case .anywhere(let n): "a\(n)"
    }
  }
}

extension String {
  /// The text as Mermaid shows it in a label: all that could be syntax becomes a character code.
  ///
  /// In labels of several lines Mermaid reads Markdown even in character codes; the three signs
  /// that it understands there give way to signs that look like them.
  fileprivate var mermaidLabel: String {
    var label = ""
    for scalar in oneLine.unicodeScalars {
      switch scalar {
      case "*": label += "∗"
      case "_": label += "ˍ"
      case "\\": label += "∖"
      case " ", ",", ".": label.unicodeScalars.append(scalar)
      case _ where scalar.isASCIIDigit || scalar.properties.isAlphabetic || scalar.value > 0x2000:
        label.unicodeScalars.append(scalar)
      default: label += "#\(scalar.value);"
      }
    }
    // Anywhere in a line, this word and two letters set the direction of the drawing.
    return label.replacing(/d(?=irection)/.ignoresCase()) { $0.output == "D" ? "#68;" : "#100;" }
  }
}
