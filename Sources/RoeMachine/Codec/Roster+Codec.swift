extension Roster {
  /// Reads a roster file: the digest must match, and people, absences and pools must be in order.
  public init(parsing bytes: [UInt8]) throws(MachineError) {
    let json: JSON
    do throws(JSONError) { json = try JSON(parsing: bytes) } catch {
      throw MachineError("this is not JSON that roe can read; \(error)")
    }
    try self.init(json: json)
  }

  public init(json: JSON) throws(MachineError) {
    let reader = try JSONReader(json, keys: ["digest", "format", "people", "absences", "pools"])
    try MachineFile.check(format: reader)
    let digest = try reader.required("digest", JSONReader.text)
    guard case .object(let members) = json else { throw MachineError("an object is expected") }
    let covered = JSON.object(members.filter { $0.key != "digest" })
    guard SHA256.hexDigest(of: covered.canonical()) == digest else {
      throw MachineError(
        path: "digest", "this does not match the roster; the file was changed after it was built")
    }
    self.init(
      people: try reader.list("people", Member.init(json:)),
      absences: try reader.list("absences", Absence.init(json:)),
      pools: try reader.list("pools", PoolMembers.init(json:)))
    if let problem = verify().first { throw problem }
  }

  /// The canonical bytes of the whole file.
  public func encoded() -> [UInt8] {
    var covered = CanonicalWriter()
    covered.object { write(to: &$0) }
    let digest = SHA256.hexDigest(of: covered.bytes)
    var writer = CanonicalWriter()
    writer.object { write(to: &$0, digest: digest) }
    return writer.bytes
  }

  private func write(to writer: inout CanonicalWriter, digest: String? = nil) {
    writer.list("absences", absences) { w, absence in
      w.object { w in
        w.text("cover", absence.cover)
        w.number("from", absence.span.lowerBound)
        w.text("person", absence.person)
        w.number("to", absence.span.upperBound)
      }
    }
    writer.text("digest", digest)
    writer.number("format", MachineFile.format)
    writer.list("people", people) { w, member in
      w.object { w in
        w.map("attributes", member.attributes) { $0.string($1) }
        w.text("backup", member.backup)
        w.text("calendar", member.calendar)
        w.text("id", member.id)
        w.number("last_day", member.lastDay)
        w.text("manager", member.manager)
        w.text("name", member.name)
        w.text("role", member.role)
      }
    }
    writer.list("pools", pools) { w, pool in
      w.object { w in
        w.text("id", pool.id)
        w.list("members", pool.members) { w, share in
          w.object { w in
            w.text("person", share.person)
            w.number("weight", share.weight)
          }
        }
      }
    }
  }

  /// What a roster may not be, though its types could be it; empty for a sound roster.
  public func verify() -> [MachineError] {
    var problems: [MachineError] = []
    func requireOrder<Element>(
      _ key: String, _ elements: [Element], _ areInOrder: (Element, Element) -> Bool
    ) {
      for (offset, pair) in zip(elements, elements.dropFirst()).enumerated()
      where !areInOrder(pair.0, pair.1) {
        problems.append(
          MachineError(
            path: "\(key)[\(offset + 1)]", "this stands in the wrong place, or a second time"))
      }
    }
    requireOrder("people", people) { $0.id.precedes($1.id) }
    requireOrder("pools", pools) { $0.id.precedes($1.id) }
    requireOrder("absences", absences) { first, second in
      first.person == second.person
        ? (first.span.lowerBound, first.span.upperBound)
          <= (second.span.lowerBound, second.span.upperBound)
        : first.person.precedes(second.person)
    }
    let known = Set(people.map(\.id))
    for (offset, absence) in absences.enumerated() where !known.contains(absence.person) {
      problems.append(
        MachineError(
          path: "absences[\(offset)].person", "there is no person \(absence.person) in the roster"))
    }
    for (offset, pool) in pools.enumerated() {
      for (index, share) in pool.members.enumerated() {
        let path = "pools[\(offset)].members[\(index)]"
        if !known.contains(share.person) {
          problems.append(
            MachineError(
              path: "\(path).person", "there is no person \(share.person) in the roster"))
        }
        if !(1...100).contains(share.weight) {
          problems.append(MachineError(path: "\(path).weight", "a weight is from 1 to 100"))
        }
      }
      if Set(pool.members.map(\.person)).count != pool.members.count {
        problems.append(
          MachineError(path: "pools[\(offset)].members", "a person is listed twice"))
      }
    }
    return problems
  }
}

extension Roster.Member {
  fileprivate init(json: JSON) throws(MachineError) {
    let reader = try JSONReader(
      json,
      keys: [
        "id", "name", "role", "manager", "backup", "calendar", "last_day", "attributes",
      ])
    self.init(
      id: try reader.required("id", JSONReader.id),
      name: try reader.required("name", JSONReader.text),
      role: try reader.optional("role", JSONReader.id),
      manager: try reader.optional("manager", JSONReader.id),
      backup: try reader.optional("backup", JSONReader.id),
      calendar: try reader.optional("calendar", JSONReader.id),
      lastDay: try reader.optional("last_day", JSONReader.integer),
      attributes: try reader.map("attributes", JSONReader.text))
  }
}

extension Roster.Absence {
  fileprivate init(json: JSON) throws(MachineError) {
    let reader = try JSONReader(json, keys: ["person", "from", "to", "cover"])
    let from = try reader.required("from", JSONReader.integer)
    let to = try reader.required("to", JSONReader.integer)
    guard from < to else { throw MachineError(path: "to", "an absence ends after it begins") }
    self.init(
      person: try reader.required("person", JSONReader.id), span: from..<to,
      cover: try reader.optional("cover", JSONReader.id))
  }
}

extension Roster.PoolMembers {
  fileprivate init(json: JSON) throws(MachineError) {
    let reader = try JSONReader(json, keys: ["id", "members"])
    self.init(
      id: try reader.required("id", JSONReader.id),
      members: try reader.list("members") { json throws(MachineError) in
        let reader = try JSONReader(json, keys: ["person", "weight"])
        return Share(
          person: try reader.required("person", JSONReader.id),
          weight: try reader.optional("weight", JSONReader.integer) ?? 1)
      })
  }
}
