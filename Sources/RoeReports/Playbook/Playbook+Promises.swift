import RoeMachine

extension Playbook {
  /// The service levels, one row for each class of lead.
  var promises: Section? {
    var table = MarkdownTable(head: [
      "Promise", "For", "Due", "Counted", "Kept by", "Target", "Never longer than", "Who is called",
    ])
    var says: Markdown = ""
    for prose in proses {
      for sla in texts.slas where sla.lifecycle == prose.lifecycle.id {
        for ref in sla.clocks.compactMap(prose.clockNamed) {
          table.rows.append(row(sla, ref, in: prose))
          let text = names.text(RuleID.clock(prose.lifecycle.id, prose.lifecycle.clocks[ref].id))
          if let words = text.says { says += "- \(prose.clock(ref)): \(words)\n" }
        }
      }
    }
    if !says.isEmpty { says += "\n" }
    var body = table.rows.isEmpty ? says : says + table.markdown
    let always = proses.flatMap { prose in
      prose.lifecycle.promises.map { prose.promise($0) }
    }
    if !always.isEmpty {
      body += body.isEmpty ? "" : "\n"
      body += "This is to hold at any time:\n\n"
      body += always.map { "- \($0)\n" }.joined("")
    }
    return body.isEmpty ? nil : Section(title: "What we promise", body: body)
  }

  private func row(_ sla: SLAText, _ ref: Ref<Clock>, in prose: Prose) -> [Markdown] {
    let clock = prose.lifecycle.clocks[ref]
    let calls = clock.rungs.map { rung -> Markdown in
      "\(prose.moment(rung.after, of: ref)): \(prose.outcome(rung.outcome))"
    }
    return [
      "\(prose.clock(ref))",
      clock.when == .always
        ? "every \(prose.noun)" : "\(prose.noun.plural) where \(prose.condition(clock.when))",
      "\(sla.due[clock.id] ?? prose.due(clock)?.after.words ?? "")",
      "from \(prose.anchor(ref))\(prose.hours(clock.hours).map { ", " + $0 } ?? "")",
      "\(prose.act(clock) ?? "moving the \(prose.noun) on")",
      sla.target.map { "\($0) %" } ?? "",
      "\(sla.neverLongerThan ?? "")",
      calls.joined("<br>"),
    ]
  }
}

extension Prose {
  /// A promise as its author puts it, and as the rules hold it.
  fileprivate func promise(_ promise: Promise) -> String {
    let text = names.text(RuleID.promise(lifecycle.id, promise.id))
    return (text.says ?? text.title).map { "\($0) In the rules: \(sentence(promise))" }
      ?? sentence(promise)
  }

  /// What a promise says to roe, as one sentence.
  private func sentence(_ promise: Promise) -> String {
    let who =
      promise.when == .always
      ? "Every \(noun)" : "\(noun.withArticle.capitalisingFirst) where \(condition(promise.when))"
    switch promise.claim {
    case .ownedBy(let sources):
      return "\(who) is always owned by \(listed(sources.map(group), "or"))."
    case .neverOwnedBy(let sources):
      return "\(who) is never owned by \(listed(sources.map(group), "or"))."
    case .neverIn(let states): return "\(who) is never in \(listed(states.map(state), "or"))."
    case .calledWithin(let amount, let calendar):
      let hours = calendar.map { ", in \(names.calendar(machine.calendars[$0].id)) hours" } ?? ""
      let rests = lifecycle.states.contains { $0.kind == .nurture }
      return
        "\(who) has somebody who is called \(amount.deadline)\(hours), unless it is \(rests ? "closed or put off" : "closed") by then."
    }
  }

  /// A source as a group of people, not as the next of them.
  func group(_ source: OwnerSource) -> String {
    switch source {
    case .pool(let pool): names.pool(pool)
    case .role(let role): names.role(machine.roles[role].id).anybody
    default: self.source(source)
    }
  }
}
