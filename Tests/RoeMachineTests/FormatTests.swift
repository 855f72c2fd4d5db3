import Foundation
import RoeMachine
import RoeTestSupport
import Testing

/// Machine files of every released format are read, and written back byte for byte
/// (`schema/versions.md`). The fixtures are never recorded again.
@Suite struct FormatTests {
  private static let folder = fixturesDirectory() + "/format-1"
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .sorted()

  @Test func thereAreFixtures() { #expect(Self.names.count >= 4) }

  @Test(arguments: names)
  func oldFileIsKept(_ name: String) throws {
    let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/\(name)")))
    if name.hasSuffix(".machine.json") {
      #expect(try MachineFile(parsing: bytes).encoded() == bytes)
    } else {
      #expect(try Roster(parsing: bytes).encoded() == bytes)
    }
  }
}
