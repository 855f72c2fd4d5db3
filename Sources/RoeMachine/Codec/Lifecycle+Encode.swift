/// Writes one lifecycle, with references as ids.
struct LifecycleEncoder {
  let machine: Machine
  let lifecycle: Lifecycle

  func write(to writer: inout CanonicalWriter) {
    writer.object { w in
      w.list("activities", lifecycle.activities, activity)
      w.list("assumptions", lifecycle.assumptions) { w, assumption in
        w.object { w in
          guardMember(&w, "holds", assumption.holds)
          w.text("id", assumption.id)
        }
      }
      w.list("clocks", lifecycle.clocks, clock)
      w.list("definitions", lifecycle.definitions) { w, definition in
        w.object { w in
          w.text("id", definition.id)
          guardMember(&w, "when", definition.when)
        }
      }
      w.list("entries", lifecycle.entries) { w, entry in
        w.object { w in
          w.text("state", name(entry.state))
          guardMember(&w, "when", entry.when)
        }
      }
      w.list("events", lifecycle.events) { w, event in
        w.object { w in
          w.list("by", event.by, actor)
          w.texts("carries", event.carries.map(name))
          w.map("crm", event.crm) { $0.string($1) }
          w.text("id", event.id)
        }
      }
      w.list("fields", lifecycle.fields, field)
      w.text("id", lifecycle.id)
      w.list("links", lifecycle.links) { w, link in
        w.object { w in
          w.text("id", link.id)
          w.text("lifecycle", link.lifecycle)
          switch link.key {
          case .mine(let field): w.text("mine", name(field))
          case .theirs(let id): w.text("theirs", id)
          }
        }
      }
      w.text("lost_and_found", lifecycle.lostAndFound.map(name))
      w.list("moves", lifecycle.moves, move)
      w.list("promises", lifecycle.promises) { w, promise in
        w.object { w in
          w.key("claim")
          claim(&w, promise.claim)
          w.text("id", promise.id)
          guardMember(&w, "when", promise.when)
        }
      }
      w.list("states", lifecycle.states, state)
      w.list("tables", lifecycle.tables, table)
    }
  }

  // MARK: Names

  func name(_ ref: Ref<State>) -> String { lifecycle.states[ref].id }
  func name(_ ref: Ref<Field>) -> String { lifecycle.fields[ref].id }
  func name(_ ref: Ref<Event>) -> String { lifecycle.events[ref].id }
  func name(_ ref: Ref<Activity>) -> String { lifecycle.activities[ref].id }
  func name(_ ref: Ref<Clock>) -> String { lifecycle.clocks[ref].id }
  private func name(_ ref: Ref<BusinessCalendar>) -> String { machine.calendars[ref].id }

  // MARK: Parts

  private func activity(_ w: inout CanonicalWriter, _ activity: Activity) {
    w.object { w in
      w.list("by", activity.by, actor)
      w.texts("events", activity.events.map(name))
      if let except = activity.except {
        w.key("except")
        condition(&w, except)
      }
      w.text("id", activity.id)
    }
  }

  private func field(_ w: inout CanonicalWriter, _ field: Field) {
    w.object { w in
      if let detail = field.detail {
        w.key("detail")
        w.object { w in
          w.text("of", name(detail.of))
          w.map("values", detail.values) { w, values in w.array(values) { $0.string($1) } }
        }
      }
      w.flag("frozen", field.isFrozen)
      w.text("id", field.id)
      w.flag("optional", field.isOptional)
      w.text("source", field.source)
      w.key("type")
      type(&w, field.type)
    }
  }

  private func type(_ w: inout CanonicalWriter, _ type: FieldType) {
    switch type {
    case .boolean: w.tagged("boolean") { $0.object { _ in } }
    case .integer(let min, let max):
      w.tagged("integer") { w in
        w.object { w in
          w.number("max", max)
          w.number("min", min)
        }
      }
    case .counter(let max): w.tagged("counter") { $0.object { $0.number("max", max) } }
    case .money(let currency): w.tagged("money") { $0.object { $0.text("currency", currency) } }
    case .date: w.tagged("date") { $0.object { _ in } }
    case .instant: w.tagged("instant") { $0.object { _ in } }
    case .text: w.tagged("text") { $0.object { _ in } }
    case .person: w.tagged("person") { $0.object { _ in } }
    case .choice(let values): w.tagged("choice") { $0.array(values) { $0.string($1) } }
    case .set(let values): w.tagged("set") { $0.array(values) { $0.string($1) } }
    }
  }

