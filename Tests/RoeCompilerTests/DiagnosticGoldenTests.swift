import Foundation
import RoeCompiler
import RoeSource
import RoeTestSupport
import Testing

/// What people are told about each kind of mistake, as they see it.
@Suite struct DiagnosticGoldenTests {
  private static let folder = fixturesDirectory() + "/errors"
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".roe.yaml") }.sorted()

  @Test(arguments: names)
  func rendering(_ name: String) throws {
    let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/\(name)")))
    let compilation = compile([SourceText(name: name, bytes: bytes)]) { _ in
      .failure("it does not exist")
    }
    #expect(compilation.hasErrors)
    expectGolden(
      renderText(compilation.diagnostics, sources: compilation.sources, color: false),
      at: "\(Self.folder)/\(name.dropLast(9)).diagnostics")
  }

  /// Spans stay inside their file whatever bytes a rule file has; nothing traps.
  @Test func damagedRulesAreReported() throws {
    var random = SeededRandom(seed: 20_261_121)
    for name in Self.names {
      let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/\(name)")))
      for _ in 0..<60 {
        var damaged = bytes
        for _ in 0..<Int.random(in: 1...6, using: &random) {
          let place = Int.random(in: 0..<damaged.count, using: &random)
          switch Int.random(in: 0..<3, using: &random) {
          case 0: damaged[place] = UInt8.random(in: 0...255, using: &random)
          case 1: damaged.remove(at: place)
          default:
            damaged.insert(
              contentsOf: "{}[]:,-'\"\n &*".utf8.shuffled(using: &random).prefix(2), at: place)
          }
        }
        let compilation = compile([SourceText(name: name, bytes: damaged)]) { _ in
          .failure("it does not exist")
        }
        for diagnostic in compilation.diagnostics {
          #expect(Int(diagnostic.span.upper) <= damaged.count, "\(diagnostic.message)")
        }
      }
    }
  }
}
