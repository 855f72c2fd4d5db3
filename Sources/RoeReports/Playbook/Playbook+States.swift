import RoeMachine

extension Playbook {
  /// For every state: whose the lead is, what that person owes, and what becomes of the lead.
  var states: Section? {
    var body: Markdown = ""
    for prose in proses {
      if proses.count > 1 { body += "### \(prose.lifecycle.id.asWords.capitalisingFirst)\n\n" }
      for ref in prose.journey where ref != prose.lifecycle.lostAndFound {
        let level: Markdown = proses.count > 1 ? "####" : "###"
        body += level + " \(prose.state(ref))" + prose.anchor(of: ref).mark + "\n\n"
        body += account(of: ref, in: prose)
      }
      body += anywhere(in: prose)
    }
    if hasLostAndFound {
      body += "The state " + Anchor.section("Lost and found").link("Lost and found")
      body += " has a section of its own.\n\n"
    }
    return Section(title: "State by state", body: body)
  }

  /// All that is said of one state, without its heading.
  func account(of ref: Ref<State>, in prose: Prose) -> Markdown {
    let state = prose.lifecycle.states[ref]
    let text = names.text(RuleID.state(prose.lifecycle.id, state.id))
    var body: Markdown = ""
    if let says = text.says { body += "\(says)\n\n" }
    if !state.crm.isEmpty { body += "**In the CRM.** " + values(state.crm) + ".\n\n" }
    body += "**Whose it is.** " + responsible(ref, in: prose) + "\n\n"
    body += owed(in: ref, prose)
    body += passesOn(from: ref, in: prose)
    body += handoffNotes(ref, in: prose)
    body += ladders(of: ref, in: prose)
    if state.kind != .closed { body += "**Days off.** " + dayOff(ref, in: prose) + "\n\n" }
    if let because = text.because { body += "Why: \(because)\n\n" }
    return body
  }

  /// As in `Stage is Demo done, and Status is Open`.
  private func values(_ crm: [String: String]) -> Markdown {
    let values = crm.sorted { $0.key.precedes($1.key) }
    return "\(listed(values.map { "\($0.key) is \($0.value)" }, "and"))"
  }

  private func responsible(_ ref: Ref<State>, in prose: Prose) -> Markdown {
    let state = prose.lifecycle.states[ref]
    var words: Markdown
    switch (state.kind, state.owner.first) {
    case (.closed, .nobody): return "Nobody’s: the journey ends here."
    case (.closed, nil), (.closed, .keep): words = "It stays in the name of its last owner."
    case (_, .nobody): return "Nobody’s, on purpose, until the time below."
    case (.pending, nil), (.pending, .keep):
      words = "Whoever handed the \(prose.noun) over stays responsible until there is an answer."
      words += substitutes(state.owner, in: prose)
    case (_, nil), (_, .keep):
      words = "Whoever owned the \(prose.noun) before keeps it."
      words += substitutes(state.owner, in: prose)
    default: words = "\(prose.owner(state.owner).capitalisingFirst)."
    }
    if state.kind == .closed { words += " The journey ends here; nothing more is owed." }
    if !state.permitted.isEmpty {
      words +=
        " These may own \(prose.noun.withArticle) here, and nobody else: "
      words += "\(listed(state.permitted.map(prose.group), "and"))."
    }
    if let cap = state.capPerOwner {
      words += " Nobody may own more than \(cap.of(prose.noun, prose.noun.plural)) here."
    }
    if !state.follow.isEmpty {
      words +=
        " When the \(prose.fields(state.follow, "or")) changes, the rules look again whose "
      words += "\(prose.noun) it is."
    }
    if !state.requires.isEmpty {
      words +=
        " \(prose.noun.withArticle.capitalisingFirst) can only come here with its \(prose.fields(state.requires)) filled in."
    }
    return words
  }

  private func substitutes(_ chain: OwnerChain, in prose: Prose) -> Markdown {
    let rest = Array(chain.dropFirst())
    return rest.isEmpty ? "" : " If that person has left: \(prose.owner(rest))."
  }

  private func owed(in ref: Ref<State>, _ prose: Prose) -> Markdown {
    let state = prose.lifecycle.states[ref]
    if state.kind == .closed { return "" }
    let duties = prose.duties(in: ref)
    if duties.isEmpty { return "**What is owed.** No clock runs here.\n\n" }
    if duties.count == 1 { return "**What is owed.** \(duties[0].capitalisingFirst).\n\n" }
    return "**What is owed.**\n\n"
      + duties.map { "- \($0.capitalisingFirst).\n" }.joined("") + "\n"
  }

  private func passesOn(from ref: Ref<State>, in prose: Prose) -> Markdown {
    let moves = prose.moves(from: ref).filter { $0.layer == .state }
    if moves.isEmpty { return "" }
    return "**What passes it on.**\n\n" + moveTable(moves, in: prose) + "\n"
  }

