import RoeMachine

extension CoreText {
  mutating func write(_ lifecycle: Lifecycle) {
    let words = CoreWords(machine: machine, lifecycle: lifecycle)
    line(lifecycle.id, "")
    nested { core in
      core.declarations(lifecycle, words)
      core.section("tables", lifecycle.tables) { $0.write($1, words) }
      core.section("clocks", lifecycle.clocks) { $0.write($1, words) }
      core.section("entries", Array(lifecycle.entries.enumerated())) { core, entry in
        let text = "\(words.condition(entry.element.when)) → \(words.state(entry.element.state))"
        core.item(text, RuleID.entry(lifecycle.id, entry.offset + 1))
      }
      core.section("states", lifecycle.states) { $0.write($1, words) }
      core.section("moves", lifecycle.moves) { $0.write($1, words) }
      if let state = lifecycle.lostAndFound { core.line("lost_and_found", words.state(state)) }
      core.section("assumptions", lifecycle.assumptions) { core, assumption in
        let rule = RuleID.assumption(lifecycle.id, assumption.id)
        core.item("\(assumption.id): \(words.condition(assumption.holds))", rule)
      }
      core.section("promises", lifecycle.promises) { core, promise in
        let text = "\(promise.id): \(words.condition(promise.when)) → \(words.claim(promise.claim))"
        core.item(text, RuleID.promise(lifecycle.id, promise.id))
      }
    }
  }

  private mutating func declarations(_ lifecycle: Lifecycle, _ words: CoreWords) {
    section("fields", lifecycle.fields) { core, field in
      let rule = RuleID.field(lifecycle.id, field.id)
      core.item("\(field.id): \(words.type(of: field))", rule)
    }
    section("links", lifecycle.links) { $0.item(words.link($1)) }
    section("events", lifecycle.events) { core, event in
      var text = event.id
      if !event.by.isEmpty { text += ", by \(core.list(event.by.map(words.actor)))" }
      if !event.carries.isEmpty { text += ", carries \(words.fields(event.carries))" }
      core.item(text, RuleID.event(lifecycle.id, event.id))
    }
    section("activities", lifecycle.activities) { core, activity in
      var text = "\(activity.id): \(core.list(activity.events.map(words.event)))"
      if !activity.by.isEmpty { text += ", by \(core.list(activity.by.map(words.actor)))" }
      if let except = activity.except { text += ", except \(words.condition(except))" }
      core.item(text, RuleID.activity(lifecycle.id, activity.id))
    }
    section("definitions", lifecycle.definitions) { core, definition in
      let rule = RuleID.definition(lifecycle.id, definition.id)
      core.item("\(definition.id): \(words.condition(definition.when))", rule)
    }
  }

  private mutating func write(_ table: RoutingTable, _ words: CoreWords) {
    let lifecycle = words.lifecycle.id
    heading(table.id, RuleID.table(lifecycle, table.id))
    nested { core in
      core.line("match", table.isUnique ? "unique" : "first")
      core.section("rows", table.rows) { core, row in
        let text = "\(row.id): \(words.condition(row.when)) → \(words.route(row.outcome))"
        core.item(text, RuleID.row(lifecycle, table.id, row.id))
      }
      core.line("otherwise", words.route(table.otherwise))
    }
  }

  private mutating func write(_ clock: Clock, _ words: CoreWords) {
    heading(clock.id, RuleID.clock(words.lifecycle.id, clock.id))
    nested { core in
      core.line("since", words.anchor(clock.anchor))
      if clock.when != .always { core.line("when", words.condition(clock.when)) }
      if let hours = clock.hours { core.line("calendar", words.hours(hours)) }
      core.section("steps", clock.rungs) { core, rung in
        core.item("\(rung.after.words) → \(words.outcome(rung.outcome))")
      }
      if !clock.metBy.isEmpty { core.line("met_by", core.list(clock.metBy.map(words.activity))) }
      if let restarts = clock.restarts { core.line("restart_on_new_owner", "\(restarts)") }
      if let field = clock.notBefore { core.line("not_before", words.field(field)) }
      if let field = clock.notAfter { core.line("not_after", words.field(field)) }
      if clock.repeats { core.line("repeats", "true") }
    }
  }

  private mutating func write(_ state: State, _ words: CoreWords) {
    heading(state.id, RuleID.state(words.lifecycle.id, state.id))
    nested { core in
      core.line("kind", state.kind.rawValue)
      if !state.owner.isEmpty { core.line("owner", words.chain(state.owner)) }
      if !state.follow.isEmpty { core.line("follow", words.fields(state.follow)) }
      if !state.clocks.isEmpty { core.line("clocks", core.list(state.clocks.map(words.clock))) }
      if !state.carries.isEmpty { core.line("carries", core.list(state.carries.map(words.clock))) }
      if !state.requires.isEmpty { core.line("requires", words.fields(state.requires)) }
      if let cap = state.capPerOwner { core.line("cap_per_owner", "\(cap)") }
      if !state.permitted.isEmpty { core.line("permitted", words.chain(state.permitted)) }
    }
  }

  private mutating func write(_ move: Move, _ words: CoreWords) {
    heading(move.id, RuleID.move(words.lifecycle.id, move.id))
    nested { core in
      core.line("layer", move.layer.rawValue)
      core.line("from", core.list(move.from.map(words.state)))
      switch move.trigger {
      case .event(let event): core.line("event", words.event(event))
      case .becomes(let condition): core.line("becomes", words.condition(condition))
      case .watch: break
      }
      if !move.by.isEmpty { core.line("by", core.list(move.by.map(words.actor))) }
      if move.trigger == .watch {
        core.line("whenever", words.condition(move.when))
      } else if move.when != .always {
        core.line("when", words.condition(move.when))
      }
      if !move.requires.isEmpty { core.line("requires", words.fields(move.requires)) }
      core.line("then", words.outcome(move.outcome))
    }
  }
}
