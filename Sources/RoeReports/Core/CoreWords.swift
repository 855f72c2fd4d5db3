internal import RoeCompiler
import RoeMachine

/// The parts of one lifecycle in the words of the rules themselves: ids, not titles.
struct CoreWords {
  let machine: Machine
  let lifecycle: Lifecycle

  func state(_ ref: Ref<State>) -> String { lifecycle.states[ref].id }
  func field(_ ref: Ref<Field>) -> String { lifecycle.fields[ref].id }
  func event(_ ref: Ref<Event>) -> String { lifecycle.events[ref].id }
  func activity(_ ref: Ref<Activity>) -> String { lifecycle.activities[ref].id }
  func clock(_ ref: Ref<Clock>) -> String { lifecycle.clocks[ref].id }

  func fields(_ refs: [Ref<Field>]) -> String { "[\(refs.map(field).joined(separator: ", "))]" }

  func condition(_ condition: Guard) -> String {
    GuardText(lifecycle: lifecycle, day: machine.day).text(condition, inside: .or).oneLine
  }

  func type(of field: Field) -> String {
    var words =
      switch field.type {
      case .boolean: "boolean"
      case .integer(let min, let max):
        "integer" + (min.map { " from \($0)" } ?? "") + (max.map { " to \($0)" } ?? "")
      case .counter(let max): "counter to \(max)"
      case .money(let currency): "money in \(currency.oneLine)"
      case .date: "date"
      case .instant: "time"
      case .text: "text"
      case .person: "person"
      case .choice(let values): "one of [\(values.map(\.oneLine).joined(separator: ", "))]"
      case .set(let values): "some of [\(values.map(\.oneLine).joined(separator: ", "))]"
      }
    if field.isOptional { words += ", optional" }
    if field.isFrozen { words += ", frozen" }
    if let source = field.source { words += ", from \(source.oneLine)" }
    if let detail = field.detail { words += ", detail of \(self.field(detail.of))" }
    return words
  }

  func link(_ link: Link) -> String {
    switch link.key {
    case .mine(let field): "\(link.id): \(link.lifecycle), by \(self.field(field))"
    case .theirs(let field): "\(link.id): \(link.lifecycle), by its \(field)"
    }
  }

  func actor(_ test: ActorTest) -> String {
    switch test {
    case .owner: "owner"
    case .asked: "asked"
    case .person(let person): machine.people[person].id
    case .role(let role): machine.roles[role].id
    case .pool(let pool): machine.pools[pool].id
    case .lead: "lead"
    case .system: "system"
    }
  }

  func chain(_ chain: OwnerChain) -> String { "[\(chain.map(source).joined(separator: ", "))]" }

  func source(_ source: OwnerSource) -> String {
    switch source {
    case .person(let person): machine.people[person].id
    case .role(let role): machine.roles[role].id
    case .field(let field): "{ field: \(self.field(field)) }"
    case .pool(let pool): machine.pools[pool].id
    case .queue(let queue): machine.queues[queue].id
    case .table(let table): "{ routing: \(lifecycle.tables[table].id) }"
    case .keep: "keep"
    case .previous: "previous"
    case .actor: "actor"
    case .asked: "asked"
    case .managerOfOwner: "{ manager_of: owner }"
    case .backupOfOwner: "{ backup_of: owner }"
    case .coverOfOwner: "{ cover_of: owner }"
    case .nextInPool: "{ next_in_pool: owner }"
    case .nobody: "nobody"
    }
  }

  func route(_ route: RoutingTable.Route) -> String {
    switch route {
    case .owner(let chain): "owner \(self.chain(chain))"
    case .state(let state): "to \(self.state(state))"
    case .next: "next"
    }
  }

  func anchor(_ anchor: Clock.Anchor) -> String {
    switch anchor {
    case .entry: "entry"
    case .assignment: "assignment"
    case .capture: "capture"
    case .activity(let activity): "{ activity: \(self.activity(activity)) }"
    case .field(let field): "{ field: \(self.field(field)) }"
    }
  }

  func hours(_ hours: Clock.Hours) -> String {
    switch hours {
    case .calendar(let calendar): return machine.calendars[calendar].id
    case .owner: return "{ of: owner }"
    case .field(let field, let calendars, let otherwise):
      let choices = calendars.sorted { $0.key < $1.key }
        .map { "\($0.key.oneLine): \(machine.calendars[$0.value].id), " }.joined()
      let last = "otherwise: \(machine.calendars[otherwise].id)"
      return "{ by: \(self.field(field)), \(choices)\(last) }"
    }
  }

  func outcome(_ outcome: Outcome) -> String {
    var parts = outcome.actions.map(action)
    switch outcome.to {
    case .state(let state)?: parts.append("to \(self.state(state))")
    case .previous?: parts.append("to previous")
    case nil: break
    }
    if let owner = outcome.owner { parts.append("owner \(chain(owner))") }
    return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
  }

  private func action(_ action: Action) -> String {
    switch action {
    case .remind(let source): return "remind \(self.source(source))"
    case .notify(let source): return "notify \(self.source(source))"
    case .set(let field, .missing): return "clear \(self.field(field))"
    case .set(let field, let value):
      let literal = GuardText(lifecycle: lifecycle).literal(value, for: field)
      return "set \(self.field(field)) to \(literal.oneLine)"
    case .add(let field, let n): return "add \(n) to \(self.field(field))"
    case .send(let event, let link): return "send \(event) to \(lifecycle.links[link].id)"
    case .ask(let chain): return "ask \(self.chain(chain))"
    case .start(let clock): return "start \(self.clock(clock))"
    case .stop(let clock): return "stop \(self.clock(clock))"
    }
  }

  func claim(_ claim: Promise.Claim) -> String {
    switch claim {
    case .ownedBy(let chain): "owned by \(self.chain(chain))"
    case .neverOwnedBy(let chain): "never owned by \(self.chain(chain))"
    case .neverIn(let states): "never in [\(states.map(state).joined(separator: ", "))]"
    case .calledWithin(let amount, let calendar):
      "somebody is called within \(amount.words)"
        + (calendar.map { ", \(machine.calendars[$0].id)" } ?? "") + ", or it rests by then"
    }
  }
}
