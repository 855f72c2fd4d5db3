import Foundation

/// The folder of the package.
package func repositoryRoot(filePath: StaticString = #filePath) -> String {
  URL(fileURLWithPath: "\(filePath)").deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
}
