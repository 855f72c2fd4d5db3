extension Machine {
  /// Reads `meaning`, and verifies it.
  public init(json: JSON) throws(MachineError) {
    let reader = try JSONReader(
      json,
      keys: [
        "zone", "effective", "sync_lag", "zones", "calendars", "people", "roles", "pools",
        "queues", "lifecycles",
      ])
    let zones = try reader.list("zones", Zone.init(json:))
    let calendars = try reader.list("calendars", BusinessCalendar.init(json:))
    let people = try reader.list("people", JSONReader.id)
    let roles = try reader.list("roles", JSONReader.id)
    let zoneNames = try Self.names(zones.map(\.id), "zones", "zone", Zone.self)
    let personNames = try Self.names(people, "people", "person", Person.self)
    let principals = Principals(
      calendars: try Self.names(
        calendars.map(\.id), "calendars", "calendar", BusinessCalendar.self),
      people: personNames,
      roles: try Self.names(roles, "roles", "role", Role.self),
      pools: try Names(in: json, "pools", "pool"),
      queues: try Names(in: json, "queues", "queue"))
    self.init(
      zone: try reader.required("zone", zoneNames.ref),
      effective: try reader.optional("effective", JSONReader.day),
      syncLag: try reader.optional("sync_lag", JSONReader.integer) ?? 0,
      zones: zones, calendars: calendars,
      people: people.map(Person.init), roles: roles.map(Role.init),
      pools: try reader.list("pools") { json throws(MachineError) in
        try Pool(json: json, people: personNames)
      },
      queues: try reader.list("queues") { json throws(MachineError) in
        let reader = try JSONReader(json, keys: ["id", "steward"])
        return Queue(
          id: try reader.required("id", JSONReader.id),
          steward: try reader.optional("steward", personNames.ref))
      },
      lifecycles: try reader.list("lifecycles") { json throws(MachineError) in
        try LifecycleDecoder(json, principals).lifecycle()
      })
    if let problem = verify().first { throw problem }
  }

  private static func names<Element>(
    _ ids: [String], _ key: String, _ noun: String, _: Element.Type
  ) throws(MachineError) -> Names<Element> {
    do throws(MachineError) { return try Names(ids, noun) } catch { throw error.inside(key) }
  }
}

/// The names that all lifecycles share.
struct Principals {
  let calendars: Names<BusinessCalendar>
  let people: Names<Person>
  let roles: Names<Role>
  let pools: Names<Pool>
  let queues: Names<Queue>
}

extension Zone {
  fileprivate init(json: JSON) throws(MachineError) {
    let reader = try JSONReader(json, keys: ["id", "offsets"])
    self.init(
      id: try reader.required("id", JSONReader.id),
      offsets: try reader.list("offsets") { json throws(MachineError) in
        let pair = try JSONReader.list(json, JSONReader.integer)
        guard pair.count == 2 else {
          throw MachineError("an instant and an offset in seconds should stand here")
        }
        return Offset(from: pair[0], seconds: pair[1])
      })
  }
}

extension BusinessCalendar {
  fileprivate init(json: JSON) throws(MachineError) {
    let reader = try JSONReader(json, keys: ["id", "span", "day", "open", "days"])
    self.init(
      id: try reader.required("id", JSONReader.id),
      span: try reader.required("span", JSONReader.span),
      daySeconds: try reader.required("day", JSONReader.integer),
      open: try reader.list("open", JSONReader.span),
      days: try reader.list("days", JSONReader.span))
  }
}

extension Pool {
  fileprivate init(json: JSON, people: Names<Person>) throws(MachineError) {
    let reader = try JSONReader(json, keys: ["id", "pick", "steward", "at_least", "cap", "match"])
    self.init(
      id: try reader.required("id", JSONReader.id),
      pick: try reader.required("pick", JSONReader.word),
      steward: try reader.optional("steward", people.ref),
      atLeast: try reader.optional("at_least", JSONReader.integer) ?? 0,
      cap: try reader.optional("cap", JSONReader.integer),
      match: try reader.list("match") { json throws(MachineError) in
        let reader = try JSONReader(json, keys: ["column", "field"])
        return Match(
          column: try reader.required("column", JSONReader.text),
          field: try reader.required("field", JSONReader.id))
      })
  }
}
