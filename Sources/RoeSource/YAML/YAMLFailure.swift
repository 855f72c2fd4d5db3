/// Why libyaml, or a limit of the reader, ended a piece.
struct YAMLFailure {
  /// libyaml's words, which decide what is looked for but are never shown.
  var problem: String
  var context: String
  var offset: Int
  var contextOffset: Int
  /// A limit's own diagnostic is complete; nothing else is looked for.
  var limit: String?

  init(problem: String, context: String, offset: Int, contextOffset: Int) {
    self.problem = problem
    self.context = context
    self.offset = offset
    self.contextOffset = contextOffset
  }

  private init(limit: String, at offset: Int) {
    self.init(problem: "", context: "", offset: offset, contextOffset: offset)
    self.limit = limit
  }

  static func outOfMemory(at offset: Int) -> Self {
    Self(limit: "There is not enough memory to read this file", at: offset)
  }

  static func tooDeep(at offset: Int) -> Self {
    Self(limit: "Blocks are nested more than \(YAMLReader.Limit.depth) deep here", at: offset)
  }

  static func scalarTooLong(at offset: Int, upper: Int) -> Self {
    Self(limit: "This text is longer than 1 MB", at: offset)
  }
}
