import RoeMachine
import RoeSource

/// A queue's longest stay is a clock of every state that the queue owns.
extension Lowering {
  mutating func lowerQueueClocks() {
    for (queue, node) in longestStays {
      // Where the queue owns nothing, the clock's words may mean nothing.
      let homes = homes(of: queue)
      guard !homes.isEmpty else { continue }
      // The keys have been judged with the queue.
      var quiet: [Diagnostic] = []
      let mapping = Mapping<ClockKey>(node, reporting: &quiet)
      let id = "\(machine.queues[queue].id).longest_stay"
      guard let clock = clock(id, mapping, default: nil, at: node.span) else { continue }
      let ref = add(clock, at: node.span)
      for state in homes { scope.lifecycle.states[state].clocks.append(ref) }
    }
  }

  /// A queue gets leads where its clock runs, and nowhere else.
  mutating func checkQueueStays() {
    for (queue, node) in longestStays {
      let homes = Set(homes(of: queue))
      for span in placesOutside(homes, of: queue) {
        report(
          Diagnostic(
            .keysClash,
            "the longest_stay of “\(machine.queues[queue].id)” would not run for the leads it gets here",
            at: span, labels: [.init("it runs in the states that the queue owns", at: node.span)],
            help:
              "Send the leads to a state whose owner is the queue alone: to: and the state, instead of the queue."
          ))
      }
    }
  }

  private var longestStays: [(Ref<Queue>, YAMLNode)] {
    rules.shared[.queues].compactMap { item in
      guard item.node.kind == .mapping, let node = item.node.value(of: "longest_stay"),
        case .queue(let queue) = principals[item.id.value]
      else { return nil }
      return (queue, node)
    }
  }

  /// The states whose leads always begin in the queue.
  private func homes(of queue: Ref<Queue>) -> [Ref<State>] {
    scope.lifecycle.states.refs.filter { scope.lifecycle.states[$0].owner.first == .queue(queue) }
  }

  /// Where the queue is given a lead that may not be in one of its states.
  private func placesOutside(_ homes: Set<Ref<State>>, of queue: Ref<Queue>) -> [SourceSpan] {
    let lifecycle = scope.lifecycle
    let owner = OwnerSource.queue(queue)
    func isOutside(_ outcome: Outcome, from states: [Ref<State>]) -> Bool {
      guard outcome.owner?.contains(owner) == true else { return false }
      return switch outcome.to {
      case .state(let target): !homes.contains(target)
      case .previous: true
      case nil: !homes.isSuperset(of: states)
      }
    }
    var spans: [SourceSpan?] = []
    for state in lifecycle.states where state.owner.dropFirst().contains(owner) {
      spans.append(origins.spans["\(RuleID.state(lifecycle.id, state.id))#owner"])
    }
    for move in lifecycle.moves where isOutside(move.outcome, from: move.from) {
      let rule = RuleID.move(lifecycle.id, move.id)
      spans.append(origins.spans["\(rule)#owner"] ?? origins.spans[rule])
    }
    for (offset, clock) in lifecycle.clocks.enumerated() {
      let states = lifecycle.states.refs.filter {
        lifecycle.states[$0].clocks.contains(Ref(offset))
      }
      for (number, rung) in clock.rungs.enumerated() where isOutside(rung.outcome, from: states) {
        spans.append(origins.spans["\(RuleID.clock(lifecycle.id, clock.id))#\(number + 1)"])
      }
    }
    for table in lifecycle.tables {
      let rule = RuleID.table(lifecycle.id, table.id)
      for (row, span) in zip(table.rows, origins.rows[rule] ?? []) {
        if case .owner(let chain) = row.outcome, chain.contains(owner) { spans.append(span) }
      }
      if case .owner(let chain) = table.otherwise, chain.contains(owner) {
        spans.append(origins.spans["\(rule)#otherwise"] ?? origins.spans[rule])
      }
    }
    return spans.compactMap { $0 }
  }
}
