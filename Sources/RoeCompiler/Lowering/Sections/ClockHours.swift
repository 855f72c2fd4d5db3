import RoeMachine
import RoeSource

package enum HoursKey: String, KeyTable {
  case of, by, otherwise, calendars

  package static let subject = "a choice of business hours"
  package static let allowsMetadata = false
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .of: KeyDoc(.word(["owner"]), "The hours of the owner", example: "owner")
    case .by: KeyDoc(.id, "The field that chooses", example: "region")
    case .calendars:
      KeyDoc(
        .map(.id), "The calendar for each of its values", example: "{ dach: berlin, us: newyork }")
    case .otherwise: KeyDoc(.id, "The calendar for every other value", example: "berlin")
    }
  }
}

extension Lowering {
  mutating func calendar(_ node: YAMLNode) -> Ref<BusinessCalendar>? {
    guard let name = text(node) else { return nil }
    if let calendar = calendars[name] {
      origins.used.insert(RuleID.calendar(name))
      return calendar
    }
    report(.unknownName(name, .calendar, at: node.span, among: calendars.keys))
    return nil
  }

  mutating func hours(_ node: YAMLNode?) -> Clock.Hours? {
    guard let node, !node.isNull else { return nil }
    if node.kind == .scalar { return calendar(node).map { .calendar($0) } }
    let mapping = Mapping<HoursKey>(node, reporting: &diagnostics)
    if let of = mapping[.of] {
      if of.text != "owner" { report(.wrongShape(of, expected: "owner")) }
      for key in [HoursKey.by, .calendars, .otherwise] {
        if let node = mapping[key] {
          report(
            Diagnostic(
              .keysClash, "the owner's hours are chosen by nothing else", at: node.span,
              labels: [.init("here", at: of.span)]))
        }
      }
      if calendars.isEmpty {
        report(
          Diagnostic(
            .missingKey, "there is no calendar that an owner could have", at: of.span,
            help: "Declare one under calendars:."))
      }
      return .owner
    }
    guard let by = mapping[.by], let map = mapping[.calendars], let otherwise = mapping[.otherwise]
    else {
      report(
        .missingKey(
          mapping[.by] == nil ? "by" : mapping[.calendars] == nil ? "calendars" : "otherwise",
          in: "a choice of business hours", at: node.span))
      return nil
    }
    guard let field = reference(by, \.fields, .field), let fallback = calendar(otherwise) else {
      return nil
    }
    var chosen: [String: Ref<BusinessCalendar>] = [:]
    for (key, value) in entries(map, expected: "a calendar for each value of \(by.text)") {
      chosen[key.text] = calendar(value)
    }
    return .field(field, chosen, otherwise: fallback)
  }
}
