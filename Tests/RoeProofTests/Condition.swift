/// A condition of a random rule set, kept as a tree so that it can be made smaller.
indirect enum Condition: Equatable, Sendable {
  /// One test, of a field or of an activity.
  case test(of: String, String)
  case definition(String)
  case all([Condition])
  case any([Condition])
  case not(Condition)
  case atLeast(Int, [Condition])

  var text: String {
    switch self {
    case .test(_, let text): text
    case .definition(let name): name
    case .all(let parts): parts.map(\.grouped).joined(separator: " and ")
    case .any(let parts): parts.map(\.grouped).joined(separator: " or ")
    case .not(let inner): "not \(inner.grouped)"
    case .atLeast(let count, let parts):
      "at least \(count) of (\(parts.map(\.text).joined(separator: ", ")))"
    }
  }

  private var grouped: String {
    switch self {
    case .test, .definition, .atLeast: text
    case .all, .any, .not: "(\(text))"
    }
  }

  /// The fields, activities and definitions that it names.
  var names: Set<String> {
    switch self {
    case .test(let name, _), .definition(let name): [name]
    case .all(let parts), .any(let parts), .atLeast(_, let parts):
      parts.reduce(into: []) { $0.formUnion($1.names) }
    case .not(let inner): inner.names
    }
  }

  /// Conditions with a little less in them.
  var smaller: [Condition] {
    switch self {
    case .test, .definition: return []
    case .not(let inner): return [inner] + inner.smaller.map { .not($0) }
    case .all(let parts), .any(let parts), .atLeast(_, let parts):
      var found = parts
      for index in parts.indices {
        var fewer = parts
        fewer.remove(at: index)
        if fewer.count > 1 { found.append(with(fewer)) }
        for part in parts[index].smaller {
          var changed = parts
          changed[index] = part
          found.append(with(changed))
        }
      }
      return found
    }
  }

  private func with(_ parts: [Condition]) -> Condition {
    switch self {
    case .all: .all(parts)
    case .any: .any(parts)
    case .atLeast(let count, _): .atLeast(min(count, parts.count), parts)
    case .test, .definition, .not: self
    }
  }
}
