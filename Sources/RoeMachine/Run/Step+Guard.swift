/// What guards mean: `schema/machine.md`, 2.3.
extension Step {
  func holds(_ test: Guard) -> Bool { holds(test, lead.record) }

  func holds(_ test: Guard, _ record: [Value]) -> Bool {
    switch test {
    case .always: true
    case .all(let operands): operands.allSatisfy { holds($0, record) }
    case .any(let operands): operands.contains { holds($0, record) }
    case .not(let operand): !holds(operand, record)
    case .atLeast(let count, let operands): operands.count { holds($0, record) } >= count
    case .definition(let definition): holds(model.definitions[definition].when, record)
    case .test(let field, let test):
      test.holds(
        for: record[Int(field.offset)], at: now, today: plan.zone.day(at: now))
    case .clockFrom(let instant): now >= instant
    case .clockBefore(let instant): now < instant
    case .activity(let activity, let seconds):
      lead.lastActivity[Int(activity.offset)].map {
        now.saturating(minus: $0) <= seconds.saturating(times: 1000)
      } ?? false
    }
  }
}
