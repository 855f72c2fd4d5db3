import RoeMachine

extension Playbook {
  /// Longer tables are left to their CSV files.
  private static let longestTable = 30
  private static let mostOwners = 20

  /// Who gets which lead, as decision tables.
  var routing: Section? {
    var body: Markdown = ""
    for (name, prose, ref) in routingTables(names) {
      let table = prose.lifecycle.tables[ref]
      let rule = RuleID.table(prose.lifecycle.id, table.id)
      body += "### \(prose.table(ref))\n\n"
      if let says = names.text(rule).says { body += "\(says)\n\n" }
      body +=
        table.isUnique
        ? "At most one row fits any \(prose.noun)."
        : "The first row that fits decides, from the top."
      let grid = DecisionTable(table, in: prose)
      let isWide = if case .fields(let fields) = grid.columns { fields.count > 1 } else { false }
      if isWide { body += " An empty cell means that any value will do." }
      body += "\n\n"
      if grid.rows.count > Self.longestTable {
        let parts = texts.rules.filter { $0.key.hasPrefix("\(rule)/") && $0.value.says != nil }
        for (part, text) in parts.sorted(by: { $0.key < $1.key }) {
          body += "- \(String(part.dropFirst(rule.count + 1))): \(text.says ?? "")\n"
        }
        if !parts.isEmpty { body += "\n" }
        body += summary(of: grid, file: "routing/\(name).csv", in: prose)
      } else {
        body += markdown(grid, table, in: prose)
      }
      body += "\n"
    }
    return body.isEmpty ? nil : Section(title: "Who gets which lead", body: body)
  }

  private func markdown(
    _ grid: DecisionTable, _ table: RoutingTable, in prose: Prose
  ) -> Markdown {
    var head: [Markdown] = ["Row"]
    switch grid.columns {
    case .fields(let fields):
      head += fields.map { "\(prose.field($0).capitalisingFirst)" }
    case .when: head.append("When")
    }
    head += ["Owner", "Why"]
    var result = MarkdownTable(head: head)
    for row in grid.rows {
      let rule = RuleID.row(prose.lifecycle.id, table.id, row.id)
      let text = names.text(rule)
      var cells: [Markdown] = ["\(row.id == "otherwise" ? "everything else" : row.id)"]
      cells += row.cells.map { "\($0 ?? "")" }
      cells += ["\(row.outcome.capitalisingFirst)", "\(text.because ?? text.says ?? "")"]
      result.rows.append(cells)
    }
    return result.markdown
  }

  private func summary(of grid: DecisionTable, file: String, in prose: Prose) -> Markdown {
    var counts: [String: Int] = [:]
    for row in grid.rows.dropLast() { counts[row.outcome, default: 0] += 1 }
    let most = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var result: Markdown = "\((grid.rows.count - 1)) rows"
    if case .fields(let fields) = grid.columns, !fields.isEmpty {
      result += ", by \(prose.fields(fields))"
    }
    result += "; all of them are in [\(raw: file)](\(raw: file)).\n\n"
    // One more line is no longer than saying that there is one more.
    let shown = most.count == Self.mostOwners + 1 ? most.count : Self.mostOwners
    var table = MarkdownTable(head: ["Owner", "Rows"])
    for (outcome, count) in most.prefix(shown) {
      table.rows.append(["\(outcome.capitalisingFirst)", "\(count)"])
    }
    if most.count > shown {
      let rest = most.dropFirst(shown).reduce(0) { $0 + $1.value }
      table.rows.append(["\((most.count - shown)) others", "\(rest)"])
    }
    if let otherwise = grid.rows.last {
      table.rows.append(["\(otherwise.outcome.capitalisingFirst)", "everything else"])
    }
    return result + table.markdown
  }
}
