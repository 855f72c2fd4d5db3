import Foundation
import RoeCompiler
import RoeMachine
import RoeSource
import RoeTestSupport
import Testing

/// Certificates of silence, and the separate program that checks them: `Python/check_certificate.py`.
@Suite(.enabled("needs python3") { Python.isWanted })
struct SilenceCertificateTests {
  /// How many random machines; the certificates of the examples are always looked at.
  private static let count = SilenceTests.seeds(30).count

  @Test func randomMachines() throws {
    print("certificates: random machines of the seeds 20000 to \(20_000 + Self.count - 1)")
    let pairs = (0..<Self.count).map { seed in
      var rules = RandomRules(
        seed: 20_000 + seed, hasCalendars: seed % 2 == 1, hasUncertainty: seed % 5 == 4,
        hasOwnersHours: seed % 6 == 3)
      let machine = rules.machine()
      return Pair(machine: machine, certificate: SilenceCertificate(of: machine).json)
    }
    for (seed, verdict) in try check(pairs).enumerated() {
      #expect(verdict.hasPrefix("accepted"), "seed \(20_000 + seed): \(verdict)")
    }
  }

  /// Owners who may not be found, days in fields, long counters: all is followed alike.
  @Test func randomHandoffs() throws {
    let seeds = 40_000..<40_000 + Self.count
    print("certificates: random handoffs of the seeds \(seeds)")
    let pairs = seeds.map { seed in
      var rules = RandomRules(seed: seed, hasCalendars: seed % 4 == 1)
      let machine = rules.machineWithHandoffs()
      return Pair(machine: machine, certificate: SilenceCertificate(of: machine).json)
    }
    var stated = 0
    for (seed, verdict) in zip(seeds, try check(pairs)) {
      #expect(verdict.hasPrefix("accepted"), "seed \(seed): \(verdict)")
      stated += verdict.firstMatch(of: /[0-9]+/).flatMap { Int($0.output) } ?? 0
    }
    // Little is proved by statements that say nothing.
    #expect(stated > Self.count)
  }

