/// `schema/language.md`: the chapters, with the tables of keys set in where they belong.
package func languageReference() -> String {
  var text = """
    # The language

    roe reads rules of engagement from YAML files whose names end in `.roe.yaml`. All files of a folder are one rule
    set; their order does not matter. The same language is described for editors in
    [rules.schema.json](rules.schema.json). Every snippet on this page is compiled by roe's own tests.

    """
  for chapter in LanguageChapter.all {
    text += "\n## \(chapter.title)\n\n\(chapter.text)\n"
    for name in chapter.tables {
      guard let table = KeyTableDescription.all.first(where: { $0.name == name }) else { continue }
      text += "\n### Keys of \(table.subject)\n\n" + rendered(table)
    }
  }
  return text
}

private func rendered(_ table: KeyTableDescription) -> String {
  var text = "| key | type | meaning | example |\n| --- | --- | --- | --- |\n"
  for key in table.keys {
    let becomes = key.doc.becomes.map { ". Becomes \($0)" } ?? ""
    let required = key.doc.isRequired ? " (required)" : ""
    text +=
      "| `\(key.name)` | \(name(of: key.doc.shape))\(required) | \(cell(key.doc.meaning + becomes)) | `\(cell(key.doc.example))` |\n"
  }
  if table.allowsMetadata {
    text += "\nAnd the keys that [explain a rule to people](#what-every-rule-may-say).\n"
  }
  return text
}

private func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }

private func name(of shape: Shape) -> String {
  switch shape {
  case .text: "text"
  case .id: "name"
  case .boolean: "true or false"
  case .date: "date"
  case .duration: "[length of time](#lengths-of-time)"
  case .guardText: "[condition](#conditions)"
  case .file: "file"
  case .zone: "time zone"
  case .scalar: "value"
  case .integer(let minimum): minimum.map { "number from \($0)" } ?? "number"
  case .word(let words): words.map { "`\($0)`" }.joined(separator: ", ")
  case .owner: "[owner](#owners)"
  case .actors: "[actors](#who-may)"
  case .action: "[action](#actions)"
  case .list(let item): "list of \(name(of: item))"
  case .oneOrMore(let item): "\(name(of: item)), or a list"
  case .map(let value): "by name: \(name(of: value))"
  case .table(let table):
    KeyTableDescription.all.first { $0.name == table }.map {
      "[\($0.subject)](#keys-of-\($0.subject.replacing(" ", with: "-")))"
    } ?? table
  case .either(let shapes): shapes.map { name(of: $0) }.joined(separator: "; or ")
  }
}