  private func clock(_ w: inout CanonicalWriter, _ clock: Clock) {
    w.object { w in
      switch clock.anchor {
      case .entry: break
      case .assignment: w.text("anchor", "assignment")
      case .capture: w.text("anchor", "capture")
      case .activity(let activity):
        w.key("anchor")
        w.tagged("activity") { $0.string(name(activity)) }
      case .field(let field):
        w.key("anchor")
        w.tagged("field") { $0.string(name(field)) }
      }
      if let hours = clock.hours {
        w.key("hours")
        self.hours(&w, hours)
      }
      w.text("id", clock.id)
      w.texts("met_by", clock.metBy.map(name))
      w.text("not_after", clock.notAfter.map(name))
      w.text("not_before", clock.notBefore.map(name))
      w.flag("repeats", clock.repeats)
      w.number("restarts", clock.restarts)
      w.list("rungs", clock.rungs) { w, rung in
        w.object { w in
          w.key("after")
          amount(&w, rung.after)
          outcomeMember(&w, rung.outcome)
        }
      }
      guardMember(&w, "when", clock.when)
    }
  }

  private func hours(_ w: inout CanonicalWriter, _ hours: Clock.Hours) {
    switch hours {
    case .calendar(let calendar): w.tagged("calendar") { $0.string(name(calendar)) }
    case .owner: w.string("owner")
    case .field(let field, let calendars, let otherwise):
      w.object { w in
        w.map("calendars", calendars) { $0.string(name($1)) }
        w.text("field", name(field))
        w.text("otherwise", name(otherwise))
      }
    }
  }

  private func amount(_ w: inout CanonicalWriter, _ amount: Amount) {
    switch amount {
    case .seconds(let n): w.tagged("seconds") { $0.integer(n) }
    case .businessSeconds(let n): w.tagged("business_seconds") { $0.integer(n) }
    case .businessDays(let n): w.tagged("business_days") { $0.integer(n) }
    case .endOfBusinessDay(let n): w.tagged("end_of_business_day") { $0.integer(n) }
    case .months(let n): w.tagged("months") { $0.integer(n) }
    }
  }

  private func state(_ w: inout CanonicalWriter, _ state: State) {
    w.object { w in
      w.number("cap_per_owner", state.capPerOwner)
      w.texts("carries", state.carries.map(name))
      w.texts("clocks", state.clocks.map(name))
      w.map("crm", state.crm) { $0.string($1) }
      w.texts("follow", state.follow.map(name))
      w.text("id", state.id)
      w.text("kind", state.kind.rawValue)
      w.list("owner", state.owner, source)
      w.list("permitted", state.permitted, source)
      w.texts("requires", state.requires.map(name))
    }
  }

  private func move(_ w: inout CanonicalWriter, _ move: Move) {
    w.object { w in
      w.list("by", move.by, actor)
      outcomeMember(&w, move.outcome)
      w.texts("from", move.from.map(name))
      w.text("id", move.id)
      w.text("layer", move.layer.rawValue)
      w.key("on")
      switch move.trigger {
      case .event(let event): w.tagged("event") { $0.string(name(event)) }
      case .becomes(let test): w.tagged("becomes") { condition(&$0, test) }
      case .watch: w.tagged("watch") { $0.boolean(true) }
      }
      w.texts("requires", move.requires.map(name))
      guardMember(&w, "when", move.when)
    }
  }

  private func outcomeMember(_ w: inout CanonicalWriter, _ outcome: Outcome) {
    if outcome.actions.isEmpty, outcome.to == nil, outcome.owner == nil { return }
    w.key("do")
    w.object { w in
      w.list("actions", outcome.actions, action)
      if let owner = outcome.owner { w.list("owner", owner, source) }
      switch outcome.to {
      case nil: break
      case .previous: w.text("to", "previous")
      case .state(let state):
        w.key("to")
        w.tagged("state") { $0.string(name(state)) }
      }
    }
  }

