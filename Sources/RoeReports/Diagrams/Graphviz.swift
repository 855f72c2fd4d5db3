package import RoeMachine

/// A Graphviz drawing of every lifecycle.
package func dot(_ file: MachineFile, roster: Roster?) -> [ReportFile] {
  diagrams(file, roster: roster, ending: "dot") { $0.graphviz }
}

extension Prose {
  fileprivate var graphviz: String {
    let picture = Picture(of: self)
    var text = """
      digraph \(lifecycle.id.dotString) {
        rankdir=TB
        node [shape=box, style="rounded,filled", fillcolor=white, fontname="Helvetica"]
        edge [fontname="Helvetica", fontsize=10]

      """
    if picture.arrows.contains(where: { $0.from == .start }) {
      text += "  start [shape=circle, label=\"\", width=0.2, fillcolor=black]\n"
    }
    if picture.arrows.contains(where: { $0.to == .end }) {
      text += "  end [shape=doublecircle, label=\"\", width=0.15, fillcolor=black]\n"
    }
    for box in picture.boxes {
      let label = ([box.title] + box.lines).joined(separator: "\n")
      text += "  \(box.place.dotID) [label=\(label.dotString), fillcolor=\"\(box.kind.color)\"]\n"
    }
    for arrow in picture.arrows {
      text += "  \(arrow.from.dotID) -> \(arrow.to.dotID)"
      let label = arrow.labels.joined(separator: "\n")
      text += label.isEmpty ? "\n" : " [label=\(label.dotString)]\n"
    }
    return text + "}\n"
  }
}

extension State.Kind {
  fileprivate var color: String {
    switch self {
    case .live: "white"
    case .pending: "#fff3cd"
    case .nurture: "#dcebff"
    case .lostAndFound: "#ffdede"
    case .closed: "#e6e6e6"
    }
  }
}

extension Picture.Place {
  fileprivate var dotID: String {
    switch self {
    case .start: "start"
    case .end: "end"
    case .state(let n): "s\(n)"
    case .anywhere(let n): "a\(n)"
    }
  }
}

extension String {
  /// The text as a quoted string. Backslashes are doubled, because labels know escapes such as
  /// `\N`, and `&` begins a character code.
  fileprivate var dotString: String {
    let lines = split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var quoted = ""
      for character in String(line).oneLine {
        switch character {
        case "\\": quoted += "\\\\"
        case "\"": quoted += "\\\""
        case "&": quoted += "&amp;"
        default: quoted.append(character)
        }
      }
      return quoted
    }
    return "\"\(lines.joined(separator: "\\n"))\""
  }
}
