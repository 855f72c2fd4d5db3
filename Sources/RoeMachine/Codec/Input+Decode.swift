extension Interpreter {
  /// Reads one input, such as a line of an event file.
  ///
  /// Whether its edits fit their fields is for the step to say; here only their JSON must be that
  /// of values.
  public func input(_ json: JSON) throws(MachineError) -> Input {
    let reader = try JSONReader(
      json,
      keys: ["lead", "lifecycle", "key", "occurred", "received", "actor", "event", "edits"])
    let lifecycle = try reader.required("lifecycle", lifecycle)
    let plan = plan.lifecycles[Int(lifecycle.offset)]
    let actor = try reader.optional("actor", JSONReader.text)
    let event = try reader.optional("event", JSONReader.text)
    return Input(
      lead: try reader.required("lead", JSONReader.text), lifecycle: lifecycle,
      key: try reader.required("key", JSONReader.text),
      occurred: try reader.required("occurred", JSONReader.integer),
      received: try reader.required("received", JSONReader.integer),
      actor: actor.map(self.actor) ?? .unknown,
      event: event.map { plan.events[$0].map { .declared($0) } ?? .undeclared },
      edits: try edits(reader, "edits", plan))
  }

  /// The lifecycle that a text names.
  func lifecycle(_ json: JSON) throws(MachineError) -> Ref<Lifecycle> {
    let id = try JSONReader.text(json)
    guard let offset = machine.lifecycles.firstIndex(where: { $0.id == id }) else {
      let known = machine.lifecycles.map(\.id).joined(separator: ", ")
      throw MachineError("there is no lifecycle \(JSONReader.shown(id)); there is \(known)")
    }
    return Ref(offset)
  }

  /// The actor that a word or a person's id names.
  public func actor(_ name: String) -> Actor {
    switch name {
    case "lead": .lead
    case "system": .system
    default: plan.people.member(name).map { .person($0) } ?? .unknown
    }
  }

  func edits(
    _ reader: JSONReader, _ key: String, _ plan: LifecyclePlan
  ) throws(MachineError) -> [Edit] {
    guard let json = reader.json(key) else { return [] }
    guard case .object(let members) = json else {
      throw MachineError(path: key, "an object of fields should stand here, not \(json.kind)")
    }
    var edits: [Edit] = []
    for member in members {
      do throws(MachineError) {
        edits.append(
          Edit(field: plan.fields[member.key], value: try Value(json: member.value)))
      } catch { throw error.inside(JSONReader.shown(member.key)).inside(key) }
    }
    return edits
  }
}
