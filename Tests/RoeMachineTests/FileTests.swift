import Foundation
import RoeMachine
import RoeTestSupport
import Testing

/// Machine and roster files: good ones come back byte for byte, bad ones are refused with a place.
@Suite struct FileTests {
  static let vectors = fixturesDirectory() + "/vectors"
  static let good: [UInt8] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: vectors)) ?? []
    let files = names.compactMap {
      FileManager.default.contents(atPath: "\(vectors)/\($0)/machine.json")
    }
    // The richest machine, and the same on every run.
    return Array(files.max { ($0.count, "\($0)") < ($1.count, "\($1)") } ?? Data())
  }()

  @Test func comesBackByteForByteWithTextsAndSources() throws {
    var file = try MachineFile(parsing: Self.good)
    file.texts = Texts(
      title: "Règles", says: "All", maintainedBy: "ops",
      review: Review(every: .half_year, last: "2026-01-31"),
      rules: [
        "x/states/a": Text(
          title: "A", says: "s", because: "b", link: "l", maintainedBy: "m", agreedBy: ["p"],
          reviewer: "r", reviewBy: "2026-01-01", from: "2026-01-02", until: "2026-01-03")
      ],
      calendars: [
        CalendarText(
          id: "office", zone: "Europe/Berlin", hours: ["mon 09:00-17:00"], holidays: ["2026-12-25"],
          zoneData: "2025b")
      ],
      slas: [SLAText(lifecycle: "x", id: "s", clocks: ["k"], target: 95, neverLongerThan: "2h")],
      handoffs: [
        HandoffText(
          lifecycle: "x", id: "h", from: ["a"], move: "m", pending: "p", to: "b", accept: "c",
          reject: "d", silence: "e")
      ],
      exceptions: [
        ExceptionText(
          lifecycle: "x", id: "e", approvedBy: "p", evidence: "u", until: "2026-02-01", rule: "r")
      ])
    file.sources = Sources(
      files: ["a.yaml", "b.yaml"], rules: ["x/states/a": .init(file: 1, line: 2, column: 3)])
    let bytes = file.encoded()
    let again = try MachineFile(parsing: bytes)
    #expect(again == file)
    #expect(again.encoded() == bytes)
  }

  @Test func refusesAFileThatWasChanged() throws {
    let text = String(decoding: Self.good, as: UTF8.self)
    let changed = text.replacingOccurrences(of: "\"lost\"", with: "\"lest\"")
    #expect(changed != text)
    let error = #expect(throws: MachineError.self) { try MachineFile(parsing: Array(changed.utf8)) }
    #expect(error?.path == "digest")
  }

  @Test func neverTrapsOnDamage() throws {
    let seed = UInt64.random(in: 1...1_000_000)
    var random = SeededRandom(seed: seed)
    let meaning = try MachineFile(parsing: Self.good).meaning.encoded()
    for length in stride(from: 0, to: Self.good.count, by: 97) {
      #expect(throws: MachineError.self) { try MachineFile(parsing: Array(Self.good[..<length])) }
    }
    for _ in 0..<300 {
      var bytes = Self.good
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      do throws(MachineError) {
        // Damage beside the meaning may go unnoticed; it decides nothing.
        let file = try MachineFile(parsing: bytes)
        #expect(file.meaning.encoded() == meaning, "seed \(seed)")
      } catch { #expect(!error.message.isEmpty) }
    }
  }

  /// Machines whose JSON was changed anywhere, so that the digest is no longer what protects.
  @Test func neverTrapsOnAHostileMeaning() throws {
    let seed = UInt64.random(in: 1...1_000_000)
    var random = SeededRandom(seed: seed)
    guard let meaning = try JSON(parsing: Self.good)["meaning"] else { return }
    let values: [JSON] = [
      .null, .integer(-1), .integer(0), .integer(9_007_199_254_740_991), .string(""),
      .string("a"), .array([]), .object([]), .boolean(true), .array([.integer(5), .integer(5)]),
    ]
    var accepted = 0
    for _ in 0..<1500 {
      let changed = mutate(meaning, &random, values)
      guard case .object = changed else { continue }
      do throws(MachineError) {
        let machine = try Machine(json: changed)
        accepted += 1
        try run(machine)
      } catch {
        #expect(!error.message.isEmpty && !error.path.isEmpty, "seed \(seed): \(error)")
      }
    }
    #expect(accepted > 0, "seed \(seed)")
  }

  private func run(_ machine: Machine) throws(MachineError) {
    let people = machine.people.map { Roster.Member(id: $0.id, name: $0.id) }
    let pools = machine.pools.map { Roster.PoolMembers(id: $0.id, members: []) }
    var driver = Driver(try Interpreter(machine, roster: Roster(people: people, pools: pools)))
    for lifecycle in machine.lifecycles.indices {
      for (number, event) in machine.lifecycles[lifecycle].events.indices.enumerated() {
        let time = 1_742_976_000_000 + number * 60_000
        let input = Input(
          lead: "L\(lifecycle)", lifecycle: Ref(lifecycle), key: "k\(number)", occurred: time,
          received: time, actor: .lead, event: .declared(Ref(event)))
        _ = driver.submit(input)
      }
    }
    _ = driver.advance(to: 1_743_976_000_000, limit: 20)
  }

  /// Changes, removes or repeats one value somewhere inside.
  private func mutate(_ json: JSON, _ random: inout SeededRandom, _ values: [JSON]) -> JSON {
    switch json {
    case .object(var members) where !members.isEmpty && Int.random(in: 0..<8, using: &random) > 0:
      let index = Int.random(in: members.indices, using: &random)
      if Int.random(in: 0..<12, using: &random) == 0 {
        members.remove(at: index)
      } else {
        members[index].value = mutate(members[index].value, &random, values)
      }
      return .object(members)
    case .array(var elements) where !elements.isEmpty && Int.random(in: 0..<8, using: &random) > 0:
      let index = Int.random(in: elements.indices, using: &random)
      switch Int.random(in: 0..<12, using: &random) {
      case 0: elements.remove(at: index)
      case 1: elements.append(elements[index])
      default: elements[index] = mutate(elements[index], &random, values)
      }
      return .array(elements)
    default: return values[Int.random(in: values.indices, using: &random)]
    }
  }
}
