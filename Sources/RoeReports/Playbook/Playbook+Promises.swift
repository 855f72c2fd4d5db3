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
    if table.rows.isEmpty { return nil }
    if !says.isEmpty { says += "\n" }
    return Section(title: "What we promise", body: says + table.markdown)
  }

  private func row(_ sla: SLAText, _ ref: Ref<Clock>, in prose: Prose) -> [Markdown] {
    let clock = prose.lifecycle.clocks[ref]
    let calls = clock.rungs.map { rung -> Markdown in
      "\(rung.after.moment): \(prose.outcome(rung.outcome))"
    }
    return [
      "\(prose.clock(ref))",
      clock.when == .always ? "every lead" : "\(prose.condition(clock.when))",
      "\(prose.due(clock)?.after.words ?? "")",
      "from \(prose.anchor(clock.anchor))\(prose.hours(clock.hours).map { ", " + $0 } ?? "")",
      "\(prose.met(clock) ?? "moving the lead on")",
      sla.target.map { "\($0) %" } ?? "",
      "\(sla.neverLongerThan ?? "")",
      calls.joined("<br>"),
    ]
  }
}
