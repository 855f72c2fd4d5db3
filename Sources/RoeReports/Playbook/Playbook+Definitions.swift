import RoeMachine

extension Playbook {
  /// What each name for a kind of lead means.
  var definitions: Section? {
    var body: Markdown = ""
    for prose in proses {
      for definition in prose.lifecycle.definitions {
        let rule = RuleID.definition(prose.lifecycle.id, definition.id)
        let text = names.text(rule)
        body += "### \(names.title(rule, id: definition.id))\n\n"
        if let says = text.says { body += "\(says)\n\n" }
        body += "Counts when \(prose.condition(definition.when)).\n\n"
        if !text.agreedBy.isEmpty {
          body += "Agreed by \(listed(text.agreedBy.map(names.person), "and")).\n\n"
        }
        if let because = text.because { body += "Why: \(because)\n\n" }
      }
    }
    return body.isEmpty ? nil : Section(title: "What the words for leads mean", body: body)
  }
}