  private func anywhere(in prose: Prose) -> Markdown {
    let moves = prose.lifecycle.moves.filter { $0.layer == .anywhere || $0.layer == .override }
    if moves.isEmpty { return "" }
    let level: Markdown = proses.count > 1 ? "####" : "###"
    return level + " In several states\n\nThese rules hold in many states and come before the "
      + "rules of the state itself.\n\n" + moveTable(moves, in: prose, showsFrom: true) + "\n"
      + started(by: moves, in: prose)
  }

  /// The clocks that no state starts, but these rules do.
  private func started(by moves: [Move], in prose: Prose) -> Markdown {
    let armed = Set(prose.lifecycle.states.flatMap(\.clocks))
    var started: Set<Ref<Clock>> = []
    for case .start(let clock) in moves.flatMap(\.outcome.actions) where !armed.contains(clock) {
      started.insert(clock)
    }
    return started.sorted().map { ladder($0, in: prose) }.joined("")
  }

  func moveTable(_ moves: [Move], in prose: Prose, showsFrom: Bool = false) -> Markdown {
    // What a handoff says stands in its own section.
    let handoffs = Set(prose.handoffs.flatMap { [$0.move, $0.accept, $0.reject] })
    var table = MarkdownTable(head: [
      "What happens", "Where", "By whom", "Only if", "Must be filled in", "Then", "Why",
    ])
    for move in moves {
      let text = names.text(RuleID.move(prose.lifecycle.id, move.id))
      let isWatch = move.trigger == .watch
      table.rows.append([
        "\(prose.trigger(move.trigger, when: move.when).capitalisingFirst)",
        showsFrom ? "\(prose.states(move.from))" : "",
        "\(prose.actors(of: move))",
        isWatch || move.when == .always ? "" : "\(prose.condition(move.when))",
        "\(prose.fields(prose.required(by: move)))",
        "\(prose.outcome(move.outcome))",
        handoffs.contains(move.id) ? "" : "\(text.because ?? text.says ?? "")",
      ])
    }
    return table.markdown
  }

  /// What happens, and when, if the persons concerned do nothing.
  private func ladders(of ref: Ref<State>, in prose: Prose) -> Markdown {
    let clocks = prose.lifecycle.states[ref].clocks
    let carried = prose.carried(in: ref)
    if clocks.isEmpty, carried.isEmpty { return "" }
    var body: Markdown = "**If nobody acts.**"
    if !carried.isEmpty {
      body += " \(listed(carried.map { "“\(prose.clock($0))”" }, "and")) "
      body +=
        carried.count == 1
        ? "runs on here if it was running before." : "run on here if they were running before."
    }
    body += "\n\n"
    return body + clocks.map { ladder($0, in: prose) }.joined("")
  }

  private func ladder(_ ref: Ref<Clock>, in prose: Prose) -> Markdown {
    var table = MarkdownTable(head: ["When", "What happens"])
    for rung in prose.lifecycle.clocks[ref].rungs {
      table.rows.append([
        "\(prose.moment(rung.after, of: ref).capitalisingFirst)",
        "\(prose.outcome(rung.outcome).capitalisingFirst)",
      ])
    }
    return "\(prose.basis(ref).capitalisingFirst):\n\n" + table.markdown + "\n"
  }

  private func dayOff(_ ref: Ref<State>, in prose: Prose) -> Markdown {
    let words = prose.whenAway(prose.lifecycle.states[ref].owner).map { $0 + " " }.joined("")
    let cover = prose.moves(from: ref).filter {
      $0.isForAbsence && !$0.isForLeaving(prose.lifecycle)
    }
    if cover.isEmpty {
      return words
        + "\(prose.noun.withArticle.capitalisingFirst) stays with the person who owns it, and its clocks run on."
    }
    return words
      + cover.map { move -> Markdown in
        "\(prose.absence(move)): \(prose.outcome(move.outcome))."
      }.joined(" ") + " Until then the owner keeps it, and its clocks run on."
  }
}

extension Prose {
  /// Where the page tells of a state.
  func anchor(of state: Ref<State>) -> Anchor {
    // A single lost and found has a section for itself.
    let isAlone = names.machine.lifecycles.count == 1
    if state == lifecycle.lostAndFound, isAlone { return .section("Lost and found") }
    return .state(lifecycle.id, lifecycle.states[state].id)
  }

  func link(_ state: Ref<State>) -> Markdown { anchor(of: state).link("\(self.state(state))") }
}

extension Move {
  /// The rule finds somebody else for the leads of a person who is away or has left.
  var isForAbsence: Bool {
    outcome.owner?.contains { $0 == .coverOfOwner || $0 == .backupOfOwner } ?? false
  }

  /// The rule is for persons who have left, which is no day off.
  func isForLeaving(_ lifecycle: Lifecycle) -> Bool {
    guard case .event(let event) = trigger else { return false }
    return lifecycle.events[event].id == "owner_left"
  }
}
