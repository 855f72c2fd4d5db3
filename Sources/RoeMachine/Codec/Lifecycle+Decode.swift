/// Reads one lifecycle; references are resolved as they are met.
struct LifecycleDecoder {
  let principals: Principals
  let fields: Names<Field>
  let events: Names<Event>
  let activities: Names<Activity>
  let definitions: Names<Definition>
  let tables: Names<RoutingTable>
  let clocks: Names<Clock>
  let states: Names<State>
  let links: Names<Link>
  private let reader: JSONReader

  init(_ json: JSON, _ principals: Principals) throws(MachineError) {
    self.principals = principals
    reader = try JSONReader(
      json,
      keys: [
        "id", "fields", "links", "events", "activities", "definitions", "tables", "clocks",
        "states", "moves", "entries", "lost_and_found", "assumptions", "promises",
      ])
    fields = try Names(in: json, "fields", "field")
    events = try Names(in: json, "events", "event")
    activities = try Names(in: json, "activities", "activity")
    definitions = try Names(in: json, "definitions", "definition")
    tables = try Names(in: json, "tables", "table")
    clocks = try Names(in: json, "clocks", "clock")
    states = try Names(in: json, "states", "state")
    links = try Names(in: json, "links", "link")
  }

  func lifecycle() throws(MachineError) -> Lifecycle {
    Lifecycle(
      id: try reader.required("id", JSONReader.id),
      fields: try reader.list("fields", field),
      links: try reader.list("links", link),
      events: try reader.list("events", event),
      activities: try reader.list("activities", activity),
      definitions: try reader.list("definitions") { json throws(MachineError) in
        let reader = try JSONReader(json, keys: ["id", "when"])
        return Definition(id: try reader.required("id", JSONReader.id), when: try when(reader))
      },
      tables: try reader.list("tables", table),
      clocks: try reader.list("clocks", clock),
      states: try reader.list("states", state),
      moves: try reader.list("moves", move),
      entries: try reader.list("entries") { json throws(MachineError) in
        let reader = try JSONReader(json, keys: ["when", "state"])
        return Entry(when: try when(reader), state: try reader.required("state", states.ref))
      },
      lostAndFound: try reader.optional("lost_and_found", states.ref),
      assumptions: try reader.list("assumptions") { json throws(MachineError) in
        let reader = try JSONReader(json, keys: ["id", "holds"])
        return Assumption(
          id: try reader.required("id", JSONReader.id), holds: try when(reader, "holds"))
      },
      promises: try reader.list("promises", promise))
  }

  private func field(_ json: JSON) throws(MachineError) -> Field {
    let reader = try JSONReader(
      json, keys: ["id", "type", "optional", "frozen", "source", "detail"])
    return Field(
      id: try reader.required("id", JSONReader.id),
      type: try reader.required("type", fieldType),
      isOptional: try reader.flag("optional"),
      isFrozen: try reader.flag("frozen"),
      source: try reader.optional("source", JSONReader.text),
      detail: try reader.optional("detail") { json throws(MachineError) in
        let reader = try JSONReader(json, keys: ["of", "values"])
        return Field.Detail(
          of: try reader.required("of", fields.ref),
          values: try reader.map("values") { json throws(MachineError) in
            try JSONReader.list(json, JSONReader.text)
          })
      })
  }

  private func fieldType(_ json: JSON) throws(MachineError) -> FieldType {
    let (tag, value) = try tagged(json)
    func parameters(_ keys: String...) throws(MachineError) -> JSONReader {
      do throws(MachineError) {
        return try JSONReader(value, keys: keys)
      } catch { throw error.inside(tag) }
    }
    func values() throws(MachineError) -> [String] {
      do throws(MachineError) {
        return try JSONReader.list(value, JSONReader.text)
      } catch { throw error.inside(tag) }
    }
    switch tag {
    case "boolean":
      _ = try parameters()
      return .boolean
    case "integer":
      let reader = try parameters("min", "max")
      return .integer(
        min: try reader.optional("min", JSONReader.integer),
        max: try reader.optional("max", JSONReader.integer))
    case "counter": return .counter(max: try parameters("max").required("max", JSONReader.integer))
    case "money":
      return .money(currency: try parameters("currency").required("currency", JSONReader.text))
    case "date":
      _ = try parameters()
      return .date
    case "instant":
      _ = try parameters()
      return .instant
    case "text":
      _ = try parameters()
      return .text
    case "person":
      _ = try parameters()
      return .person
    case "choice": return .choice(try values())
    case "set": return .set(try values())
    default: throw MachineError("there is no type \(JSONReader.shown(tag))")
    }
  }

