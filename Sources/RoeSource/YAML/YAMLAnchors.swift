/// The anchors of a file, and what the aliases to them cost.
struct YAMLAnchors {
  private struct Anchor {
    var node: Int
    /// Nodes reached from it, aliases followed; nil while it is open.
    var weight: Int?
    /// How many aliases lead on from one another inside.
    var depth: Int
    var aliasesBefore: Int
  }

  private struct Alias {
    var weight: Int
    var depth: Int
  }

  private var anchors: [Anchor] = []
  private var latest: [String: Int] = [:]
  private var aliases: [Alias] = []
  private var total = 0

  /// Begins the anchor of `node` and returns its place.
  mutating func open(_ name: String, node: Int) -> Int {
    latest[name] = anchors.count
    anchors.append(Anchor(node: node, weight: nil, depth: 0, aliasesBefore: aliases.count))
    return anchors.count - 1
  }

  /// Ends the anchor at `place`, whose node is followed by the node `end`.
  mutating func close(_ place: Int, end: Int) {
    var weight = end - anchors[place].node
    var depth = 0
    for alias in aliases[anchors[place].aliasesBefore...] {
      weight = min(weight + alias.weight, Int.max / 4)
      depth = max(depth, alias.depth)
    }
    anchors[place].weight = weight
    anchors[place].depth = depth
  }

  /// The node that the alias `name` stands for.
  mutating func resolve(
    _ name: String, at span: SourceSpan, aliasNode: Int, reporting diagnostics: inout [Diagnostic]
  ) -> Int? {
    guard let place = latest[name] else {
      diagnostics.append(unknown(name, at: span))
      return nil
    }
    let anchor = anchors[place]
    guard let weight = anchor.weight else {
      diagnostics.append(
        Diagnostic(
          .unknownAnchor, "*\(name) stands inside the very block that &\(name) names", at: span,
          help: "Write out here what is meant."))
      return nil
    }
    let depth = anchor.depth + 1
    guard depth <= YAMLReader.Limit.aliasDepth else {
      diagnostics.append(
        Diagnostic(
          .beyondLimits,
          "More than \(YAMLReader.Limit.aliasDepth) aliases lead from one to the next", at: span))
      return nil
    }
    guard total + weight <= YAMLReader.Limit.aliasedNodes else {
      diagnostics.append(
        Diagnostic(
          .beyondLimits, "*\(name) makes the file longer than a million entries", at: span,
          notes: ["Each alias repeats all that its anchor holds, aliases inside included."]))
      return nil
    }
    total += weight
    aliases.append(Alias(weight: weight, depth: depth))
    return anchor.node
  }

  private func unknown(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownAnchor, "*\(name) refers to an anchor &\(name) that this file has not defined above",
      at: span, help: "If the text itself begins with a star, put it in quotes: \"*\(name)\".",
      fix: Fix(
        "put it in quotes", edits: [Fix.Edit(replace: span, with: "\"*\(name)\"")]))
  }
}