  /// Rules of which everything can be told, and when a lead of `new` rests that enters it at an instant.
  @Test(arguments: [
    // The next owner works on other days.
    Case(
      """
      calendars: { weekend: { hours: { sat-sun: "09:00-17:00" } } }
      states:
        new:
          entry: true
          owner: dana
          clocks:
            - { id: first, after: 8 hours, owner: kim }
            - { id: out, after: 4 business hours, calendar: { of: owner }, restart_on_new_owner: 1, to: lost }
            - { id: last, after: 60 days, to: lost }
          moves: [{ event: done, to: won }]
      """, from: "2026-11-20T09:00", until: "2026-11-23T13:00"),
    // Its calendar ends while it goes round.
    Case(
      """
      states:
        new:
          entry: true
          owner: dana
          clocks: [{ after: 8 business hours, calendar: office, repeats: true, owner: [{ manager_of: owner }, kim] }, { after: 42 days, to: lost }]
          moves: [{ event: done, to: won }]
      """, from: "2029-11-21T09:00", until: "2030-01-01T00:00"),
    Case(
      """
      states:
        new:
          entry: true
          owner: dana
          clocks: [{ after: 8 business hours, calendar: office, repeats: true, do: [{ remind: owner }] }, { after: 42 days, to: lost }]
          moves: [{ event: done, to: won }]
      """, from: "2029-11-21T09:00", until: "2030-01-01T00:00"),
    // Its last round ends just when its calendar does; then it stops.
    Case(
      """
      calendars: { late: { hours: { mon-sun: "16:00-24:00" } } }
      states:
        new:
          entry: true
          owner: dana
          clocks: [{ after: 8 business hours, calendar: late, repeats: true, owner: [{ manager_of: owner }, kim] }, { after: 6 days, to: lost }]
          moves: [{ event: done, to: won }]
      """, from: "2029-12-29T10:00", until: "2030-01-04T10:00"),
    // It goes round many times.
    Case(
      """
      states:
        new:
          entry: true
          owner: dana
          clocks: [{ after: 2 hours, repeats: true, do: [{ notify: kim }] }, { after: 45 days, to: lost }]
          moves: [{ event: done, to: won }]
      """, from: "2026-11-01T10:00", until: "2026-12-16T10:00"),
    Case(
      """
      states:
        new:
          entry: true
          owner: dana
          clocks: [{ after: 2 hours, repeats: true, owner: [{ manager_of: owner }, kim] }, { after: 45 days, to: lost }]
          moves: [{ event: done, to: won }]
      """, from: "2026-11-01T10:00", until: "2026-12-16T10:00"),
    // Of those whom a table sends somewhere nothing is required.
    Case(
      """
      fields: { who: { type: person, optional: true } }
      routing: { desk: { match: first, rows: [{ id: held, when: who is missing, to: held }], otherwise: kim } }
      states:
        new:
          entry: true
          owner: dana
          clocks: [{ when: who is missing, after: 2 days, to: next, owner: { routing: desk } }, { when: who is present, after: 1 day, to: lost }]
          moves: [{ event: done, to: won }]
        next: { owner: kim, clocks: [{ after: 1 day, to: lost }] }
        held: { owner: kim, requires: who, clocks: [{ after: 15 days, to: lost }], moves: [{ event: done, to: won }] }
      """, from: "2026-11-01T10:00", until: "2026-11-18T10:00"),
    Case(
      """
      fields: { who: { type: person, optional: true } }
      routing: { desk: { match: first, rows: [{ id: held, when: who is missing, to: held }], otherwise: kim } }
      states:
        new:
          entry: true
          owner: dana
          clocks: [{ when: who is dana, after: 1 day, to: lost }, { id: late, after: 2 days, to: next, owner: { routing: desk } }]
          moves: [{ event: done, to: won }]
        next: { owner: kim, clocks: [{ after: 1 day, to: lost }] }
        held: { owner: kim, requires: who, clocks: [{ after: 15 days, to: lost }], moves: [{ event: done, to: won }] }
      """, from: "2026-11-01T10:00", until: "2026-11-18T10:00"),
    // It goes back to where something is required; nothing is stated where it is not known whence.
    Case(
      """
      fields: { who: { type: person, optional: true }, n: { type: counter, max: 3 } }
      states:
        new:
          entry: true
          owner: dana
          requires: who
          clocks:
            - { id: once, when: n < 1, after: 2 days, to: wait, do: [{ count: n }] }
            - { id: twice, when: n >= 1, after: 2 days, to: lost }
          moves: [{ event: done, to: won }]
        wait: { owner: kim, clocks: [{ when: who is dana, after: 3 days, to: lost }, { id: back, after: 4 days, to: previous }] }
      """, from: "2026-11-01T10:00", until: "2026-11-09T10:00", silent: 1),
  ])
  func rules(_ rules: Case) throws {
    let machine = compile(Example(rules.text)).machine
    let certificate = SilenceCertificate(of: machine).json
    let verdict = try check([Pair(machine: machine, certificate: certificate)])[0]
    #expect(verdict.hasSuffix("nothing is stated about \(rules.silent)"), "\(verdict)")
    let nodes = certificate["lifecycles"]?.items?.first?["nodes"]?.items ?? []
    let latest = nodes.filter { $0["state"] == .string("new") }.compactMap { node -> Int? in
      let pieces = node["bound"]?.items?.compactMap { $0.items?.compactMap(\.number) } ?? []
      guard let piece = pieces.last(where: { $0[0] <= rules.from }), piece.count == 3 else {
        return nil
      }
      return piece[1] + piece[2] * (rules.from - piece[0])
    }.max()
    #expect(latest == rules.until)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let from: Int
    let until: Int
    /// How many statements say nothing.
    let silent: Int

    /// - Parameters:
    ///   - from: in Berlin, in winter.
    ///   - until: the same.
    init(_ text: String, from: String, until: String, silent: Int = 0) {
      func instant(_ text: String) -> Int {
        let date = try? Date(text + ":00+01:00", strategy: .iso8601)
        return Int(date?.timeIntervalSince1970 ?? 0) * 1000
      }
      self.text = text
      self.silent = silent
      self.from = instant(from)
      self.until = instant(until)
    }

    var testDescription: String { text }
  }

