extension Code {
  static let unclosedQuote = Code(
    "ROE0012", "unclosed-quote", title: "A quote is opened and not closed",
    rationale: """
      Everything after an open quote is text, the keys on the following lines included.
      """,
    avoid: Example("says: \"Call within the hour  # ROE0012\nowner: dana\n", alone: true),
    prefer: Example("says: \"Call within the hour\"\nowner: dana\n", alone: true))

  static let unclosedBracket = Code(
    "ROE0013", "unclosed-bracket", title: "A bracket is opened and not closed",
    rationale: """
      A list in `[ ]` or keys in `{ }` end with the closing bracket; without it the following lines
      would belong to them.
      """,
    avoid: Example("countries: [AT, CH  # ROE0013\nowner: dana\n", alone: true),
    prefer: Example("countries: [AT, CH]\nowner: dana\n", alone: true))

  static let documentMarker = Code(
    "ROE0014", "document-marker", title: "A line with --- or ... stands between the rules",
    rationale: """
      To YAML `---` begins a new document and `...` ends one. A file of rules is one document; what
      stands behind the marker would be lost to many readers.
      """,
    avoid: Example("owner: dana\n---  # ROE0014\nbackup: eli\n", alone: true),
    prefer: Example("owner: dana\nbackup: eli\n", alone: true))

  static let unknownAnchor = Code(
    "ROE0015", "unknown-anchor", title: "An alias refers to an anchor that does not exist",
    rationale: """
      `*name` repeats what `&name` marked further up in the same file. A text that begins with a star
      needs quotes.
      """,
    avoid: Example("owner: *dana  # ROE0015\n", alone: true),
    prefer: Example("backup: &dana dana.reyes\nowner: *dana\n", alone: true))

  static let mergeKey = Code(
    "ROE0016", "merge-key", title: "The merge key << is not part of the language",
    rationale: """
      What a block holds after `<<` depends on the reader, and YAML 1.2 has dropped it. Write the keys
      out, or repeat the whole block with an alias.
      """,
    avoid: Example(
      "usual: &usual\n  owner: dana\ninbound:\n  <<: *usual  # ROE0016\n  within: 15m\n",
      alone: true),
    prefer: Example("inbound:\n  owner: dana\n  within: 15m\n", alone: true))

  static let tag = Code(
    "ROE0017", "tag", title: "Tags are not part of the language",
    rationale: """
      `!name` asks the reader to build something of its own from the value. Rules mean the same to
      every reader, so there are none.
      """,
    avoid: Example("owner: !!str dana  # ROE0017\n", alone: true),
    prefer: Example("owner: dana\n", alone: true))

  static let mixedListAndKeys = Code(
    "ROE0018", "mixed-list-and-keys", title: "A block is either a list or keys, not both",
    rationale: """
      The lines of a block either all begin with `- ` or all have a key.
      """,
    avoid: Example("steps:\n  first: call\n  - mail  # ROE0018\n", alone: true),
    prefer: Example("steps:\n  - call\n  - mail\n", alone: true))

  static let unknownEscape = Code(
    "ROE0019", "unknown-escape",
    title: "A backslash inside double quotes is not followed by a known letter",
    rationale: """
      Inside double quotes a backslash begins a special character, such as `\\n` or `\\"`. Use single
      quotes, in which it is an ordinary character, or write it twice.
      """,
    avoid: Example("folder: \"C:\\sales\"  # ROE0019\n", alone: true),
    prefer: Example("folder: 'C:\\sales'\n", alone: true))

  static let missingColon = Code(
    "ROE0020", "missing-colon", title: "A key has no colon",
    rationale: """
      Between keys a line, or an entry in `{ }`, with no colon has no value. Often it is the rest of a
      text with a comma in it, which needs quotes.
      """,
    avoid: Example("row: { says: Hello, world }  # ROE0020\n", alone: true),
    prefer: Example("row: { says: \"Hello, world\" }\n", alone: true))

  static let compoundKey = Code(
    "ROE0021", "compound-key", title: "A key is a list or a block",
    rationale: """
      Keys are plain words. A list or a block as a key is most often a template of another tool, such
      as `{{ name }}`, that needs quotes.
      """,
    avoid: Example("owner: {{ name }}  # ROE0021\n", alone: true),
    prefer: Example("owner: \"{{ name }}\"\n", alone: true))

  static let textAfterValue = Code(
    "ROE0022", "text-after-value", title: "More text follows after a closed quote or bracket",
    rationale: """
      A value that begins with a quote or a bracket ends with it. When the quote belongs to the text,
      put the whole text in the other kind of quotes.
      """,
    avoid: Example("says: \"Hot\" leads first  # ROE0022\n", alone: true),
    prefer: Example("says: '\"Hot\" leads first'\n", alone: true))
}
