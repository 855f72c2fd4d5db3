/// Owners, clocks, and what moves and rungs do.
extension LifecycleDecoder {
  func source(_ json: JSON) throws(MachineError) -> OwnerSource {
    if case .string(let text) = json {
      guard let known = OwnerSource.words.first(where: { $0.word == text }) else {
        throw MachineError("\(JSONReader.shown(text)) is not a way to find an owner")
      }
      return known.source
    }
    let (tag, value) = try tagged(json)
    do throws(MachineError) {
      switch tag {
      case "person": return .person(try principals.people.ref(value))
      case "role": return .role(try principals.roles.ref(value))
      case "field": return .field(try fields.ref(value))
      case "pool": return .pool(try principals.pools.ref(value))
      case "queue": return .queue(try principals.queues.ref(value))
      case "table": return .table(try tables.ref(value))
      default: throw MachineError("this is not a way to find an owner")
      }
    } catch { throw error.inside(JSONReader.shown(tag)) }
  }

  /// A chain that may not be left out, nor be empty.
  func chain(_ json: JSON) throws(MachineError) -> OwnerChain {
    let chain = try JSONReader.list(json, source)
    if chain.isEmpty { throw MachineError("at least one way to find an owner should stand here") }
    return chain
  }

  func actor(_ json: JSON) throws(MachineError) -> ActorTest {
    if case .string(let text) = json {
      switch text {
      case "owner": return .owner
      case "asked": return .asked
      case "lead": return .lead
      case "system": return .system
      default: throw MachineError("\(JSONReader.shown(text)) is not an actor")
      }
    }
    let (tag, value) = try tagged(json)
    do throws(MachineError) {
      switch tag {
      case "person": return .person(try principals.people.ref(value))
      case "role": return .role(try principals.roles.ref(value))
      case "pool": return .pool(try principals.pools.ref(value))
      default: throw MachineError("this is not an actor")
      }
    } catch { throw error.inside(JSONReader.shown(tag)) }
  }

  func table(_ json: JSON) throws(MachineError) -> RoutingTable {
    let reader = try JSONReader(json, keys: ["id", "unique", "rows", "otherwise"])
    return RoutingTable(
      id: try reader.required("id", JSONReader.id), isUnique: try reader.flag("unique"),
      rows: try reader.list("rows") { json throws(MachineError) in
        let reader = try JSONReader(json, keys: ["id", "when", "owner", "to", "next"])
        return RoutingTable.Row(
          id: try reader.required("id", JSONReader.id), when: try when(reader),
          outcome: try route(reader))
      },
      otherwise: try reader.required("otherwise") { json throws(MachineError) in
        try route(try JSONReader(json, keys: ["owner", "to", "next"]))
      })
  }

  private func route(_ reader: JSONReader) throws(MachineError) -> RoutingTable.Route {
    let owner = try reader.optional("owner", chain)
    let state = try reader.optional("to", states.ref)
    switch (owner, state, try reader.flag("next")) {
    case (let owner?, nil, false): return .owner(owner)
    case (nil, let state?, false): return .state(state)
    case (nil, nil, true): return .next
    default: throw MachineError("a row has one of \"owner\", \"to\" and \"next\"")
    }
  }

  func clock(_ json: JSON) throws(MachineError) -> Clock {
    let reader = try JSONReader(
      json,
      keys: [
        "id", "anchor", "when", "hours", "rungs", "met_by", "restarts", "not_before",
        "not_after", "repeats",
      ])
    return Clock(
      id: try reader.required("id", JSONReader.id),
      anchor: try reader.optional("anchor", anchor) ?? .entry,
      when: try when(reader),
      hours: try reader.optional("hours", hours),
      rungs: try reader.list("rungs") { json throws(MachineError) in
        let reader = try JSONReader(json, keys: ["after", "do"])
        return Clock.Rung(
          after: try reader.required("after", amount),
          outcome: try reader.optional("do", outcome) ?? Outcome())
      },
      metBy: try reader.list("met_by", activities.ref),
      restarts: try reader.optional("restarts", JSONReader.integer),
      notBefore: try reader.optional("not_before", fields.ref),
      notAfter: try reader.optional("not_after", fields.ref),
      repeats: try reader.flag("repeats"))
  }

