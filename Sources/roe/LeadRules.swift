internal import ArgumentParser
internal import RoeCompiler
internal import RoeMachine
internal import RoeReports

/// The machine that decides about a lead, from rules or from a machine file, ready to run.
struct LeadRules {
  var file: MachineFile
  var interpreter: Interpreter
  /// Where the files of the rules lie, seen from the current folder.
  var folder: String

  /// - Parameter roster: a roster file that stands in for the one of the rules.
  static func open(
    _ path: String, roster rosterPath: String?, _ output: OutputOptions
  ) throws -> LeadRules {
    var file: MachineFile
    var roster: Roster?
    var folder = ""
    if path.hasSuffix(".json") {
      file = try read(path) { bytes throws(MachineError) in try MachineFile(parsing: bytes) }
    } else {
      let rules = try RuleFiles.openOne(path)
      let compilation = try rules.compiledToPlay(output)
      file = compilation.file
      roster = compilation.roster
      folder = rules.root
    }
    if rosterPath != nil || roster == nil {
      let beside = joined(parentFolder(of: path), "roster.json")
      roster = try read(rosterPath ?? beside) { bytes throws(MachineError) in
        try Roster(parsing: bytes)
      }
    }
    do {
      let interpreter = try Interpreter(file.meaning, roster: roster ?? Roster())
      return LeadRules(file: file, interpreter: interpreter, folder: folder)
    } catch {
      throw Failure(.findings, "the rules and the roster do not fit together: \(error)")
    }
  }

  /// Reads a file and makes something of it; a damaged file is a finding.
  static func read<Content>(
    _ path: String, _ parse: ([UInt8]) throws(MachineError) -> Content
  ) throws(Failure) -> Content {
    let bytes: [UInt8]
    do { bytes = path == "-" ? try Files.readStandardInput() : try Files.read(path) } catch {
      throw Failure(.noInput, "\(error.path) cannot be opened: \(error.reason)")
    }
    do { return try parse(bytes) } catch {
      throw Failure(.findings, "\(path == "-" ? "standard input" : path): \(error)")
    }
  }

  func lead(_ path: String) throws(Failure) -> LeadFile {
    try Self.read(path) { bytes throws(MachineError) in
      try LeadFile(JSON(of: bytes), interpreter)
    }
  }

  /// The inputs in an event file, in the order in which they were received.
  func events(_ path: String, of lead: LeadFile) throws(Failure) -> [Input] {
    let inputs = try Self.read(path) { bytes throws(MachineError) in
      var inputs: [Input] = []
      for (offset, line) in bytes.split(separator: 10, omittingEmptySubsequences: false)
        .enumerated()
      where !line.allSatisfy({ $0 == 32 || $0 == 9 || $0 == 13 }) {
        do throws(MachineError) {
          let json = try JSON(of: Array(line))
          inputs.append(
            try EventLine.input(json, number: offset + 1, of: lead, interpreter))
        } catch { throw MachineError("line \(offset + 1): \(error)") }
      }
      return inputs
    }
    return inputs.enumerated().sorted {
      ($0.element.received, $0.element.occurred, $0.offset)
        < ($1.element.received, $1.element.occurred, $1.offset)
    }.map(\.element)
  }

  func journey(of lead: LeadFile) -> Journey {
    Journey(
      file, roster: interpreter.roster, lifecycle: lead.lifecycle, folder: folder)
  }

  /// An instant that a person has typed, in the zone of the rules unless it says another.
  func instant(_ text: String, option: String) throws(Failure) -> Int {
    let machine = file.meaning
    let zone = machine.zones.isEmpty ? Zone(id: "UTC", offsets: []) : machine.zones[machine.zone]
    do { return try roe.instant(text, in: zone) } catch {
      throw Failure(.usage, "\(option): \(error.message)")
    }
  }

  /// Gives a lead that is in a state to the driver, as it stands at an instant.
  func adopt(_ lead: LeadFile, at instant: Int, _ driver: inout Driver) throws(Failure) {
    guard let state = lead.state else { return }
    // People give times to the minute.
    let known = [
      ("entered", lead.entered), ("assigned", lead.assigned), ("last_activity", lead.lastActivity),
    ]
    for case (let key, let time?) in known where time.roundedDown(to: 60_000) > instant {
      let journey = journey(of: lead)
      throw Failure(
        .findings,
        "the lead cannot be taken up at \(journey.stamp(instant)): it says “\(key)” "
          + "\(journey.stamp(time)), which is later")
    }
    let entered = lead.entered ?? instant
    let snapshot = Snapshot(
      lead: lead.lead, lifecycle: lead.lifecycle, state: state, owner: lead.owner,
      asked: lead.asked, record: lead.fields, entered: entered, assigned: lead.assigned ?? entered,
      lastActivity: lead.lastActivity)
    do { try driver.adopt(snapshot, at: instant) } catch {
      throw Failure(.findings, "the lead cannot be taken up: \(error)")
    }
  }
}

extension JSON {
  fileprivate init(of bytes: [UInt8]) throws(MachineError) {
    do throws(JSONError) { self = try JSON(parsing: bytes) } catch {
      throw MachineError("this is not JSON that roe can read; \(error)")
    }
  }
}
