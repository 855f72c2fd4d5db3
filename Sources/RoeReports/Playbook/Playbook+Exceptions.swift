import RoeMachine

extension Playbook {
  /// What is agreed beside the rules, and for how long.
  var exceptions: Section? {
    var body: Markdown = ""
    var table = MarkdownTable(head: [
      "Exception", "What it does", "Until", "Approved by", "Evidence", "Why",
    ])
    for exception in texts.exceptions {
      let text = names.text(exception.rule)
      table.rows.append([
        "\(names.title(exception.rule, id: exception.id))",
        "\(effect(of: exception))",
        "\(exception.until ?? "no end date")",
        "\(exception.approvedBy.map(names.person) ?? "")",
        "\(exception.evidence ?? "")",
        "\(text.because ?? text.says ?? "")",
      ])
    }
    if !table.rows.isEmpty { body += table.markdown }
    let excepted = Set(texts.exceptions.map(\.rule))
    var dated = MarkdownTable(head: ["Rule", "From", "Until"])
    for (rule, text) in texts.rules.sorted(by: { $0.key < $1.key })
    where !excepted.contains(rule) && (text.from != nil || text.until != nil) {
      let id = rule.split(separator: "/").last.map(String.init) ?? rule
      dated.rows.append([
        "\(names.title(rule, id: id))", "\(text.from ?? "")", "\(text.until ?? "")",
      ])
    }
    if !dated.rows.isEmpty {
      if !body.isEmpty { body += "\n" }
      body += "These rules hold for a time only:\n\n" + dated.markdown
    }
    return body.isEmpty ? nil : Section(title: "Exceptions", body: body)
  }

  private func effect(of exception: ExceptionText) -> String {
    for prose in proses where prose.lifecycle.id == exception.lifecycle {
      let lifecycle = prose.lifecycle
      for move in lifecycle.moves where RuleID.move(lifecycle.id, move.id) == exception.rule {
        var words = prose.trigger(move.trigger, when: move.when)
        if move.trigger != .watch, move.when != .always {
          words += ", if \(prose.condition(move.when))"
        }
        return "\(words): \(prose.outcome(move.outcome))".capitalisingFirst
      }
      for table in lifecycle.tables {
        for row in table.rows
        where RuleID.row(lifecycle.id, table.id, row.id) == exception.rule {
          let words = "\(prose.condition(row.when)): \(prose.route(row.outcome))"
          return words.capitalisingFirst
        }
      }
    }
    return ""
  }
}
