/// Something that happened to a lead, as its host reports it.
public struct Input: Equatable, Sendable {
  public var lead: String
  public var lifecycle: Ref<Lifecycle>
  /// The sender's name for this input; one lead never gets two of the same name.
  public var key: String
  /// Milliseconds UTC.
  public var occurred: Int
  public var received: Int
  public var actor: Actor
  public var event: EventName?
  public var edits: [Edit]

  public init(
    lead: String, lifecycle: Ref<Lifecycle>, key: String, occurred: Int, received: Int,
    actor: Actor = .unknown, event: EventName? = nil, edits: [Edit] = []
  ) {
    self.lead = lead
    self.lifecycle = lifecycle
    self.key = key
    self.occurred = occurred
    self.received = received
    self.actor = actor
    self.event = event
    self.edits = edits
  }
}

/// Who caused an input.
public enum Actor: Equatable, Sendable {
  case person(Ref<Roster.Member>)
  case lead
  case system
  /// Nobody was named, or nobody whom the roster knows.
  case unknown

  var person: Ref<Roster.Member>? {
    guard case .person(let person) = self else { return nil }
    return person
  }
}

/// What an input says has happened.
public enum EventName: Equatable, Sendable {
  case declared(Ref<Event>)
  /// The lifecycle does not know the event.
  case undeclared
}

/// A new value for a field.
public struct Edit: Equatable, Sendable {
  /// Nil for a field that the lifecycle does not have.
  public var field: Ref<Field>?
  public var value: Value
  public init(field: Ref<Field>?, value: Value) {
    self.field = field
    self.value = value
  }
}
