import RoeMachine

extension Playbook {
  /// Where leads go that the rules cannot place, who keeps them, and by when they are placed.
  var lostAndFound: Section? {
    var body: Markdown = ""
    for prose in proses {
      guard let ref = prose.lifecycle.lostAndFound else { continue }
      if proses.count > 1 {
        body += "### \(prose.lifecycle.id.asWords.capitalisingFirst)" + prose.anchor(of: ref).mark
        body += "\n\n"
      }
      body += account(of: ref, in: prose)
      body += """
        **\(prose.noun.withArticle.capitalisingFirst) comes here** when no rule finds a person who can own it, when its data are not \
        what the rules expect, when a deadline would move it on but a field that is needed there \
        is empty, when rules send it round in circles, or when the business calendar has run out.


        """
      let ways = waysInto(ref, in: prose)
      if !ways.isEmpty {
        body += "The rules also send it here:\n\n"
        body += ways.map { "- \($0)\n" }.joined("") + "\n"
      }
    }
    return body.isEmpty ? nil : Section(title: "Lost and found", body: body)
  }

  private func waysInto(_ target: Ref<State>, in prose: Prose) -> [String] {
    let lifecycle = prose.lifecycle
    var ways: [String] = []
    for move in lifecycle.moves where move.outcome.to == .state(target) {
      var way = "\(prose.trigger(move.trigger, when: move.when)), in \(prose.states(move.from))"
      if move.when != .always, move.trigger != .watch {
        way += ", if \(prose.condition(move.when))"
      }
      ways.append(way)
    }
    for ref in lifecycle.clocks.refs {
      for rung in lifecycle.clocks[ref].rungs where rung.outcome.to == .state(target) {
        ways.append("\(prose.clock(ref)): \(prose.moment(rung.after, of: ref))")
      }
    }
    for ref in lifecycle.tables.refs {
      let table = lifecycle.tables[ref]
      let rows = table.rows.filter { $0.outcome == .state(target) }.count
      if rows > 0 { ways.append("the table \(prose.table(ref)), in \(rows.of("row"))") }
      if table.otherwise == .state(target) {
        ways.append("the table \(prose.table(ref)), when no row fits")
      }
    }
    return ways.map(\.capitalisingFirst)
  }
}
