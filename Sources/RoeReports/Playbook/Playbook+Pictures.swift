import RoeMachine

extension Playbook {
  /// One picture for each lifecycle; GitHub draws it.
  var pictures: Section? {
    var body: Markdown = ""
    for prose in proses {
      if proses.count > 1 { body += "### \(prose.lifecycle.id.asWords.capitalisingFirst)\n\n" }
      // Labels hold no backticks, so that none can end the block.
      body += "```mermaid\n\(raw: prose.mermaid)```\n\n"
    }
    return body.isEmpty ? nil : Section(title: "The picture", body: body)
  }
}
