extension MachineFile {
  /// The format that this version writes, and the only one it reads.
  public static let format = 1

  /// Reads a machine file: the digest must match, and the meaning must be sound.
  public init(parsing bytes: [UInt8]) throws(MachineError) {
    let json: JSON
    do throws(JSONError) { json = try JSON(parsing: bytes) } catch {
      throw MachineError("this is not JSON that roe can read; \(error)")
    }
    try self.init(json: json)
  }

  public init(json: JSON) throws(MachineError) {
    let reader = try JSONReader(json, keys: nil)
    try Self.check(format: reader)
    let digest = try reader.required("digest", JSONReader.text)
    guard let meaning = json["meaning"] else {
      throw MachineError(path: "meaning", "this is missing")
    }
    guard SHA256.hexDigest(of: meaning.canonical()) == digest else {
      throw MachineError(
        path: "digest", "this does not match the meaning; the file was changed after it was built")
    }
    self.init(
      meaning: try reader.required("meaning", Machine.init(json:)),
      texts: try reader.optional("texts", Texts.init(json:)) ?? Texts(title: ""),
      sources: try reader.optional("sources", Sources.init(json:)) ?? Sources())
  }

  static func check(format reader: JSONReader) throws(MachineError) {
    let format = try reader.required("format", JSONReader.integer)
    guard format == Self.format else {
      throw MachineError(
        path: "format", "this file has format \(format); this version of roe reads format 1")
    }
  }

  /// The canonical bytes of the whole file.
  public func encoded() -> [UInt8] {
    let meaning = meaning.encoded()
    var writer = CanonicalWriter()
    writer.object { writer in
      writer.text("digest", SHA256.hexDigest(of: meaning))
      writer.number("format", Self.format)
      writer.key("meaning")
      writer.raw(meaning)
      writer.key("sources")
      sources.write(to: &writer)
      writer.key("texts")
      texts.write(to: &writer)
    }
    return writer.bytes
  }
}

extension Machine {
  /// The digest of the meaning: the same for the same rules, however they are written.
  public var digest: String { SHA256.hexDigest(of: encoded()) }
}

extension Sources {
  init(json: JSON) throws(MachineError) {
    let reader = try JSONReader(json, keys: nil)
    let files = try reader.list("files", JSONReader.text)
    let rules = try reader.map("rules") { json throws(MachineError) in
      let numbers = try JSONReader.list(json, JSONReader.integer)
      guard numbers.count == 3, files.indices.contains(numbers[0]), numbers[1] > 0, numbers[2] > 0
      else { throw MachineError("the number of a file, a line and a column should stand here") }
      return Place(file: numbers[0], line: numbers[1], column: numbers[2])
    }
    self.init(files: files, rules: rules)
  }

  func write(to writer: inout CanonicalWriter) {
    writer.object { writer in
      writer.texts("files", files)
      writer.map("rules", rules) { writer, place in
        writer.array([place.file, place.line, place.column]) { $0.integer($1) }
      }
    }
  }
}
