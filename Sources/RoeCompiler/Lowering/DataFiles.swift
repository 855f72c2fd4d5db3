package import RoeSource

/// All files of one compilation: the rules, and the data that they name, read when first asked
/// for. Reading itself is the caller's; the compiler touches no file system.
package struct SourceFiles {
  /// What the caller has found at a path relative to the root of the rule set.
  package enum Reading: Sendable {
    case bytes([UInt8])
    /// Why not, as a clause: "it does not exist".
    case failure(String)
  }

  enum Content {
    case text(SourceText, FileID)
    case failure(String)
  }

  package private(set) var sources: [SourceText]
  private var known: [String: Content] = [:]
  private let read: (String) -> Reading

  package init(rules: [SourceText], read: @escaping (String) -> Reading) {
    sources = rules
    self.read = read
    for (offset, source) in rules.enumerated() {
      known[source.name] = .text(source, FileID(offset))
    }
  }

  mutating func content(of path: String) -> Content {
    if let content = known[path] { return content }
    let content: Content
    switch read(path) {
    case .bytes(let bytes):
      let source = SourceText(name: path, bytes: bytes)
      content = .text(source, FileID(sources.count))
      sources.append(source)
    case .failure(let reason): content = .failure(reason)
    }
    known[path] = content
    return content
  }

  func name(of file: FileID) -> String {
    let offset = Int(file.offset)
    return offset < sources.count ? sources[offset].name : ""
  }
}

/// Joins a path that a file names to the folder of that file, and tidies `.` and `..`; nil when
/// it leads out of the rule set's folder.
func resolvedPath(_ path: String, relativeTo file: String) -> String? {
  if path.hasPrefix("/") { return nil }
  var parts = file.split(separator: "/").dropLast().map(String.init)
  for part in path.split(separator: "/") {
    if part == "." { continue }
    if part == ".." {
      if parts.isEmpty { return nil }
      parts.removeLast()
    } else {
      parts.append(String(part))
    }
  }
  return parts.joined(separator: "/")
}