  private func link(_ json: JSON) throws(MachineError) -> Link {
    let reader = try JSONReader(json, keys: ["id", "lifecycle", "mine", "theirs"])
    let mine = try reader.optional("mine", fields.ref)
    let theirs = try reader.optional("theirs", JSONReader.id)
    let key: Link.Key
    switch (mine, theirs) {
    case (let mine?, nil): key = .mine(mine)
    case (nil, let theirs?): key = .theirs(theirs)
    default: throw MachineError("a link has either \"mine\" or \"theirs\"")
    }
    return Link(
      id: try reader.required("id", JSONReader.id),
      lifecycle: try reader.required("lifecycle", JSONReader.id), key: key)
  }

  private func event(_ json: JSON) throws(MachineError) -> Event {
    let reader = try JSONReader(json, keys: ["id", "by", "carries", "crm"])
    return Event(
      id: try reader.required("id", JSONReader.id), by: try reader.list("by", actor),
      carries: try reader.list("carries", fields.ref),
      crm: try reader.map("crm", JSONReader.text))
  }

  private func activity(_ json: JSON) throws(MachineError) -> Activity {
    let reader = try JSONReader(json, keys: ["id", "events", "by", "except"])
    return Activity(
      id: try reader.required("id", JSONReader.id), events: try reader.list("events", events.ref),
      by: try reader.list("by", actor), except: try reader.optional("except", condition))
  }

  private func state(_ json: JSON) throws(MachineError) -> State {
    let reader = try JSONReader(
      json,
      keys: [
        "id", "kind", "owner", "follow", "clocks", "carries", "requires", "cap_per_owner",
        "permitted", "crm",
      ])
    return State(
      id: try reader.required("id", JSONReader.id),
      kind: try reader.required("kind", JSONReader.word),
      owner: try reader.list("owner", source),
      follow: try reader.list("follow", fields.ref),
      clocks: try reader.list("clocks", clocks.ref),
      carries: try reader.list("carries", clocks.ref),
      requires: try reader.list("requires", fields.ref),
      capPerOwner: try reader.optional("cap_per_owner", JSONReader.integer),
      permitted: try reader.list("permitted", source),
      crm: try reader.map("crm", JSONReader.text))
  }

  private func move(_ json: JSON) throws(MachineError) -> Move {
    let reader = try JSONReader(
      json, keys: ["id", "layer", "from", "on", "by", "when", "requires", "do"])
    return Move(
      id: try reader.required("id", JSONReader.id),
      layer: try reader.required("layer", JSONReader.word),
      from: try reader.list("from", states.ref),
      trigger: try reader.required("on", trigger),
      by: try reader.list("by", actor),
      when: try when(reader),
      requires: try reader.list("requires", fields.ref),
      outcome: try reader.optional("do", outcome) ?? Outcome())
  }

  private func trigger(_ json: JSON) throws(MachineError) -> Move.Trigger {
    let (tag, value) = try tagged(json)
    do throws(MachineError) {
      switch tag {
      case "event": return .event(try events.ref(value))
      case "becomes": return .becomes(try condition(value))
      case "watch" where value == .boolean(true): return .watch
      default: throw MachineError("an event, a \"becomes\" or a \"watch\" should stand here")
      }
    } catch { throw error.inside(JSONReader.shown(tag)) }
  }

  private func promise(_ json: JSON) throws(MachineError) -> Promise {
    let reader = try JSONReader(json, keys: ["id", "when", "claim"])
    return Promise(
      id: try reader.required("id", JSONReader.id), when: try when(reader),
      claim: try reader.required("claim") { json throws(MachineError) in
        if json["called_within"] != nil {
          let reader = try JSONReader(json, keys: ["called_within", "calendar"])
          return .calledWithin(
            try reader.required("called_within", amount),
            calendar: try reader.optional("calendar", principals.calendars.ref))
        }
        let (tag, value) = try tagged(json)
        do throws(MachineError) {
          switch tag {
          case "owned_by": return .ownedBy(try chain(value))
          case "never_owned_by": return .neverOwnedBy(try chain(value))
          case "never_in": return .neverIn(try JSONReader.list(value, states.ref))
          default: throw MachineError("there is no such claim")
          }
        } catch { throw error.inside(JSONReader.shown(tag)) }
      })
  }

  /// The one member of an object.
  func tagged(_ json: JSON) throws(MachineError) -> (tag: String, value: JSON) {
    guard case .object(let members) = json, let only = members.first, members.count == 1 else {
      throw MachineError("an object with one key should stand here, not \(json.kind)")
    }
    return (only.key, only.value)
  }
}
