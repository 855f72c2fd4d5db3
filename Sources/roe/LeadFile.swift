internal import RoeMachine
internal import RoeSource

/// A lead as its system of record shows it: who it is, what is known, and where it stands.
struct LeadFile {
  var lead: String
  var lifecycle: Ref<Lifecycle>
  var fields: [Edit] = []
  /// Nil for a lead that has not entered yet.
  var state: Ref<State>?
  var owner: Ref<Roster.Member>?
  /// Who has been asked to accept, where the lead waits for an answer.
  var asked: Ref<Roster.Member>?
  var entered: Int?
  var assigned: Int?
  var lastActivity: Int?

  private static let keys = [
    "id", "lifecycle", "fields", "state", "owner", "asked", "entered", "assigned", "last_activity",
  ]

  init(_ json: JSON, _ interpreter: Interpreter) throws(MachineError) {
    let machine = interpreter.machine
    let members = try json.members(of: "a lead", keys: Self.keys)
    guard let id = try json.text("id"), !id.isEmpty else {
      throw MachineError(path: "id", "a lead needs an id")
    }
    lead = id
    let name = try json.text("lifecycle") ?? (machine.lifecycles.count == 1 ? nil : "lead")
    let place = name.map { name in machine.lifecycles.firstIndex { $0.id == name } } ?? 0
    guard let place, machine.lifecycles.indices.contains(place) else {
      let known = machine.lifecycles.map(\.id).joined(separator: ", ")
      throw MachineError(
        path: "lifecycle", "there is no lifecycle “\(name ?? "")”; there is \(known)")
    }
    lifecycle = Ref(place)
    let model = machine.lifecycles[place]
    if let fields = members.first(where: { $0.key == "fields" })?.value {
      self.fields = try edits(fields, "fields", model)
    }
    if let name = try json.text("state") {
      guard let place = model.states.firstIndex(where: { $0.id == name }) else {
        let known = model.states.map(\.id).joined(separator: ", ")
        throw MachineError(path: "state", "there is no state “\(name)”; there is \(known)")
      }
      state = Ref(place)
    }
    let roster = interpreter.roster
    owner = try json.text("owner").map { id throws(MachineError) in
      try roster.member(id, "owner")
    }
    asked = try json.text("asked").map { id throws(MachineError) in
      try roster.member(id, "asked")
    }
    entered = try json.instant("entered")
    assigned = try json.instant("assigned")
    lastActivity = try json.instant("last_activity")
    if state == nil, owner != nil {
      throw MachineError(path: "owner", "a lead that has an owner is in a state; say which")
    }
    if asked != nil, state.map({ model.states[$0].kind }) != .pending {
      let waiting = model.states.filter { $0.kind == .pending }.map(\.id)
      throw MachineError(
        path: "asked",
        waiting.isEmpty
          ? "nobody is asked to accept a lead by these rules"
          : "somebody is asked only while the lead is in \(waiting.joined(separator: ", "))")
    }
    if state != nil, entered == nil {
      throw MachineError(path: "entered", "say when the lead entered its state")
    }
  }

  /// The input with which a new lead enters.
  func capture(at instant: Int) -> Input {
    Input(
      lead: lead, lifecycle: lifecycle, key: "capture", occurred: instant, received: instant,
      edits: fields)
  }
}

/// One line of an event file: something that happened to the lead, or changed its fields.
struct EventLine {
  private static let keys = ["at", "event", "by", "fields", "key", "occurred"]

