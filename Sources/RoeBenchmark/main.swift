import CLibYAML
import Glibc
import RoeCompiler
import RoeMachine
import RoeSource

/// Prints ratios of compile time to a bare libyaml scan of the same bytes: medians of
/// interleaved pairs, since the machine's own speed drifts.
///
///     swift run -c release RoeBenchmark [RULES [PAIRS]]
///     swift run -c release RoeBenchmark tables | Tests/Tools/z3_speed.py
let arguments = CommandLine.arguments.dropFirst()
let largest = arguments.first.flatMap { Int($0) } ?? 100_000
let pairs = arguments.dropFirst().first.flatMap { Int($0) } ?? 7

func seconds(_ body: () -> Void) -> Double {
  let clock = ContinuousClock()
  let elapsed = clock.measure(body).components
  return Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

/// Reads every event of the bytes and throws it away: what no compiler on libyaml can undercut.
func scan(_ bytes: [UInt8]) {
  var parser = yaml_parser_t()
  guard yaml_parser_initialize(&parser) == 1 else { return }
  defer { yaml_parser_delete(&parser) }
  bytes.withUnsafeBufferPointer { buffer in
    yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
    var event = yaml_event_t()
    while yaml_parser_parse(&parser, &event) == 1 {
      let isEnd = event.type == YAML_STREAM_END_EVENT
      yaml_event_delete(&event)
      if isEnd { break }
    }
  }
}

func rounded(_ value: Double, _ digits: Int = 2) -> String {
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  return "\((value * scale).rounded() / scale)"
}

if arguments.first == "tables" {
  exportTables()
  exit(0)
}

// The graph of states alone, as editors and the other commands ask for it, and all that
// `roe check` does.
print("rules  rows  MB  scan ms  graph ms  graph/scan  exact ms  peak MB  findings")
var sizes: [Int] = []
var size = 100
while size <= largest {
  sizes.append(size)
  size *= 10
}
for size in sizes {
  for inSpreadsheets in [false, true] {
    let set = BenchmarkRules(count: size, inSpreadsheets: inSpreadsheets)
    var (scans, checks, ratios, exacts): ([Double], [Double], [Double], [Double]) =
      ([], [], [], [])
    var findings = 0
    for _ in 0..<pairs {
      let base = seconds { for file in set.rules { scan(file.bytes) } }
      func check(_ depth: Depth) {
        let compilation = compile(set.rules, depth: depth) { path in
          set.data[path].map { .bytes($0) } ?? .failure("it does not exist")
        }
        findings = compilation.diagnostics.count
      }
      let own = seconds { check(.graph) }
      exacts.append(seconds { check(.exact) })
      scans.append(base)
      checks.append(own)
      ratios.append(own / base)
    }
    print(
      size, inSpreadsheets ? "csv " : "yaml", rounded(Double(set.bytes) / 1e6),
      rounded(median(scans) * 1e3), rounded(median(checks) * 1e3), rounded(median(ratios)),
      rounded(median(exacts) * 1e3),
      rounded(Double(peakMemory()) / 1e6, 1), findings, separator: "  ")
  }
}

let steps = try StepBenchmark().run(leads: 20_000, acts: 50)
print("interpreter, million steps a second: notes", rounded(steps.notes / 1e6), terminator: ", ")
print("moves", rounded(steps.moves / 1e6))

printLogic()

SilenceBenchmark.run(pairs: pairs)
