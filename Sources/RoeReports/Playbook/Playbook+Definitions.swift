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
        body += conditions(definition.when, in: prose)
        if !text.agreedBy.isEmpty {
          body += "Agreed by \(listed(text.agreedBy.map(names.person), "and")).\n\n"
        }
        if let because = text.because { body += "Why: \(because)\n\n" }
      }
    }
    return body.isEmpty ? nil : Section(title: "What the words for leads mean", body: body)
  }

  private func conditions(_ guarded: Guard, in prose: Prose) -> Markdown {
    guard case .all(let parts) = guarded, parts.count > 2 else {
      return
        "\(prose.noun.withArticle.capitalisingFirst) counts when \(prose.condition(guarded)).\n\n"
    }
    return "\(prose.noun.withArticle.capitalisingFirst) counts when all of this holds:\n\n"
      + parts.map { "- \(prose.condition($0))\n" }.joined("") + "\n"
  }
}
