import RoeLogic
import RoeMachine

extension SilentGraph {
  /// Where leads are captured that may wait longer than a promise allows until somebody is called.
  mutating func lateCalls() -> [LateCall] {
    var calls: [LateCall] = []
    for ref in lifecycle.promises.refs {
      let promise = lifecycle.promises[ref]
      guard case .calledWithin(let amount, let calendar) = promise.claim else { continue }
      let allowed = walk.dues.timing(amount, calendar).due
      // When the calendar has ended, nothing is promised.
      let end = calendar.map { walk.model.machine.calendars[$0].span.upperBound }
      let about = walk.model.space.compile(promise.when, in: lifecycle)
      var found: [(call: LateCall, excess: Int)] = []
      for (state, leads) in captured() {
        let late = leads.flatMap { walk.decided(about, $0) }.filter(\.1).map(\.0)
        for (place, node) in nodes.enumerated() where node.isOrigin && node.state == state {
          var seen: Set<LeadBox> = []
          for case let entry? in runs[place].map(\.entry) where seen.insert(entry).inserted {
            let boxes = late.compactMap { $0.box.intersection(entry) }
            if boxes.isEmpty { continue }
            let called = value(SilenceGoal.called.rawValue, place, of: entry)
            guard
              let worst = called.longestExcess(
                over: allowed, before: end ?? .max, in: walk.model.span)
            else {
              continue
            }
            // Rather a whole minute, where the promise is broken then, too: people read no smaller ones.
            let minute = worst.at.saturating(plus: 59_999).floorDivided(by: 60_000) * 60_000
            let isLate =
              minute < walk.model.span.upperBound
              && called.value(at: minute) > allowed.value(at: minute)
            let start = isLate ? minute : worst.at
            for box in boxes {
              let call = LateCall(
                promise: ref, state: state, start: start, due: allowed.value(at: start),
                record: walk.model.space.example(box, in: lifecycle))
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

  /// The leads that are captured, by the state that they enter; tables may send them elsewhere.
  private func captured() -> [(Ref<State>, [SilentLead])] {
    let box = walk.model.space.everything
    let zero = DueFunction(from: walk.model.start)
    var open = [
      SilentLead(
        state: Ref(0), box: box, first: box, holder: .owner([]), asked: 0, domain: .all,
        now: zero, entered: zero)
    ]
    var result: [(Ref<State>, [SilentLead])] = []
    for entry in lifecycle.entries {
      let parts = open.flatMap {
        walk.decided(walk.model.space.compile(entry.when, in: lifecycle), $0)
      }
      let entering = parts.filter(\.1).map(\.0)
      open = parts.filter { !$0.1 }.map(\.0)
      if entering.isEmpty { continue }
      result.append((entry.state, entering))
      let chain = lifecycle.states[entry.state].owner
      for state in SilentGuards.answers(of: chain, lifecycle).sorted() {
        result.append((Ref(state), entering))
      }
    }
    return result
  }
}

extension LeadBox {
  /// The leads of both; nil when there are none.
  fileprivate func intersection(_ other: LeadBox) -> LeadBox? {
    let masks = zip(masks, other.masks).map { $0 & $1 }
    return masks.contains(0) ? nil : LeadBox(masks: masks)
  }
}

extension DueFunction {
  /// Where this function is later than another by most, and by how much; nil where it never is.
  ///
  /// - Parameter limit: the other one counts only where it is due before.
  fileprivate func longestExcess(
    over other: DueFunction, before limit: Int, in range: Range<Int>
  ) -> (excess: Int, at: Int)? {
    var worst: (excess: Int, at: Int)?
    let (mine, others) = (pieces, other.pieces)
    var (place, otherPlace) = (0, 0)
    var from = range.lowerBound
    while from < range.upperBound {
      while place + 1 < mine.count, mine[place + 1].from <= from { place += 1 }
      while otherPlace + 1 < others.count, others[otherPlace + 1].from <= from { otherPlace += 1 }
      var end = range.upperBound
      if place + 1 < mine.count { end = min(end, mine[place + 1].from) }
      if otherPlace + 1 < others.count { end = min(end, others[otherPlace + 1].from) }
      // Both are straight in between, so the difference is greatest at an end.
      for instant in [from, end - 1] {
        let allowed = others[otherPlace].value(at: instant)
        if allowed >= limit { continue }
        let excess = mine[place].value(at: instant) - allowed
        if excess > worst?.excess ?? 0 { worst = (excess, instant) }
      }
      from = end
    }
    return worst
  }
}