  /// A clock that counts from the assignment may ring early for whoever is kept, and lead elsewhere.
  @Test func whoIsKeptMayHaveTheLeadForLong() throws {
    var machine = compile(
      Example(
        """
        fields: { who: { type: person, optional: true } }
        states:
          new:
            entry: true
            owner: dana
            clocks: [{ id: first, after: 1 day, to: work }, { id: long, after: 100 days, to: lost }]
            moves: [{ event: done, to: won }]
          slow: { owner: kim, clocks: [{ after: 30 days, to: lost }] }
          work:
            owner: [{ field: who }, keep]
            clocks: [{ id: since, since: assignment, after: 10 days, to: slow }, { id: mid, after: 5 days, to: lost }]
            moves: [{ event: done, to: won }]
        """)
    ).machine
    let lifecycle = machine.lifecycles[0]
    let work = try #require(lifecycle.states.firstIndex { $0.id == "work" })
    let new = try #require(lifecycle.states.first { $0.id == "new" })
    machine.lifecycles[0].states[work].carries = new.clocks
    let certificate = SilenceCertificate(of: machine).json
    let claims = try #require(certificate["lifecycles"]?.items?.first)
    let start = try #require(claims["start"]?.number)
    let lie = (claims["nodes"]?.items ?? []).map { node in
      // As if time had begun anew with the state.
      node["state"] == .string("new")
        ? node.replacing(
          "bound",
          .array([.array([.integer(start), .integer(start + 6 * 86_400_000), .integer(1)])]))
        : node
    }
    let forged = certificate.replacing(
      "lifecycles", .array([claims.replacing("nodes", .array(lie))]))
    let verdicts = try check([
      Pair(machine: machine, certificate: certificate),
      Pair(machine: machine, certificate: forged),
    ])
    #expect(verdicts[0].hasPrefix("accepted"))
    #expect(
      verdicts[1].hasPrefix("rejected: work: nobody knows when its clocks ring"), "\(verdicts)")
  }

  /// What the examples are told is worth something: hardly ever nothing.
  @Test func examples() throws {
    let pairs = try ["northwind", "partner-channel", "quiz-funnel"].map { try Pair(example: $0) }
    var (stated, silent) = (0, 0)
    for verdict in try check(pairs) {
      let counts = verdict.matches(of: /[0-9]+/).compactMap { Int($0.output) }
      try #require(verdict.hasPrefix("accepted") && counts.count == 2, "\(verdict)")
      stated += counts[0]
      silent += counts[1]
    }
    print("certificates: in the examples \(silent) of \(stated + silent) statements say nothing")
    #expect(silent * 10 < stated)
  }

  @Test func sameBytesEveryTime() throws {
    let machine = try Pair(example: "partner-channel").machine
    let bytes = SilenceCertificate(of: machine).json.canonical()
    #expect(SilenceCertificate(of: machine).json.canonical() == bytes)
  }

  @Test(arguments: Tampering.allCases)
  func tampering(_ how: Tampering) throws {
    var pairs: [Pair] = []
    for (seed, pair) in try Self.honest.get().enumerated() {
      if let lie = how.applied(to: pair.certificate, seed) {
        pairs.append(Pair(machine: pair.machine, certificate: lie))
      }
    }
    try #require(!pairs.isEmpty)
    for (number, verdict) in try check(pairs).enumerated() {
      #expect(verdict.hasPrefix("rejected"), "\(how), \(number): \(verdict)")
    }
  }

  /// Those that are tampered with.
  private static let honest = Result {
    try (0..<40).map { seed in
      var rules = RandomRules(seed: 30_000 + seed, hasCalendars: seed % 8 == 7)
      let machine = rules.machine()
      return Pair(machine: machine, certificate: SilenceCertificate(of: machine).json)
    } + [Pair(example: "partner-channel")]
  }

  private struct Pair: Sendable {
    var machine: Machine
    var certificate: JSON

    init(machine: Machine, certificate: JSON) {
      self.machine = machine
      self.certificate = certificate
    }

    init(example name: String) throws {
      machine = try compileExample(name).machine
      certificate = SilenceCertificate(of: machine).json
    }
  }

  private func check(_ pairs: [Pair]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("roe-certificates-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var arguments: [String] = []
    for (number, pair) in pairs.enumerated() {
      let file = MachineFile(
        meaning: pair.machine, texts: Texts(title: "random"), sources: Sources())
      for (name, bytes) in [
        ("machine", file.encoded()), ("certificate", pair.certificate.canonical()),
      ] {
        let path = folder.appendingPathComponent("\(name)\(number).json")
        try Data(bytes).write(to: path)
        arguments.append(path.path)
      }
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Python/check_certificate.py").path
    process.arguments = ["python3", "-B", script] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let verdicts = String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    try #require(verdicts.count == pairs.count)
    return verdicts
  }
}

extension JSON {
  fileprivate var number: Int? { if case .integer(let number) = self { number } else { nil } }
}
