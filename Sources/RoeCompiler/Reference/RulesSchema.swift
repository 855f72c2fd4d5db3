package import RoeMachine

/// The JSON Schema of the language (draft 2020-12), made from the tables of keys, so that every
/// YAML editor completes and explains it.
package func rulesSchema() -> JSON {
  var definitions: [(String, JSON)] = [
    (
      "text",
      object([("type", .array([.string("string"), .string("number"), .string("boolean")]))])
    ),
    ("id", pattern("^[A-Za-z][A-Za-z0-9_-]*$", "A name: letters without accents, digits, _ and -")),
    ("date", pattern(#"^\d{4}-\d{2}-\d{2}$"#, "A date such as 2027-01-31")),
    (
      "duration",
      pattern(
        #"^(\d+ (business )?(seconds?|minutes?|min|hours?|h|days?)|\d+ (weeks?|months?|quarters?|years?)|end of (this |next )?business day|\d+ business days later, end of day|[A-Za-z][A-Za-z0-9_-]*)$"#,
        "A length of time such as 15 business minutes, or the name of a constant")
    ),
    (
      "owner",
      object([
        (
          "title",
          .string("Who owns the lead: a person, role, pool or queue; a list is tried in order")
        ),
        (
          "anyOf",
          .array([
            reference("ownerSource"),
            object([
              ("type", .string("array")), ("items", reference("ownerSource")),
              ("minItems", .integer(1)),
            ]),
          ])
        ),
      ])
    ),
    (
      "ownerSource",
      object([
        (
          "anyOf",
          .array([
            reference("id"),
            object([
              ("type", .string("object")),
              (
                "properties",
                object([
                  ("field", reference("id")), ("routing", reference("id")),
                  ("manager_of", constant("owner")), ("backup_of", constant("owner")),
                  ("cover_of", constant("owner")), ("next_in_pool", constant("owner")),
                ])
              ),
              ("additionalProperties", .boolean(false)), ("minProperties", .integer(1)),
              ("maxProperties", .integer(1)),
            ]),
          ])
        )
      ])
    ),
    ("actors", oneOrMore(reference("id"))),
    (
      "action",
      object([
        ("title", .string("What is done")), ("type", .string("object")),
        (
          "properties",
          object([
            ("remind", reference("owner")), ("notify", reference("owner")),
            ("owner", reference("owner")),
            ("set", object([("type", .string("object"))])), ("clear", oneOrMore(reference("id"))),
            ("count", oneOrMore(reference("id"))), ("send", reference("send")),
          ])
        ),
        ("additionalProperties", .boolean(false)), ("minProperties", .integer(1)),
        ("maxProperties", .integer(1)),
      ])
    ),
  ]
  for table in KeyTableDescription.all where table.name != "file" && table.name != "metadata" {
    definitions.append((table.name, schema(of: table)))
  }
  let file = KeyTableDescription.all[0]
  return object([
    ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
    ("title", .string("roe rules of engagement")), ("type", .string("object")),
    ("properties", properties(of: file.keys)), ("additionalProperties", .boolean(false)),
    ("$defs", object(definitions)),
  ])
}

private func schema(of table: KeyTableDescription) -> JSON {
  var keys = table.keys
  if table.allowsMetadata,
    let metadata = KeyTableDescription.all.first(where: { $0.name == "metadata" })
  {
    keys += metadata.keys
  }
  var result: [(String, JSON)] = [
    ("title", .string(table.subject)),
    ("type", .array([.string("object"), .string("null")])), ("properties", properties(of: keys)),
    ("additionalProperties", .boolean(false)),
  ]
  // What SLAs and their classes may leave to one another is the decoder's to judge.
  let required = keys.filter(\.doc.isRequired).map { JSON.string($0.name) }
  if !required.isEmpty { result.append(("required", .array(required))) }
  return object(result)
}

private func properties(of keys: [(name: String, doc: KeyDoc)]) -> JSON {
  object(
    keys.map { key in
      guard case .object(let shape) = schema(of: key.doc.shape) else { return (key.name, .null) }
      return (
        key.name,
        .object(
          shape + [
            JSON.Member("description", .string(key.doc.meaning)),
            JSON.Member("examples", .array([.string(key.doc.example)])),
          ])
      )
    })
}

private func object(_ members: [(String, JSON)]) -> JSON {
  .object(members.map { JSON.Member($0.0, $0.1) })
}

private func schema(of shape: Shape) -> JSON {
  switch shape {
  case .text, .guardText, .zone, .scalar, .file: return reference("text")
  case .id: return reference("id")
  case .boolean: return object([("type", .string("boolean"))])
  case .date: return reference("date")
  case .duration: return reference("duration")
  case .integer(let minimum):
    let limit: [(String, JSON)] = minimum.map { [("minimum", .integer($0))] } ?? []
    let number: [(String, JSON)] = [("type", .string("integer"))]
    return object([("anyOf", .array([object(number + limit), reference("id")]))])
  case .word(let words): return object([("enum", .array(words.map { .string($0) }))])
  case .owner: return reference("owner")
  case .actors: return reference("actors")
  case .action: return reference("action")
  case .list(let item):
    return object([
      ("type", .array([.string("array"), .string("null")])), ("items", schema(of: item)),
    ])
  case .oneOrMore(let item): return oneOrMore(schema(of: item))
  case .map(let value):
    return object([
      ("type", .array([.string("object"), .string("null")])),
      ("additionalProperties", schema(of: value)),
    ])
  case .table(let name): return reference(name)
  case .either(let shapes): return object([("anyOf", .array(shapes.map { schema(of: $0) }))])
  }
}

private func reference(_ name: String) -> JSON { object([("$ref", .string("#/$defs/\(name)"))]) }

private func constant(_ text: String) -> JSON { object([("const", .string(text))]) }

private func pattern(_ pattern: String, _ title: String) -> JSON {
  object([("title", .string(title)), ("type", .string("string")), ("pattern", .string(pattern))])
}

private func oneOrMore(_ item: JSON) -> JSON {
  let list = object([("type", .string("array")), ("items", item), ("minItems", .integer(1))])
  return object([("anyOf", .array([item, list]))])
}