  private func action(_ w: inout CanonicalWriter, _ action: Action) {
    w.object { w in
      switch action {
      case .remind(let source):
        w.key("remind")
        self.source(&w, source)
      case .notify(let source):
        w.key("notify")
        self.source(&w, source)
      case .set(let field, let value):
        w.text("set", name(field))
        if value != .missing {
          w.key("value")
          w.value(value)
        }
      case .add(let field, let count):
        w.text("add", name(field))
        w.number("by", count)
      case .send(let event, let link):
        w.text("link", lifecycle.links[link].id)
        w.text("send", event)
      case .ask(let chain):
        w.key("ask")
        w.array(chain, source)
      case .start(let clock): w.text("start", name(clock))
      case .stop(let clock): w.text("stop", name(clock))
      }
    }
  }

  private func table(_ w: inout CanonicalWriter, _ table: RoutingTable) {
    w.object { w in
      w.text("id", table.id)
      w.key("otherwise")
      w.object { route(&$0, table.otherwise) { _ in } }
      w.list("rows", table.rows) { w, row in
        w.object { w in
          w.text("id", row.id)
          route(&w, row.outcome) { guardMember(&$0, "when", row.when) }
        }
      }
      w.flag("unique", table.isUnique)
    }
  }

  /// The members of an outcome, and those that come after them by name.
  private func route(
    _ w: inout CanonicalWriter, _ route: RoutingTable.Route, last: (inout CanonicalWriter) -> Void
  ) {
    switch route {
    case .owner(let chain):
      w.key("owner")
      w.array(chain, source)
    case .state(let state): w.text("to", name(state))
    case .next: w.flag("next", true)
    }
    last(&w)
  }

  private func claim(_ w: inout CanonicalWriter, _ claim: Promise.Claim) {
    w.object { w in
      switch claim {
      case .ownedBy(let chain):
        w.key("owned_by")
        w.array(chain, source)
      case .neverOwnedBy(let chain):
        w.key("never_owned_by")
        w.array(chain, source)
      case .neverIn(let states):
        w.key("never_in")
        w.array(states) { $0.string(name($1)) }
      case .calledWithin(let amount, let calendar):
        w.text("calendar", calendar.map(name))
        w.key("called_within")
        self.amount(&w, amount)
      }
    }
  }

  private func actor(_ w: inout CanonicalWriter, _ actor: ActorTest) {
    switch actor {
    case .owner: w.string("owner")
    case .asked: w.string("asked")
    case .lead: w.string("lead")
    case .system: w.string("system")
    case .person(let person): w.tagged("person") { $0.string(machine.people[person].id) }
    case .role(let role): w.tagged("role") { $0.string(machine.roles[role].id) }
    case .pool(let pool): w.tagged("pool") { $0.string(machine.pools[pool].id) }
    }
  }

  private func source(_ w: inout CanonicalWriter, _ source: OwnerSource) {
    switch source {
    case .person(let person): w.tagged("person") { $0.string(machine.people[person].id) }
    case .role(let role): w.tagged("role") { $0.string(machine.roles[role].id) }
    case .field(let field): w.tagged("field") { $0.string(name(field)) }
    case .pool(let pool): w.tagged("pool") { $0.string(machine.pools[pool].id) }
    case .queue(let queue): w.tagged("queue") { $0.string(machine.queues[queue].id) }
    case .table(let table): w.tagged("table") { $0.string(lifecycle.tables[table].id) }
    default: w.string(OwnerSource.words.first { $0.source == source }?.word ?? "nobody")
    }
  }
}

extension OwnerSource {
  /// The sources that are written as one word.
  static let words: [(word: String, source: OwnerSource)] = [
    ("keep", .keep), ("previous", .previous), ("actor", .actor), ("asked", .asked),
    ("manager_of_owner", .managerOfOwner), ("backup_of_owner", .backupOfOwner),
    ("cover_of_owner", .coverOfOwner), ("next_in_pool", .nextInPool), ("nobody", .nobody),
  ]
}
