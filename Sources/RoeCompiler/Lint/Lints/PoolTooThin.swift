import RoeMachine
import RoeSource

extension Lint {
  /// What the roster itself says of a pool is reported where it is read; here it is who is away on
  /// the day that is named, and after it.
  static let poolTooThin = Lint(.rosterTooSmall) { input in
    guard let day = input.asOf, !input.machine.zones.isEmpty else { return [] }
    let zone = input.machine.zones[input.machine.zone]
    let today = zone.start(of: day)
    let absences = Dictionary(grouping: input.roster.absences, by: \.person)
    return input.machine.pools.refs.compactMap { ref -> Finding? in
      let pool = input.machine.pools[ref]
      let members = input.team.members(of: ref).compactMap(input.team.member)
      guard pool.atLeast > 0, members.count >= pool.atLeast,
        let span = input.span(RuleID.pool(pool.id))
      else { return nil }
      func isGone(_ member: Roster.Member, at instant: Int) -> Bool {
        if let last = member.lastDay, last <= instant { return true }
        return absences[member.id, default: []].contains { $0.span.contains(instant) }
      }
      // Fewer are there only from a moment on at which somebody goes.
      let turns = members.flatMap { member in
        [member.lastDay].compactMap { $0 } + absences[member.id, default: []].map(\.span.lowerBound)
      }
      for instant in Set([today] + turns.filter { $0 > today }).sorted() {
        let gone = members.filter { isGone($0, at: instant) }
        let left = members.count - gone.count
        if left >= pool.atLeast { continue }
        let since = instant == today ? "on \(day)" : "from \(zone.day(at: instant)) on"
        return Finding(
          "\(since) “\(pool.id)” has \(left) present, and the rules promise \(pool.atLeast)",
          at: span, severity: .warning,
          notes: ["Away or gone are \(gone.map(\.name).shortened)."],
          help: "Add people to the pool, move an absence, or promise fewer.")
      }
      return nil
    }
  }
}
