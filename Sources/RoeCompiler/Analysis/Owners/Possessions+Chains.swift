import RoeLogic
import RoeMachine

/// Whom a chain of owners names: schema/machine.md, 5.10.
extension Possessions {
  /// For whom somebody is looked for.
  struct Question {
    let mover: Mover
    /// Where the lead is then.
    let state: Ref<State>
  }

  /// Somebody who is found.
  enum Found: Hashable {
    case same
    case person(Possession.Person, Ref<Pool>?, isAnother: Bool)

    /// Who then has the lead.
    func holder(after before: Possession, _ holders: Possessions) -> Possession {
      guard case .person(let person, let group, let isAnother) = self else { return before }
      let pool = holders.asksGroup ? group : nil
      let hasPrevious = holders.asksPrevious && before.person != .nobody
      // It may be the very person who has it.
      let isSame =
        if !isAnother, person == before.person, case .one(let kind) = person {
          holders.peers.members[kind].count == 1
        } else {
          false
        }
      return Possession(
        person: person, pool: pool, hasPrevious: isSame ? before.hasPrevious : hasPrevious)
    }
  }

  /// What is asked of a table that says the same whoever has had the leads.
  struct Inquiry: Hashable {
    let table: Ref<RoutingTable>
    let state: Ref<State>
    let leads: Diagram
  }

  struct Answer {
    var found: [(Found, Diagram)] = []
    var sent: [(Ref<State>, Diagram)] = []
  }

  /// Leads for which nobody is found.
  struct Missing {
    /// The row whose answer is nobody at all; without a row for `otherwise`.
    var row: Namings.Row?
    /// Where somebody was last looked for.
    var source: OwnerSource
    var leads: Diagram
    /// Whether somebody was there who may not own it.
    var isBarred: Bool
    /// Whether tables send the lead round, all in one moment.
    var isSentRound = false
  }

  mutating func follow(
    _ chain: OwnerChain, _ leads: Diagram, _ question: Question, _ answer: inout Answer,
    row: Namings.Row? = nil, path: [Ref<RoutingTable>] = []
  ) throws(BudgetExceeded) -> [Missing] {
    var open = leads
    var missing: [Missing] = []
    var isBarred = false
    for source in chain where open != .none {
      missing = try ask(source, open, question, &answer, row, path)
      open = .none
      for part in missing {
        open = try or(open, part.leads)
        isBarred = isBarred || part.isBarred
      }
    }
    if open == .none { return [] }
    return missing.map { part in
      var part = part
      part.isBarred = isBarred
      return part
    }
  }

