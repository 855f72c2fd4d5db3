import RoeMachine
import RoeSource

package enum RosterKey: String, KeyTable {
  case people, absences

  package static let subject = "the roster"
  package static let allowsMetadata = false
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .people:
      KeyDoc(
        .either([.file, .map(.table("person"))]),
        "The people: a CSV file with the columns id, name, role, manager, backup, calendar, last_day and any others, or a mapping",
        example: "data/people.csv", required: true)
    case .absences:
      KeyDoc(
        .either([.file, .list(.table("absence"))]),
        "When they are away: a CSV file with the columns id, from, to and cover, or a list; both days count",
        example: "data/absences.csv")
    }
  }
}

package enum PersonKey: String, KeyTable {
  case name, role, manager, backup, calendar, last_day, attributes

  package static let subject = "a person"
  package static let allowsMetadata = false
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .name: KeyDoc(.text, "The full name", example: "Ana Ruiz")
    case .role: KeyDoc(.id, "The role the person has", example: "sdr")
    case .manager: KeyDoc(.id, "Who their manager is", example: "mia")
    case .backup: KeyDoc(.id, "Who steps in for them", example: "tom")
    case .calendar: KeyDoc(.id, "The hours they work", example: "office")
    case .last_day: KeyDoc(.date, "Their last day in the team", example: "2027-01-31")
    case .attributes:
      KeyDoc(.map(.scalar), "What else pools may ask about them", example: "{ region: dach }")
    }
  }
}

extension PersonKey {
  /// Those that a spreadsheet can have.
  static var columns: [String] { allCases.filter { $0 != .attributes }.map(\.rawValue) }
}

package enum AbsenceKey: String, KeyTable {
  case id, from, to, cover

  package static let subject = "an absence"
  package static let allowsMetadata = false
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .id: KeyDoc(.id, "Who is away", example: "ana", required: true)
    case .from: KeyDoc(.date, "The first day away", example: "2026-12-21", required: true)
    case .to: KeyDoc(.date, "The last day away", example: "2027-01-02", required: true)
    case .cover: KeyDoc(.id, "Who looks after their leads", example: "tom")
    }
  }
}

/// One record of the roster, from YAML or from a spreadsheet.
private struct RosterRow {
  var values: [String: Located<String>] = [:]
  var span: SourceSpan
}

extension Lowering {
  mutating func lowerRoster() {
    for node in rules.rosters {
      let mapping = Mapping<RosterKey>(node, reporting: &diagnostics)
      if let people = mapping[.people] { addPeople(people) }
      if let absences = mapping[.absences] { addAbsences(absences) }
    }
    roster.people.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    let known = Set(roster.people.map(\.id))
    for reference in rosterReferences where !known.contains(reference.value) {
      report(.unknownName(reference.value, .person, at: reference.span, among: known))
    }
    roster.absences.sort {
      ($0.person, $0.span.lowerBound, $0.span.upperBound) < (
        $1.person, $1.span.lowerBound, $1.span.upperBound
      )
    }
  }

  private mutating func addPeople(_ node: YAMLNode) {
    if node.kind == .scalar {
      if let table = table(node) {
        let names = Set(table.header.map(\.value))
        if !names.isSuperset(of: PersonKey.columns) {
          let further = table.header.filter { !PersonKey.columns.contains($0.value) }
          furtherColumns += further.filter { $0.value != "id" }.map { (table, $0) }
        }
      }
      let found = rows(of: node, required: ["id"], optional: PersonKey.allCases.map(\.rawValue))
      for row in found.rows {
        if let id = row.values["id"] { addPerson(id, row) }
      }
      if !found.isWhole { lacksPeople = true }
      return
    }
    for (key, value) in entries(node, expected: "a file, or people by their ids") {
      warnIfYAMLChanges(key)
      let person = Mapping<PersonKey>(value, reporting: &diagnostics)
      var row = RosterRow(span: key.span)
      for field in PersonKey.allCases where field != .attributes {
        if let node = person[field], let text = text(node) {
          row.values[field.rawValue] = Located(text, at: node.span)
        }
      }
      for (name, value) in entries(person[.attributes], expected: "columns and their values") {
        if let text = text(value) { row.values[name.text] = Located(text, at: value.span) }
        warnIfYAMLChanges(value)
      }
      addPerson(Located(key.text, at: key.span), row)
    }
  }

