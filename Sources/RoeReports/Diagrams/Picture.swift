import RoeMachine

/// A lifecycle as boxes and arrows, before it is written for one drawing program.
struct Picture {
  enum Place: Hashable {
    case start, end
    case state(Int)
    /// Stands for many states at once: the offset of the rule that holds in them.
    case anywhere(Int)
  }

  struct Box {
    var place: Place
    var title: String
    /// Who owns the lead, and which clocks run.
    var lines: [String]
    var kind: State.Kind
  }

  struct Arrow {
    var from: Place
    var to: Place
    /// Each a reason to go this way.
    var labels: [String]
  }

  private(set) var boxes: [Box] = []
  private(set) var arrows: [Arrow] = []
  private var places: [[Place]: Int] = [:]

  init(of prose: Prose) {
    let lifecycle = prose.lifecycle
    for ref in prose.journey {
      let state = lifecycle.states[ref]
      boxes.append(
        Box(
          place: .state(Int(ref.offset)), title: prose.state(ref),
          lines: Self.lines(ref, prose), kind: state.kind))
    }
    for entry in lifecycle.entries {
      let label = entry.when == .always ? [] : [prose.condition(entry.when)]
      add(.start, .state(Int(entry.state.offset)), label)
    }
    for (offset, move) in lifecycle.moves.enumerated() { add(move, at: offset, prose) }
    for ref in lifecycle.states.refs {
      let state = lifecycle.states[ref]
      for clock in state.clocks { add(clock, in: ref, prose) }
      for case .table(let table) in state.owner { add(table, in: ref, prose) }
      if state.kind == .closed { add(.state(Int(ref.offset)), .end, []) }
    }
    if let lost = lifecycle.lostAndFound {
      let place = Place.anywhere(lifecycle.moves.count)
      boxes.append(Box(place: place, title: "In any state", lines: [], kind: .live))
      add(place, .state(Int(lost.offset)), ["when a rule fails the \(prose.noun)"])
    }
  }

  private static func lines(_ ref: Ref<State>, _ prose: Prose) -> [String] {
    let state = prose.lifecycle.states[ref]
    var lines: [String] = []
    switch state.owner {
    case [.nobody]: break
    default: lines.append("Owner: \(prose.briefly(state.owner))")
    }
    for clock in state.clocks {
      guard let due = prose.due(prose.lifecycle.clocks[clock]) else { continue }
      lines.append("\(prose.clock(clock)): \(due.after.deadline)")
    }
    return lines
  }

  private mutating func add(_ move: Move, at offset: Int, _ prose: Prose) {
    var label = prose.trigger(move.trigger, when: move.when)
    if move.trigger != .watch, case .definition(let ref) = move.when {
      label += " (\(prose.definition(ref)))"
    } else if move.trigger != .watch, move.when != .always {
      label += " (if \(prose.condition(move.when).shortened))"
    }
    guard let to = move.outcome.to else { return }
    guard case .state(let target) = to else {
      for from in move.from { addBack(from, label) }
      return
    }
    let end = Place.state(Int(target.offset))
    if move.layer == .state || move.from.count <= 2 {
      for from in move.from { add(.state(Int(from.offset)), end, [label]) }
    } else {
      boxes.append(
        Box(
          place: .anywhere(offset), title: "In \(prose.states(move.from))", lines: [],
          kind: .live))
      add(.anywhere(offset), end, [label])
    }
  }

  private mutating func add(_ clock: Ref<Clock>, in state: Ref<State>, _ prose: Prose) {
    for rung in prose.lifecycle.clocks[clock].rungs {
      switch rung.outcome.to {
      case .state(let target)?:
        add(.state(Int(state.offset)), .state(Int(target.offset)), [rung.after.moment])
      case .previous?: addBack(state, rung.after.moment)
      case nil: break
      }
    }
  }

  private mutating func add(
    _ table: Ref<RoutingTable>, in state: Ref<State>, _ prose: Prose
  ) {
    let (title, table) = (prose.table(table), prose.lifecycle.tables[table])
    let start = Place.state(Int(state.offset))
    for row in table.rows {
      guard case .state(let target) = row.outcome else { continue }
      let label = "\(title): \(prose.condition(row.when).shortened)"
      add(start, .state(Int(target.offset)), [label])
    }
    if case .state(let target) = table.otherwise {
      add(start, .state(Int(target.offset)), ["\(title): everything else"])
    }
  }

  private mutating func addBack(_ state: Ref<State>, _ label: String) {
    let place = Place.state(Int(state.offset))
    add(place, place, ["\(label): back to where it came from"])
  }

  private mutating func add(_ from: Place, _ to: Place, _ labels: [String]) {
    if let arrow = places[[from, to]] {
      for label in labels where !arrows[arrow].labels.contains(label) {
        arrows[arrow].labels.append(label)
      }
    } else {
      places[[from, to]] = arrows.count
      arrows.append(Arrow(from: from, to: to, labels: labels))
    }
  }
}

extension String {
  /// Short enough for an arrow.
  fileprivate var shortened: String {
    count <= 60 ? self : prefix(57).trimmedRight + " …"
  }
}

extension Substring {
  fileprivate var trimmedRight: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