  /// - Parameter number: of the line, from 1; it is the key of a line that has none.
  static func input(
    _ json: JSON, number: Int, of lead: LeadFile, _ interpreter: Interpreter
  ) throws(MachineError) -> Input {
    let model = interpreter.machine.lifecycles[lead.lifecycle]
    _ = try json.members(of: "an event", keys: keys)
    guard let at = try json.instant("at") else {
      throw MachineError(path: "at", "say when it happened")
    }
    let occurred = try json.instant("occurred") ?? at
    guard occurred <= at else {
      throw MachineError(path: "occurred", "nothing is heard of before it happens")
    }
    var event: EventName?
    if let name = try json.text("event") {
      guard let place = model.events.firstIndex(where: { $0.id == name }) else {
        let near = nearName(to: name, among: model.events.map(\.id))
        let known = model.events.map(\.id).joined(separator: ", ")
        throw MachineError(
          path: "event",
          "there is no event “\(name)”; \(near.map { "did you mean \($0)?" } ?? "there is \(known)")"
        )
      }
      event = .declared(Ref(place))
    }
    let actor = try json.text("by").map { name throws(MachineError) in
      let actor = interpreter.actor(name)
      if actor == .unknown {
        throw interpreter.roster.unknown(name, "by", others: ["lead", "system"])
      }
      return actor
    }
    let edits = try json["fields"].map { json throws(MachineError) in
      try roe.edits(json, "fields", model)
    }
    return Input(
      lead: lead.lead, lifecycle: lead.lifecycle,
      key: try json.text("key") ?? "line \(number)", occurred: occurred, received: at,
      actor: actor ?? .unknown, event: event,
      edits: edits ?? [])
  }
}

extension Roster {
  /// The person with an id.
  fileprivate func member(
    _ id: String, _ path: String
  ) throws(MachineError) -> Ref<Roster.Member> {
    guard let place = people.firstIndex(where: { $0.id == id }) else {
      throw unknown(id, path)
    }
    return Ref(place)
  }

  /// Says that nobody has an id, and who may be meant: files name people by their ids.
  fileprivate func unknown(
    _ name: String, _ path: String, others: [String] = []
  ) -> MachineError {
    var message = "the roster has nobody called “\(name)”"
    let namesakes = people.filter { $0.name.lowercased() == name.lowercased() }
    if !namesakes.isEmpty {
      let ids = namesakes.map(\.id).joined(separator: " or ")
      message += "; \(namesakes[0].name) is \(ids)"
    } else if let near = nearName(to: name, among: people.map(\.id) + others) {
      message += "; did you mean \(near)?"
    }
    return MachineError(path: path, message)
  }
}

private func edits(
  _ json: JSON, _ path: String, _ model: Lifecycle
) throws(MachineError) -> [Edit] {
  guard case .object(let members) = json else {
    throw MachineError(path: path, "the fields with their values should stand here")
  }
  var edits: [Edit] = []
  for member in members {
    guard let place = model.fields.firstIndex(where: { $0.id == member.key }) else {
      let known = model.fields.map(\.id).joined(separator: ", ")
      throw MachineError(path: "\(path).\(member.key)", "there is no such field; there is \(known)")
    }
    do throws(MachineError) {
      edits.append(
        Edit(field: Ref(place), value: try Value(member.value, of: model.fields[place])))
    } catch { throw MachineError(path: "\(path).\(member.key)", error.message) }
  }
  return edits
}

extension JSON {
  /// The members of an object that may have these keys only.
  fileprivate func members(
    of noun: String, keys: [String]
  ) throws(MachineError) -> [JSON.Member] {
    guard case .object(let members) = self else {
      throw MachineError("\(noun) in { } should stand here, not \(kind)")
    }
    if let unknown = members.first(where: { !keys.contains($0.key) }) {
      throw MachineError(
        path: unknown.key, "\(noun) has no such key; it may have \(keys.joined(separator: ", "))")
    }
    return members
  }

  fileprivate func text(_ key: String) throws(MachineError) -> String? {
    switch self[key] {
    case nil, .null: return nil
    case .string(let text): return text
    case .some(let other):
      throw MachineError(path: key, "a text should stand here, not \(other.kind)")
    }
  }

  /// RFC 3339 text, or milliseconds UTC.
  fileprivate func instant(_ key: String) throws(MachineError) -> Int? {
    switch self[key] {
    case nil, .null: return nil
    case .integer(let instant): return instant
    case .string(let text):
      do throws(MachineError) { return try roe.instant(text) } catch {
        throw MachineError(path: key, error.message)
      }
    case .some(let other):
      throw MachineError(path: key, "a time should stand here, not \(other.kind)")
    }
  }
}