  private mutating func addPerson(_ id: Located<String>, _ row: RosterRow) {
    if !RuleSet.isID(id.value) {
      report(.badID(id, of: "person"))
      return
    }
    if let earlier = origins.spans[RuleID.person(id.value)] {
      report(
        Diagnostic(
          .duplicateName, "there are two people called “\(id.value)”", at: id.span,
          labels: [.init("the first one", at: earlier)]))
      return
    }
    origins.spans[RuleID.person(id.value)] = id.span
    var member = Roster.Member(id: id.value, name: row.values["name"]?.value ?? id.value)
    member.role = row.values["role"]?.value
    member.manager = row.values["manager"]?.value
    member.backup = row.values["backup"]?.value
    if let role = row.values["role"] {
      rosterRoles.append(role)
      if !RuleSet.isID(role.value) { report(.badID(role, of: "role")) }
    }
    for key in ["manager", "backup"] {
      guard let named = row.values[key] else { continue }
      rosterReferences.append(named)
      if key == "manager", named.value == id.value {
        report(.wrongShapeText("“\(id.value)” is their own \(key)", at: named.span))
      }
    }
    if let calendar = row.values["calendar"] {
      if calendars[calendar.value] == nil {
        report(
          .unknownName(calendar.value, .calendar, at: calendar.span, among: calendars.keys))
      } else {
        member.calendar = calendar.value
        origins.used.insert(RuleID.calendar(calendar.value))
      }
    }
    if let last = row.values["last_day"] {
      member.lastDay = dayAfter(last)
    }
    let own = Set(PersonKey.allCases.map(\.rawValue)).union(["id"])
    for (name, value) in row.values where !own.contains(name) {
      member.attributes[name] = value.value
    }
    if let backup = row.values["backup"], backup.value == id.value {
      report(
        .wrongShapeText(
          "“\(id.value)” cannot step in for themselves", at: backup.span,
          help: "Name somebody else, or leave it blank."))
    }
    roster.people.append(member)
  }

  /// A role that no rule names, beside one that the rules name more often than the roster has the
  /// first: told once, where the slip is.
  mutating func checkRoles() {
    if lacksPeople { return }
    if let finding = renamedRoles {
      report(finding)
      lacksPeople = true
      return
    }
    let places = Dictionary(grouping: unknownRoles, by: \.value).mapValues { $0.map(\.span) }
    let holders = Dictionary(grouping: rosterRoles) { $0.value }
    for (role, people) in holders.sorted(by: { $0.key < $1.key }) where principals[role] == nil {
      guard let meant = nearName(to: role, among: places.keys), let uses = places[meant],
        uses.count > people.count
      else { continue }
      echoes.formUnion(uses)
      report(
        Diagnostic(
          .unknownName, "no rule names the role “\(role)”, and nobody has the role “\(meant)”",
          at: people[0].span,
          labels: uses.sorted().prefix(1).map { .init("it is named here", at: $0) },
          notes: uses.count > 1 ? ["It is named in \(uses.count) places."] : [],
          help: "Did you mean “\(meant)”?",
          fix: Fix(
            "write \(meant)", edits: people.map { .init(replace: $0.span, with: meant) })))
    }
  }

  /// The column of a spreadsheet without roles that holds those which the rules name.
  private var renamedRoles: Diagnostic? {
    let asked = rolesOfPools.union(unknownRoles.map(\.value))
    for (table, name) in furtherColumns where !columnsRead.contains(name.value) {
      guard table.column(named: "role") == nil, let column = table.column(named: name.value) else {
        continue
      }
      let values = Set((0..<table.rowCount).map { table.cell($0, column).text })
      let roles = values.intersection(asked).sortedByBytes()
      if roles.isEmpty { continue }
      return Diagnostic(
        .csvMissingColumn, "\(table.name) has no column “role”, and the rules name roles",
        at: name.span, caption: "here stand \(roles.shortened)",
        help: "Rename the column “\(name.value)” to “role”.",
        fix: Fix("write role", edits: [.init(replace: name.span, with: "role")]))
    }
    return nil
  }

