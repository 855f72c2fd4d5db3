/// Why a machine, roster, lead or event file cannot be used.
public struct MachineError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Where in the JSON, such as `meaning.lifecycles[0].states[2].owner`; empty for the whole file.
  public var path: String
  /// A sentence for people.
  public var message: String

  public init(path: String = "", _ message: String) {
    self.path = path
    self.message = message
  }

  public var description: String { path.isEmpty ? message : "\(path): \(message)" }

  /// The same error, seen from one level further out.
  func inside(_ component: String) -> MachineError {
    let separator = path.isEmpty || path.hasPrefix("[") ? "" : "."
    return MachineError(path: component + separator + path, message)
  }
}
