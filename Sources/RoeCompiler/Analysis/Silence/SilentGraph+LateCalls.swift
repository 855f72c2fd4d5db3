import RoeLogic
import RoeMachine

extension SilentGraph {
  /// Where leads are captured that may wait longer than a promise allows until somebody is called.
  mutating func lateCalls(_ ref: Ref<Lifecycle>) -> [LateCall] {
    // Of whom a promise speaks is told with the promise, where it is not known.
    let limits = walk.limits
    defer { walk.limits = limits }
    var calls: [LateCall] = []
    var captured: [(Ref<State>, [SilentLead], [Guard])]?
    for number in lifecycle.promises.refs {
      let promise = lifecycle.promises[number]
      guard case .calledWithin(let amount, let calendar) = promise.claim else { continue }
      let allowed = walk.dues.timing(amount, calendar).due
      // When the calendar has ended, nothing is promised.
      let end = calendar.map { walk.model.machine.calendars[$0].span.upperBound }
      let about = walk.model.space.compile(promise.when, in: lifecycle)
      var found: [(call: LateCall, excess: Int)] = []
      let entering = captured ?? self.captured()
      captured = entering
      // Whoever is captured to wait for a day is put off from the first moment.
      for (state, leads, ways) in entering where lifecycle.states[state].kind != .nurture {
        var sent: [SampleLead]?
        let late = leads.flatMap { walk.decided(about, $0) }.filter(\.1).map(\.0)
        for (place, node) in nodes.enumerated()
        where node.isCaptured && node.state == state {
          var seen: Set<LeadBox> = []
          for case let entry? in runs[place].map(\.entry) where seen.insert(entry).inserted {
            let boxes = Array(
              late.lazy.compactMap { $0.box.intersection(entry) }.prefix(Self.mostLateCalls))
            if boxes.isEmpty { continue }
            let called = value(SilenceGoal.called.rawValue, place, of: entry)
            guard
              let worst = called.longestExcess(
                over: allowed, before: end ?? .max, in: walk.model.span)
            else {
              continue
            }
            // Rather a whole minute, where the promise is broken then, too: people read no smaller ones.
            let minute = worst.at.wholeMinute
            let isLate =
              minute < walk.model.span.upperBound
              && called.value(at: minute) > allowed.value(at: minute)
            let start = isLate ? minute : worst.at
            var records = boxes.map { walk.model.space.example($0, in: lifecycle) }
            if !ways.isEmpty {
              // Of those whom a table sends here, roe looks for one; there may be none.
              if sent == nil {
                sent = try? walk.model.machine.leads(
                  ways.map { .all([$0, promise.when]) }, in: ref)
              }
              if let sent { records = sent.map(\.record) }
            }
            for record in records {
              let call = LateCall(
                promise: number, state: state, start: start, due: allowed.value(at: start),
                record: record)
              found.append((call, worst.excess))
            }
          }
        }
      }
      found.sort { $0.excess > $1.excess }
      calls += found.prefix(Self.mostLateCalls).map(\.call)
    }
    return calls
  }

  /// How many leads are tried for one promise.
  private static let mostLateCalls = 20

  /// The leads that are captured, by the state that they enter; with the conditions on which tables
  /// send them there, where these do.
  private mutating func captured() -> [(Ref<State>, [SilentLead], [Guard])] {
    let box = walk.model.space.everything
    let zero = DueFunction(from: walk.model.span.lowerBound)
    var open = [
      SilentLead(
        state: Ref(0), box: box, first: box, holder: .owner([]), asked: 0, domain: .all,
        now: zero, entered: zero)
    ]
    var result: [(Ref<State>, [SilentLead], [Guard])] = []
    for entry in lifecycle.entries {
      let condition = walk.model.space.compile(entry.when, in: lifecycle)
      let parts = open.flatMap { lead in
        var lead = lead
        lead.state = entry.state
        return walk.decided(condition, lead)
      }
      let entering = parts.filter(\.1).map(\.0)
      open = parts.filter { !$0.1 }.map(\.0)
      if entering.isEmpty { continue }
      result.append((entry.state, entering, []))
      var sent: [Ref<State>: [Guard]] = [:]
      send(lifecycle.states[entry.state].owner, entry.when, [], &sent)
      for (state, ways) in sent.sorted(by: { $0.key < $1.key }) {
        result.append((state, entering, ways))
      }
    }
    return result
  }

  /// Notes on which conditions the tables of a chain send leads to states.
  ///
  /// - Parameter path: the tables and states through which they have come already.
  private func send(
    _ chain: OwnerChain, _ when: Guard, _ path: Set<OwnerSource>,
    _ sent: inout [Ref<State>: [Guard]]
  ) {
    for case .table(let ref) in chain where !path.contains(.table(ref)) {
      let path = path.union([.table(ref)])
      let table = lifecycle.tables[ref]
      var earlier: [Guard] = []
      for (condition, route) in table.rows.map({ ($0.when, $0.outcome) })
        + [(.always, table.otherwise)]
      {
        func taken() -> Guard { .all([when] + earlier + [condition]) }
        switch route {
        case .owner(let chain) where chain.asksTables: send(chain, taken(), path, &sent)
        case .state(let state):
          let taken = taken()
          sent[state, default: []].append(taken)
          send(lifecycle.states[state].owner, taken, path, &sent)
        case .owner, .next: break
        }
        earlier.append(.not(condition))
      }
    }
  }
}

extension LeadBox {
  /// The leads of both; nil when there are none.
  fileprivate func intersection(_ other: LeadBox) -> LeadBox? {
    let masks = zip(masks, other.masks).map { $0 & $1 }
    return masks.contains(0) ? nil : LeadBox(masks: masks)
  }
}
