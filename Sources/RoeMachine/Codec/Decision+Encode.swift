extension Decision {
  /// The decision as the machine page describes it, with ids; people are those of the roster.
  public func json(in machine: Machine, _ roster: Roster) -> JSON {
    let model = machine.lifecycles[lifecycle]
    func person(_ ref: Ref<Roster.Member>?) -> JSON {
      ref.map { .string(roster.people[$0].id) } ?? .null
    }
    var members = [
      JSON.Member("at", .integer(at)),
      JSON.Member("due", due.map { .integer($0) } ?? .null),
      JSON.Member("kind", .string(kind.rawValue)),
      JSON.Member("lead", .string(lead)),
      JSON.Member("owner", .array([person(ownerBefore), person(ownerAfter)])),
      JSON.Member("sequence", .integer(sequence)),
    ]
    func add(_ key: String, _ value: JSON?) {
      if let value { members.append(JSON.Member(key, value)) }
    }
    let rules = because.rules.map { JSON.string($0.id(in: model)) }
    add("because", rules.isEmpty ? nil : .array(rules))
    add("effects", effects.isEmpty ? nil : .array(effects.map { $0.json(in: model, person) }))
    add("from", from.map { .string(model.states[$0].id) })
    add("input", input.map { .string($0) })
    add("late", late ? .boolean(true) : nil)
    if let parts, !parts.isEmpty { add("parts", .array(parts.map { .boolean($0) })) }
    add("reason", reason.map { .string($0.rawValue) })
    if let timer {
      add(
        "timer",
        .object([
          JSON.Member("clock", .string(model.clocks[timer.clock].id)),
          JSON.Member("rung", .integer(timer.rung)),
        ]))
    }
    add("to", to.map { .string(model.states[$0].id) })
    return .object(members.sorted { $0.key.precedesAsKey($1.key) })
  }
}

extension Effect {
  fileprivate func json(in model: Lifecycle, _ person: (Ref<Roster.Member>?) -> JSON) -> JSON {
    switch self {
    case .assign(let ref): .object([JSON.Member("assign", person(ref))])
    case .remind(let ref): .object([JSON.Member("remind", person(ref))])
    case .notify(let ref): .object([JSON.Member("notify", person(ref))])
    case .ask(let ref): .object([JSON.Member("ask", person(ref))])
    case .set(let field, let value):
      .object([
        JSON.Member("set", .string(model.fields[field].id)), JSON.Member("value", value.json),
      ])
    case .send(let event, let link):
      .object([
        JSON.Member("link", .string(model.links[link].id)), JSON.Member("send", .string(event)),
      ])
    }
  }
}

extension Value {
  public var json: JSON {
    switch self {
    case .missing: .null
    case .boolean(let value): .boolean(value)
    case .integer(let number): .integer(number)
    case .text(let text): .string(text)
    case .set(let texts): .array(texts.map { .string($0) })
    }
  }
}
