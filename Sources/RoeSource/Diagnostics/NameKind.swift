/// The kinds of things that rules call by names, as sentences say them.
package enum NameKind: String, Sendable {
  case person, role, pool, queue, member, field, value, definition, activity, list, calendar, state
  case link, lifecycle, column
  case sla = "SLA"
  case table = "routing table"
  case rosterColumn = "column of the roster"
}
