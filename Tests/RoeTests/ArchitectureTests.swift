import Foundation
import Testing

/// The laws of the package that no compiler checks.
@Suite struct ArchitectureTests {
  static let sources = packageRoot + "/Sources"

  /// The folders of `Sources`, from the lowest layer to the highest.
  static let layers = [
    "CLibYAML", "RoeLogic", "RoeSource", "RoeMachine", "RoeCompiler", "RoeReports", "roe",
    "RoeBenchmark",
  ]

  @Test func foldersAreTheLayers() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources)
      .filter { !$0.hasPrefix(".") }
    #expect(folders.sorted() == Self.layers.sorted())
  }

  @Test func onlyTheCommandLineTouchesTheWorld() throws {
    let banned = [
      "FileManager", "FileHandle", "ProcessInfo", "getenv", "fopen", "readLine", "print",
      "debugPrint", "dump", "Date", "ContinuousClock", "SuspendingClock", "clock_gettime",
      "gettimeofday", "CommandLine", "exit", "abort", "Process", "system",
    ]
    for file in try swiftFiles() where !["roe", "RoeBenchmark"].contains(file.layer) {
      for (number, line) in file.code {
        for name in banned where line.calls(name) {
          Issue.record("\(file.path):\(number) uses \(name); only Sources/roe may")
        }
      }
    }
  }

  @Test func theCoreNeedsNoFoundation() throws {
    for file in try swiftFiles() where file.layer != "RoeBenchmark" {
      for (number, line) in file.code {
        let words = line.split { !$0.isLetter }
        guard words.contains("import") else { continue }
        let systems = ["Foundation", "FoundationEssentials", "Dispatch", "Glibc", "Musl", "Darwin"]
        let found = systems.filter { words.contains(Substring($0)) }
        // Files are parsed side by side.
        let allowed = ["roe": ["Glibc", "Musl", "Darwin"], "RoeCompiler": ["Dispatch"]]
        for system in found where !(allowed[file.layer] ?? []).contains(system) {
          Issue.record("\(file.path):\(number) imports \(system)")
        }
      }
    }
  }

  @Test func importsFollowTheLayers() throws {
    for file in try swiftFiles() {
      let rank = Self.layers.firstIndex(of: file.layer) ?? 0
      for (number, line) in file.code {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place + 1 < words.count else { continue }
        guard let other = Self.layers.firstIndex(of: String(words[place + 1])) else { continue }
        if other >= rank {
          Issue.record("\(file.path):\(number) imports \(words[place + 1]), which lies above it")
        }
        if file.layer == "RoeMachine" {
          Issue.record("\(file.path):\(number): the machine knows no other part of roe")
        }
      }
    }
  }

  @Test func theAnalysisKnowsNoLint() throws {
    for file in try swiftFiles() where file.path.contains("/RoeCompiler/Analysis/") {
      for (number, line) in file.code {
        let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        for name in ["Lint", "LintInput", "Finding", "Registry"]
        where words.contains(Substring(name)) {
          Issue.record("\(file.path):\(number) uses \(name), which lies above it")
        }
      }
    }
  }

  @Test func noFileIsLong() throws {
    for file in try swiftFiles() + swiftFiles(below: packageRoot + "/Tests") {
      // The zones are data.
      if file.path.hasSuffix("/ZoneTable.swift") { continue }
      let count = file.text.split(separator: "\n", omittingEmptySubsequences: false).count
      #expect(count <= 600, "\(file.path) has \(count) lines")
    }
  }

  @Test func nothingTrapsOnPurpose() throws {
    let banned = ["try!", "fatalError(", "preconditionFailure(", " as! ", "unsafeBitCast("]
    for file in try swiftFiles() {
      for (number, line) in file.code {
        for text in banned where line.contains(text) {
          Issue.record("\(file.path):\(number) contains \(text)")
        }
      }
    }
  }
}

/// One source file, and the layer it belongs to.
private struct SwiftFile {
  var path: String
  var layer: String
  var text: String

  /// The lines with their numbers, without comments and without text in quotes.
  var code: [(Int, String)] {
    var isInBlock = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      (offset, line) in
      let fences = line.components(separatedBy: "\"\"\"").count - 1
      defer { if !fences.isMultiple(of: 2) { isInBlock.toggle() } }
      if isInBlock || fences > 0 { return (offset + 1, "") }
      var code = ""
      var isQuoted = false
      var isEscaped = false
      var previous: Character?
      for character in line {
        if isQuoted {
          if isEscaped {
            isEscaped = false
          } else if character == "\\" {
            isEscaped = true
          } else if character == "\"" {
            isQuoted = false
          }
        } else if character == "\"" {
          isQuoted = true
        } else {
          if character == "/", previous == "/" { break }
          code.append(character)
        }
        previous = character
      }
      return (offset + 1, code)
    }
  }
}

extension String {
  /// Whether a function or type of this name is called here, and not a member of something else.
  fileprivate func calls(_ name: String) -> Bool {
    var rest = self[...]
    while let range = rest.range(of: name) {
      let before = rest[..<range.lowerBound].last
      let after = rest[range.upperBound...].first
      let isWord = before.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." } ?? false
      let isDeclared = rest[..<range.lowerBound].hasSuffix("func ")
      if !isWord, !isDeclared, after == "(" || after == "." { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }
}

private let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().path

private func swiftFiles(below root: String = ArchitectureTests.sources) throws -> [SwiftFile] {
  let paths = FileManager.default.subpaths(atPath: root) ?? []
  let files = try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
    SwiftFile(
      path: "\(root)/\(path)", layer: path.split(separator: "/").first.map(String.init) ?? "",
      text: try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8))
  }
  try #require(!files.isEmpty)
  return files
}
