import RoeMachine

extension Playbook {
  /// How leads pass from one person to another, and when that is done.
  var handoffs: Section? {
    var body: Markdown = ""
    for prose in proses {
      for handoff in prose.handoffs {
        body += "### \(prose.title(of: handoff))" + handoff.anchor.mark + "\n\n"
        let text = names.text(RuleID.move(handoff.lifecycle, handoff.move))
        if let says = text.says { body += "\(says)\n\n" }
        body += steps(of: handoff, in: prose).map { "- " + $0 + "\n" }.joined("") + "\n"
        if let because = text.because { body += "Why: \(because)\n\n" }
      }
    }
    return body.isEmpty ? nil : Section(title: "Handoffs", body: body)
  }

  /// The steps of one handoff, from the first act to the answer.
  func steps(of handoff: HandoffText, in prose: Prose) -> [Markdown] {
    var steps: [Markdown] = []
    if let move = prose.move(handoff.move) {
      let fields = prose.required(by: move)
      let act = prose.trigger(move.trigger, when: move.when).quoted
      var words: Markdown = "**Hands over:** \(act), by "
      words += "\(prose.actors(of: move)), while the \(prose.noun) is in \(prose.states(move.from))"
      if move.when != .always { words += ", if \(prose.condition(move.when))" }
      words += "."
      words += filledIn(fields, prose)
      steps.append(words)
    }
    steps.append("**Complete when:** " + completion(of: handoff, in: prose))
    if let reject = handoff.reject.flatMap(prose.move) {
      var words: Markdown =
        "**Sent back:** \(prose.trigger(reject.trigger, when: reject.when).quoted), by "
      words += "\(prose.actors(of: reject)): \(prose.outcome(reject.outcome))."
      words += filledIn(prose.required(by: reject), prose)
      steps.append(words)
    }
    if handoff.silence != nil {
      steps.append("**No answer:** " + silence(of: handoff, in: prose))
    }
    return steps
  }

  func filledIn(_ fields: [Ref<Field>], _ prose: Prose) -> Markdown {
    fields.isEmpty ? "" : " The \(prose.fields(fields)) must be filled in."
  }

  /// What happens when nobody answers.
  func silence(of handoff: HandoffText, in prose: Prose) -> Markdown {
    guard let ref = handoff.silence.flatMap(prose.clockNamed) else { return "nothing happens." }
    let steps = prose.lifecycle.clocks[ref].rungs.map { rung -> Markdown in
      "\(prose.moment(rung.after, of: ref)) \(prose.outcome(rung.outcome))"
    }
    return steps.joined("; then ") + "."
  }

  func completion(of handoff: HandoffText, in prose: Prose) -> Markdown {
    let target = prose.stateNamed(handoff.to).map(prose.state) ?? handoff.to.asWords
    guard let accept = handoff.accept.flatMap(prose.move) else {
      return "the \(prose.noun) is in \(target). No answer is asked for."
    }
    let act = prose.trigger(accept.trigger, when: accept.when).quoted
    var words: Markdown = "\(act) comes from \(prose.actors(of: accept)). "
    words += "The \(prose.noun) is then in \(target)."
    if handoff.pending != nil {
      words +=
        prose.isToOwner
        ? " Until then you stay responsible." : " Until then the giver stays responsible."
    }
    return words
  }

  /// What a state's own section says of the handoffs that it takes part in.
  func handoffNotes(_ ref: Ref<State>, in prose: Prose) -> Markdown {
    let id = prose.lifecycle.states[ref].id
    let mine = prose.handoffs.filter { $0.from.contains(id) || $0.pending == id }
    return mine.map { handoff -> Markdown in
      "**The handoff “\(prose.title(of: handoff))” is complete** when "
        + completion(of: handoff, in: prose) + "\n\n"
    }.joined("")
  }
}

extension HandoffText {
  var anchor: Anchor { .handoff(lifecycle, id) }
}

extension Prose {
  func move(_ id: String) -> Move? { lifecycle.moves.first { $0.id == id } }

  func clockNamed(_ id: String) -> Ref<Clock>? {
    lifecycle.clocks.refs.first { lifecycle.clocks[$0].id == id }
  }

  func stateNamed(_ id: String) -> Ref<State>? {
    lifecycle.states.refs.first { lifecycle.states[$0].id == id }
  }
}
