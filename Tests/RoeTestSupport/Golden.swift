package import Foundation
package import Testing

/// Expects `actual` to be what the file at `path` holds, and writes the file instead when the
/// environment says `ROE_RECORD=1`.
package func expectGolden(
  _ actual: String, at path: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  if ProcessInfo.processInfo.environment["ROE_RECORD"] == "1" {
    do {
      try Data(actual.utf8).write(to: URL(fileURLWithPath: path))
    } catch {
      Issue.record("\(path) cannot be written: \(error)", sourceLocation: sourceLocation)
    }
    return
  }
  guard let data = FileManager.default.contents(atPath: path) else {
    Issue.record("\(path) is missing; ROE_RECORD=1 writes it", sourceLocation: sourceLocation)
    return
  }
  let expected = String(decoding: data, as: UTF8.self)
  guard actual != expected else { return }
  Issue.record(
    "\(path) differs\n\(firstDifference(expected: expected, actual: actual))",
    sourceLocation: sourceLocation)
}

package func expectGolden(
  _ actual: String, at url: URL, sourceLocation: SourceLocation = #_sourceLocation
) {
  expectGolden(actual, at: url.path, sourceLocation: sourceLocation)
}

/// The folder `Fixtures` beside the calling file.
package func fixturesDirectory(filePath: StaticString = #filePath) -> String {
  URL(fileURLWithPath: "\(filePath)").deletingLastPathComponent()
    .appendingPathComponent("Fixtures").path
}

private func firstDifference(expected: String, actual: String) -> String {
  let expected = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let actual = actual.split(separator: "\n", omittingEmptySubsequences: false)
  let same = zip(expected, actual).prefix { $0 == $1 }.count
  let context = max(0, same - 2)
  return
    (["from line \(context + 1):"]
    + expected[context..<min(expected.count, same + 4)].map { "- \($0)" }
    + actual[context..<min(actual.count, same + 4)].map { "+ \($0)" })
    .joined(separator: "\n")
}