  private mutating func addAbsences(_ node: YAMLNode) {
    var found: [RosterRow] = []
    if node.kind == .scalar {
      found =
        rows(
          of: node, required: ["id", "from", "to"], optional: ["cover"], allowsOthers: false
        ).rows
    } else {
      if node.kind == .mapping {
        report(
          .wrongShape(
            node, expected: "a file, or a list of absences",
            help: "For example: [{ id: ana, from: 2026-12-21, to: 2027-01-02 }]"))
      }
      for item in node.items {
        let absence = Mapping<AbsenceKey>(item, reporting: &diagnostics)
        var row = RosterRow(span: item.span)
        for key in AbsenceKey.allCases {
          if let node = absence[key], let text = text(node) {
            row.values[key.rawValue] = Located(text, at: node.span)
          } else if key != .cover {
            report(.missingKey(key.rawValue, in: "an absence", at: item.span))
          }
        }
        found.append(row)
      }
    }
    var away: [String: [Located<Range<Int>>]] = [:]
    for row in found {
      guard let id = row.values["id"], let from = row.values["from"], let to = row.values["to"]
      else { continue }
      rosterReferences.append(id)
      guard let start = day(from), let end = dayAfter(to) else { continue }
      guard start < end else {
        report(.wrongShapeText("this absence ends before it begins", at: to.span))
        continue
      }
      if let cover = row.values["cover"] {
        rosterReferences.append(cover)
        if cover.value == id.value {
          report(
            .wrongShapeText(
              "“\(id.value)” is away, and cannot cover for themselves", at: cover.span,
              help: "Name somebody else, or leave it blank."))
        }
      }
      if let earlier = away[id.value, default: []].first(where: { $0.value.overlaps(start..<end) })
      {
        report(
          Diagnostic(
            .absenceTwice, "“\(id.value)” is away twice on the same days", at: from.span,
            labels: [.init("the other absence", at: earlier.span)],
            help: "Make it one absence, or let the second begin later."))
      }
      away[id.value, default: []].append(Located(start..<end, at: from.span))
      roster.absences.append(
        Roster.Absence(person: id.value, span: start..<end, cover: row.values["cover"]?.value))
    }
  }

  private mutating func day(_ date: Located<String>) -> Int? {
    if let instant = midnight(date.value) { return instant }
    report(
      .wrongShapeText("“\(date.value.shortened)” is not a date such as 2027-01-31", at: date.span))
    return nil
  }

  private mutating func dayAfter(_ date: Located<String>) -> Int? {
    guard let civil = CivilDate(date.value) else { return day(date) }
    return midnight(civil.adding(days: 1).description)
  }

  /// The records of a spreadsheet, blank cells left out, and whether there is all that tells who
  /// is there: every row with its id and its role.
  private mutating func rows(
    of node: YAMLNode, required: [String], optional: [String], allowsOthers: Bool = true
  ) -> (rows: [RosterRow], isWhole: Bool) {
    guard let table = table(node) else { return ([], false) }
    let before = diagnostics.count
    guard
      table.hasColumns(
        required, optional: optional, allowsOthers: allowsOthers, reporting: &diagnostics)
    else { return ([], false) }
    // A column that is told about may be the one with the roles.
    var isWhole = !table.lacksRows && diagnostics.count == before
    let rows = (0..<table.rowCount).map { row in
      var result = RosterRow(span: table.cell(row, 0).span)
      for (column, name) in table.header.enumerated() {
        let cell = table.cell(row, column)
        let mistake =
          cell.isBlank
          ? required.contains(name.value) ? table.blankAsAbove(row, column) : nil
          : trap(table, row, column, name.value)
        if let mistake {
          report(mistake)
          if name.value == "id" || name.value == "role" { isWhole = false }
        } else if !cell.isBlank {
          result.values[name.value] = Located(cell.text, at: cell.span)
        }
      }
      return result
    }
    return (rows, isWhole)
  }

  /// What a spreadsheet has made of the cell, if it is not what somebody typed.
  private func trap(_ table: CSVTable, _ row: Int, _ column: Int, _ name: String) -> Diagnostic? {
    if let trap = table.trap(row, column) { return trap }
    switch name {
    case "name": return nil
    case "last_day", "from", "to":
      var found: [Diagnostic] = []
      _ = table.date(row, column, reporting: &found)
      return found.first
    case "id", "role", "manager", "backup", "calendar", "cover":
      return table.severalValues(row, column)
    default: return table.turnedIntoDate(row, column)
    }
  }
}

extension Diagnostic {
  static func wrongShapeText(_ message: String, at span: SourceSpan, help: String? = nil)
    -> Diagnostic
  {
    Diagnostic(.wrongShape, message, at: span, help: help)
  }
}