  private func anchor(_ json: JSON) throws(MachineError) -> Clock.Anchor {
    if case .string(let text) = json {
      switch text {
      case "entry": return .entry
      case "assignment": return .assignment
      case "capture": return .capture
      default: throw MachineError("\(JSONReader.shown(text)) is not an anchor")
      }
    }
    let (tag, value) = try tagged(json)
    do throws(MachineError) {
      switch tag {
      case "activity": return .activity(try activities.ref(value))
      case "field": return .field(try fields.ref(value))
      default: throw MachineError("this is not an anchor")
      }
    } catch { throw error.inside(JSONReader.shown(tag)) }
  }

  private func hours(_ json: JSON) throws(MachineError) -> Clock.Hours {
    if case .string(let text) = json {
      guard text == "owner" else {
        throw MachineError("\(JSONReader.shown(text)) does not choose a calendar")
      }
      return .owner
    }
    if json["calendar"] != nil {
      let reader = try JSONReader(json, keys: ["calendar"])
      return .calendar(try reader.required("calendar", principals.calendars.ref))
    }
    let reader = try JSONReader(json, keys: ["field", "calendars", "otherwise"])
    return .field(
      try reader.required("field", fields.ref),
      try reader.map("calendars", principals.calendars.ref),
      otherwise: try reader.required("otherwise", principals.calendars.ref))
  }

  func amount(_ json: JSON) throws(MachineError) -> Amount {
    let (tag, value) = try tagged(json)
    do throws(MachineError) {
      let number = try JSONReader.integer(value)
      if number < 0 { throw MachineError("an amount of time is not negative") }
      switch tag {
      case "seconds": return .seconds(number)
      case "business_seconds": return .businessSeconds(number)
      case "business_days": return .businessDays(number)
      case "end_of_business_day": return .endOfBusinessDay(number)
      case "months": return .months(number)
      default: throw MachineError("there is no such unit of time")
      }
    } catch { throw error.inside(JSONReader.shown(tag)) }
  }

  func outcome(_ json: JSON) throws(MachineError) -> Outcome {
    let reader = try JSONReader(json, keys: ["actions", "to", "owner"])
    return Outcome(
      actions: try reader.list("actions", action),
      to: try reader.optional("to") { json throws(MachineError) in
        if case .string("previous") = json { return .previous }
        return .state(try JSONReader(json, keys: ["state"]).required("state", states.ref))
      },
      owner: try reader.optional("owner", chain))
  }

  private func action(_ json: JSON) throws(MachineError) -> Action {
    let shapes = [
      ["remind"], ["notify"], ["set", "value"], ["add", "by"], ["send", "link"], ["ask"],
      ["start"], ["stop"],
    ]
    guard let shape = shapes.first(where: { json[$0[0]] != nil }) else {
      throw MachineError("an action should stand here")
    }
    let reader = try JSONReader(json, keys: shape)
    if let source = try reader.optional("remind", source) { return .remind(source) }
    if let source = try reader.optional("notify", source) { return .notify(source) }
    if let field = try reader.optional("set", fields.ref) {
      return .set(field, try reader.optional("value", Value.init(json:)) ?? .missing)
    }
    if let field = try reader.optional("add", fields.ref) {
      return .add(field, try reader.required("by", JSONReader.integer))
    }
    if let event = try reader.optional("send", JSONReader.id) {
      return .send(event: event, to: try reader.required("link", links.ref))
    }
    if let chain = try reader.optional("ask", chain) { return .ask(chain) }
    if let clock = try reader.optional("start", clocks.ref) { return .start(clock) }
    return .stop(try reader.required("stop", clocks.ref))
  }
}

extension Value {
  /// A set may come in any order and with repeats.
  init(json: JSON) throws(MachineError) {
    switch json {
    case .null: self = .missing
    case .boolean(let value): self = .boolean(value)
    case .integer(let number): self = .integer(number)
    case .string(let text): self = .text(text)
    case .array:
      let texts = try JSONReader.list(json, JSONReader.text).sorted { $0.precedes($1) }
      var unique: [String] = []
      for text in texts where unique.last?.hasSameBytes(as: text) != true { unique.append(text) }
      self = .set(unique)
    case .object: throw MachineError("a value should stand here, not an object")
    }
  }
}
