import RoeLogic
package import RoeMachine

/// What another program needs in order to see for itself that every lead comes to rest in time.
///
/// For each place in which a silent lead can be, and each class of leads, it states until when at the
/// latest the lead rests (W_R), as a function of the instant of entry. Each statement can be checked by
/// itself: follow the lead until it enters the next state, and look up what is stated there.
package struct SilenceCertificate: Sendable {
  /// The canonical JSON of the certificate.
  package let json: JSON

  package init(of machine: Machine) {
    json = .object([
      .init("format", .integer(1)),
      .init(
        "lifecycles",
        .array(machine.lifecycles.refs.map { Self.lifecycle($0, of: machine) })),
      .init("machine", .string(machine.digest)),
    ])
  }

  private static func lifecycle(_ ref: Ref<Lifecycle>, of machine: Machine) -> JSON {
    let graph = SilentGraph(SilentModel(machine, ref, isAnonymous: true))
    let model = graph.walk.model
    let space = model.space
    let fields = zip(space.fields, space.values).map { field, values in
      JSON.Member(model.lifecycle.fields[field].id, .array(values.map(\.json)))
    }
    var nodes: [JSON] = []
    let never = graph.walk.dues.algebra.never
    let blurred = graph.blurredNodes()
    let goal = SilenceGoal.rested.rawValue
    for (place, node) in graph.nodes.enumerated()
    where model.lifecycle.states[node.state].kind != .lostAndFound {
      if !node.isOrigin {
        let bound = !blurred.contains(place) ? graph.values.latest[place][goal] : never
        nodes.append(statement(node, node.box, bound, model))
        continue
      }
      var seen: Set<LeadBox> = []
      for case let entry? in graph.runs[place].map(\.entry) where seen.insert(entry).inserted {
        let bound =
          graph.isSharp(place, entry, blurred) ? graph.value(goal, place, of: entry) : never
        nodes.append(statement(node, entry, bound, model))
      }
    }
    return .object([
      .init(
        "fields", .object(fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })),
      .init("id", .string(model.lifecycle.id)),
      .init("nodes", .array(nodes)),
      .init("start", .integer(model.span.lowerBound)),
      .init("until", model.until.map(JSON.integer) ?? .null),
    ])
  }

  private static func statement(
    _ node: SilentNode, _ box: LeadBox, _ bound: DueFunction, _ model: SilentModel
  ) -> JSON {
    let lifecycle = model.lifecycle
    let leads = model.space.limits(box).map { limit in
      JSON.Member(lifecycle.fields[limit.field].id, .array(limit.values.map(\.json)))
    }
    var pieces: [JSON] = []
    func add(_ from: Int, _ value: Int?, _ slope: Int) {
      pieces.append(.array([.integer(from), value.map(JSON.integer) ?? .null, .integer(slope)]))
    }
    // How things stood before a silence can begin, and when months are not worked out, is left open.
    let last = min(model.until ?? DueFunction.never, DueFunction.never)
    let first = model.span.lowerBound
    for (place, piece) in bound.pieces.enumerated() {
      let end = place + 1 < bound.pieces.count ? bound.pieces[place + 1].from : last
      let from = max(piece.from, first)
      if from >= min(end, last) { continue }
      let value = piece.value + piece.slope * (from - piece.from)
      if value >= last {
        add(from, nil, 0)
        continue
      }
      add(from, value, piece.slope)
      // Whoever enters so late that they rest after that is not looked at.
      let reach = from + (last - value)
      if model.until != nil, piece.slope > 0, reach < min(end, last) { add(reach, nil, 0) }
    }
    return .object([
      .init("asked", .boolean(node.asked > 0)),
      .init("bound", .array(pieces)),
      .init("carried", .boolean(node.isOrigin)),
      .init("leads", .object(leads.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })),
      .init("previous", node.previous.map { .string(lifecycle.states[$0].id) } ?? .null),
      .init("state", .string(lifecycle.states[node.state].id)),
    ])
  }
}

extension SilentGraph {
  /// The nodes from which some lead cannot be followed just as it goes. Nothing is stated about them.
  fileprivate func blurredNodes() -> Set<Int> {
    var blurred: Set<Int> = []
    var count = -1
    while count != blurred.count {
      count = blurred.count
      for place in nodes.indices where !isSharp(place, nil, blurred) { blurred.insert(place) }
    }
    return blurred
  }

  /// Whether every run of a place is followed just as it goes, as far as it states something.
  fileprivate func isSharp(_ place: Int, _ entry: LeadBox?, _ blurred: Set<Int>) -> Bool {
    runs(of: place, entry).allSatisfy { run in
      if run.hits.rested == nil, let next = run.next, blurred.contains(next) {
        return false
      }
      return !run.isBlurred
    }
  }
}

extension Value {
  fileprivate var json: JSON {
    switch self {
    case .missing: .null
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .text(let text): .string(text)
    case .set(let texts): .array(texts.map(JSON.string))
    }
  }
}
