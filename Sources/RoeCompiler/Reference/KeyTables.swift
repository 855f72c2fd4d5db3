/// All tables of keys, in the order in which the reference shows them.
package struct KeyTableDescription: Sendable {
  /// How other tables refer to it.
  package let name: String
  package let subject: String
  package let keys: [(name: String, doc: KeyDoc)]
  package let allowsMetadata: Bool

  init<Key: KeyTable>(_ name: String, _ type: Key.Type) {
    self.name = name
    subject = Key.subject
    keys = Key.allCases.map { ($0.rawValue, $0.doc) }
    allowsMetadata = Key.allowsMetadata
  }

  package static let all: [KeyTableDescription] = [
    .init("file", FileKey.self), .init("metadata", MetadataKey.self),
    .init("review", ReviewKey.self), .init("list_file", ListFileKey.self),
    .init("field", FieldKey.self), .init("event", EventKey.self),
    .init("activity", ActivityKey.self), .init("definition", DefinitionKey.self),
    .init("calendar", CalendarKey.self), .init("holiday", HolidayKey.self),
    .init("roster", RosterKey.self), .init("person", PersonKey.self),
    .init("absence", AbsenceKey.self), .init("pool", PoolKey.self),
    .init("queue", QueueKey.self), .init("clock", ClockKey.self), .init("rung", RungKey.self),
    .init("hours", HoursKey.self), .init("routing", RoutingKey.self), .init("row", RowKey.self),
    .init("outcome", OutcomeKey.self), .init("state", StateKey.self), .init("move", MoveKey.self),
    .init("handoff", HandoffKey.self), .init("answer", AnswerKey.self),
    .init("reply", ReplyKey.self), .init("silence", SilenceKey.self),
    .init("flag", FlagKey.self), .init("override", OverrideKey.self),
    .init("exception", ExceptionKey.self), .init("policies", PoliciesKey.self),
    .init("reassignment", ReassignmentKey.self),
    .init("lost_and_found", LostAndFoundKey.self), .init("link", LinkKey.self),
    .init("send", SendKey.self), .init("assumption", AssumptionKey.self),
    .init("promise", PromiseKey.self), .init("scenario", ScenarioKey.self),
    .init("step", ScenarioStepKey.self),
  ]
}