  /// Asks one source, and says for which leads it finds nobody.
  private mutating func ask(
    _ source: OwnerSource, _ leads: Diagram, _ question: Question, _ answer: inout Answer,
    _ row: Namings.Row?, _ path: [Ref<RoutingTable>]
  ) throws(BudgetExceeded) -> [Missing] {
    if case .table(let table) = source { return try ask(table, leads, question, &answer, path) }
    let holder = question.mover.holder
    var isBarred = false
    func first(_ people: [Possession.Person]) -> [Possession.Person] {
      let allowed = people.filter { peers.isPermitted($0, in: question.state) }
      if allowed.count < people.count { isBarred = true }
      return allowed
    }
    func find(_ people: [Possession.Person], _ pool: Ref<Pool>? = nil, isAnother: Bool = false) {
      for person in people {
        answer.found.append((.person(person, pool, isAnother: isAnother), leads))
      }
    }
    var left = leads
    switch source {
    case .table: break
    case .nobody:
      find([.nobody])
      left = .none
    case .person(let person):
      let people = first([peers.person(peers.team.id(of: person))])
      find(people)
      if !people.isEmpty { left = .none }
    case .role(let role):
      let holders = peers.holders(of: role)
      // That nobody has the role is told as such.
      let people = first(holders.isEmpty ? [.somebody] : holders)
      find(people)
      if !people.isEmpty { left = .none }
    case .queue(let queue):
      let stewards = peers.team.stewards(of: queue).map { peers.person($0) }
      // That nobody answers for the queue is told as such.
      let people = first(stewards.isEmpty ? [.somebody] : stewards)
      find(Array(people.prefix(1)))
      if !people.isEmpty { left = .none }
    case .pool(let pool):
      find(first(peers.members(of: pool)), pool)
      if peers.isSure(pool, in: question.state, passingOver: 0) {
        left = .none
      } else {
        let people = first(peers.team.stewards(of: pool).map { peers.person($0) })
        find(Array(people.prefix(1)), pool)
        if !people.isEmpty { left = .none }
      }
    case .nextInPool:
      guard let pool = holder.pool else { break }
      let others = peers.members(of: pool).filter { person in
        guard case .one(let kind) = person, person == holder.person else { return true }
        return peers.members[kind].count > 1
      }
      find(first(others), pool, isAnother: true)
      if peers.isSure(pool, in: question.state, passingOver: 1) { left = .none }
    case .keep:
      if holder.person == .nobody { break }
      isBarred = !peers.isPermitted(holder.person, in: question.state)
      if !isBarred {
        answer.found.append((.same, leads))
        left = .none
      }
    case .previous where holder.hasPrevious, .asked where question.mover.hasAsked:
      find([.somebody])
      left = .none
    case .previous, .asked: break
    case .actor:
      guard let actors = question.mover.actors else { break }
      var people = peers.alike(actors.people.sorted())
      if actors.hasStrangers, !people.contains(.somebody) { people.append(.somebody) }
      find(first(people))
      if !actors.hasMachines { left = .none }
    case .managerOfOwner:
      let people = first([peers.manager(of: holder.person)].compactMap { $0 })
      find(people, isAnother: true)
      if !people.isEmpty { left = .none }
    case .backupOfOwner:
      let people = first([peers.backup(of: holder.person)].compactMap { $0 })
      find(people, isAnother: true)
      if !people.isEmpty { left = .none }
    case .coverOfOwner: if holder.person != .nobody { find([.somebody]) }
    case .field(let field):
      if !lifecycle.fields[field].canBeMissing {
        find([.somebody])
        left = .none
        break
      }
      let named = try self.leads(.test(field, .isPresent))
      let here = try and(leads, named)
      if here != .none { answer.found.append((.person(.somebody, nil, isAnother: false), here)) }
      left = try without(leads, named)
    }
    if left == .none { return [] }
    return [Missing(row: row, source: source, leads: left, isBarred: isBarred)]
  }

  private mutating func ask(
    _ ref: Ref<RoutingTable>, _ leads: Diagram, _ question: Question, _ answer: inout Answer,
    _ path: [Ref<RoutingTable>]
  ) throws(BudgetExceeded) -> [Missing] {
    let source = OwnerSource.table(ref)
    // A table that is asked while it is being asked has no answer.
    if path.contains(ref) {
      return [Missing(row: nil, source: source, leads: leads, isBarred: false)]
    }
    // A table that is asked by another one may have other answers, where it asks that one again.
    let isKept = path.isEmpty && !personal.contains(source)
    let inquiry = Inquiry(table: ref, state: question.state, leads: leads)
    if isKept, let (known, missing) = answers[inquiry] {
      answer.found += known.found
      answer.sent += known.sent
      return missing
    }
    var (found, missing) = (Answer(), [Missing]())
    for (number, route, taken) in try namings.leads(ofAnswers: ref) {
      let here = try and(leads, taken)
      if here == .none { continue }
      let row = Namings.Row(table: ref, row: number)
      switch route {
      case .next: missing.append(Missing(row: row, source: source, leads: here, isBarred: false))
      case .state(let state): found.sent.append((state, here))
      case .owner(let chain):
        missing += try follow(chain, here, question, &found, row: row, path: path + [ref])
      }
    }
    if isKept { answers[inquiry] = (found, missing) }
    answer.found += found.found
    answer.sent += found.sent
    return missing
  }
}
