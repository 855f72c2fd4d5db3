extension Code {
  /// All that can be wrong with a file before its rules are looked at, by number.
  package static let yamlCodes: [Code] = [
    unreadableText, emptyFile, beyondLimits, unreadableYAML, misalignedLine, tabIndentation,
    missingSpace, unquotedSymbol, unquotedBrackets, secondColon, duplicateKey, unclosedQuote,
    unclosedBracket, documentMarker, unknownAnchor, mergeKey, tag, mixedListAndKeys,
    unknownEscape, missingColon, compoundKey, textAfterValue,
  ]

  static let unreadableText = Code(
    "ROE0001", "unreadable-text", title: "The file is not plain text in UTF-8",
    rationale: """
      Rules are plain text. A file saved as UTF-16 or Windows-1252, a binary file, or a control
      character pasted from elsewhere would be read as something that nobody wrote. Save the file
      with the encoding UTF-8.
      """,
    avoid: Example("team: north\u{7}wind  # ROE0001\n", alone: true),
    prefer: Example("team: northwind\n", alone: true))

  static let emptyFile = Code(
    "ROE0002", "empty-file", title: "The file holds no rules",
    rationale: """
      A file in a rule set that holds nothing, or comments alone, is most often one that was not
      saved. Write its rules, or delete it.
      """,
    avoid: Example("# nothing but a comment  # ROE0002\n", alone: true),
    prefer: Example("team: northwind\n", alone: true))

  static let beyondLimits = Code(
    "ROE0003", "beyond-limits", title: "The file is larger or deeper than any rules need to be",
    rationale: """
      One text may have 1 MB, one file 1 GB; blocks may be nested 200 deep, aliases 64, and stand for
      a million entries together. More is a damaged file or an attack, and reading it could take for
      ever.
      """,
    avoid: Example(
      "rows: \(String(repeating: "[", count: 201))\(String(repeating: "]", count: 201))  # ROE0003\n",
      alone: true),
    prefer: Example("rows: [[AT, Vienna], [CH, Zurich]]\n", alone: true))

  static let unreadableYAML = Code(
    "ROE0004", "unreadable-yaml", title: "The line is not YAML",
    rationale: """
      The line, or the one before it, cannot be read as keys, lists and values. Everything up to the
      next key at the start of a line was left out; the rest of the file was read.
      """,
    avoid: Example("says: |now  # ROE0004\n", alone: true),
    prefer: Example("says: |\n  now\n", alone: true))

  static let misalignedLine = Code(
    "ROE0005", "misaligned-line", title: "The line does not line up with its neighbours",
    rationale: """
      Keys of one block begin in the same column; that is how YAML knows what belongs together. One
      space too many or too few puts a line into another block, or into none.
      """,
    avoid: Example("owner:\n  person: dana\n   backup: eli  # ROE0005\n", alone: true),
    prefer: Example("owner:\n  person: dana\n  backup: eli\n", alone: true))

  static let tabIndentation = Code(
    "ROE0006", "tab-indentation", title: "The line is indented with something other than spaces",
    rationale: """
      YAML counts the spaces before a line, and how many spaces a tab stands for depends on the
      editor. Indent with spaces.
      """,
    avoid: Example("owner:\n\tperson: dana  # ROE0006\n", alone: true),
    prefer: Example("owner:\n  person: dana\n", alone: true))

  static let missingSpace = Code(
    "ROE0007", "missing-space", title: "There is no space after the colon",
    rationale: """
      `owner:dana` is one word to YAML; only a colon with a space after it ends a key.
      """,
    avoid: Example("state:\n  owner:dana  # ROE0007\n  within: 15m\n", alone: true),
    prefer: Example("state:\n  owner: dana\n  within: 15m\n", alone: true))

  static let unquotedSymbol = Code(
    "ROE0008", "unquoted-symbol", title: "A value that begins with a symbol needs quotes",
    rationale: """
      `@`, `` ` ``, `*`, `&`, `%` and `!` mean something of their own to YAML at the start of a value.
      In quotes they are ordinary text.
      """,
    avoid: Example("notify: @channel  # ROE0008\n", alone: true),
    prefer: Example("notify: \"@channel\"\n", alone: true))

  static let unquotedBrackets = Code(
    "ROE0009", "unquoted-brackets", title: "Inside { } or [ ] a text with brackets needs quotes",
    rationale: """
      Inside `{ }` and `[ ]` a bracket or a comma ends the text before it. Put the whole text in
      quotes, or write the keys on lines of their own.
      """,
    avoid: Example(
      "row: { when: country in [AT, CH], to: vienna }  # ROE0009\n", alone: true),
    prefer: Example(
      "row: { when: \"country in [AT, CH]\", to: vienna }\n", alone: true))

  static let secondColon = Code(
    "ROE0010", "second-colon", title: "A text with a colon in it needs quotes",
    rationale: """
      A colon with a space after it ends a key, so a line can have only one outside quotes.
      """,
    avoid: Example("says: Promise: 15 minutes  # ROE0010\n", alone: true),
    prefer: Example("says: \"Promise: 15 minutes\"\n", alone: true))

  static let duplicateKey = Code(
    "ROE0011", "duplicate-key", title: "A key is written twice in one block",
    rationale: """
      Two values for one key contradict each other, and most readers would silently drop the first.
      Keep one, or rename one.
      """,
    avoid: Example("owner: dana\nowner: eli  # ROE0011\n", alone: true),
    prefer: Example("owner: dana\nbackup: eli\n", alone: true))
}
