import RoeMachine
package import RoeSource

extension Holiday {
  /// The columns of a table of holidays.
  package static let columns = ["date", "name", "observed", "open_until", "calendar"]

  /// Reads a table of holidays, one in a row: `date` (in any form that rules know), and where
  /// wanted `name`, `observed`, `open_until` (for a half day), `calendar` (blank for all).
  /// - Parameter calendars: the ids that the column `calendar` may hold.
  package static func read(
    _ table: CSVTable, calendars: [String], reporting diagnostics: inout [Diagnostic]
  ) -> [Holiday] {
    guard
      table.hasColumns(
        ["date"], optional: Array(columns.dropFirst()), reporting: &diagnostics),
      let date = table.column(named: "date")
    else { return [] }
    let reader = HolidayRow(
      table: table, calendars: calendars, date: date, name: table.column(named: "name"),
      observed: table.column(named: "observed"), openUntil: table.column(named: "open_until"),
      calendar: table.column(named: "calendar"))
    return (0..<table.rowCount).compactMap { reader.holiday($0, reporting: &diagnostics) }
  }

  /// The holidays of an iCalendar file, one for each day of an event.
  package static func read(_ calendar: ICSCalendar) -> [Holiday] {
    calendar.events.flatMap { event -> [Holiday] in
      let day = event.first.value
      guard let first = CivilDate(year: day.year, month: day.month, day: day.day) else { return [] }
      return (0..<event.length).map { offset in
        let date = first.adding(days: offset)
        let found: Day =
          switch event.recurrence {
          case .once: .date(date)
          case .yearly: .yearly(month: date.month, day: date.day)
          case .weekday(-1, let weekday, let month): .last(weekday: weekday, month: month)
          case .weekday(let n, let weekday, let month): .nth(n, weekday: weekday, month: month)
          }
        return Holiday(found, name: event.name?.value)
      }
    }
  }
}

/// Reads one row of a table of holidays.
private struct HolidayRow {
  let table: CSVTable
  let calendars: [String]
  let date: Int
  let name: Int?
  let observed: Int?
  let openUntil: Int?
  let calendar: Int?

  func holiday(_ row: Int, reporting diagnostics: inout [Diagnostic]) -> Holiday? {
    let before = diagnostics.count
    let day = day(row, reporting: &diagnostics)
    let observed = observed(row, reporting: &diagnostics)
    let openUntil = openUntil(row, reporting: &diagnostics)
    let calendars = calendars(row, reporting: &diagnostics)
    guard let day, diagnostics.count == before else { return nil }
    return Holiday(
      day, name: filled(row, name)?.text, observed: observed, openUntil: openUntil,
      calendars: calendars)
  }

  private func filled(_ row: Int, _ column: Int?) -> CSVCell? {
    guard let column else { return nil }
    let cell = table.cell(row, column)
    return cell.isBlank ? nil : cell
  }

  private func day(_ row: Int, reporting diagnostics: inout [Diagnostic]) -> Holiday.Day? {
    guard let cell = filled(row, date) else {
      diagnostics.append(table.unreadable(row, date, expected: "a date like 2026-12-25"))
      return nil
    }
    do {
      return try Holiday.Day(parsing: cell.text)
    } catch {
      diagnostics.append(
        dayOfTheYear(row) ?? table.trap(row, date) ?? table.dateFormat(row, date)
          ?? problem(error, row, date, .unreadableHoliday))
      return nil
    }
  }

  /// `1 Jan`, in a column where a day of the year is welcome as `01-01`.
  private func dayOfTheYear(_ row: Int) -> Diagnostic? {
    guard var finding = table.turnedIntoDate(row, date),
      let (day, month) = table.dayAndMonth(row, date),
      let meant = CivilDate(year: 2000, month: month, day: day)?.description.suffix(5)
    else { return nil }
    finding.notes = []
    finding.help = "Write \(meant)."
    finding.fix = Fix(
      "write \(meant)",
      edits: [.init(replace: table.cell(row, date).span, with: String(meant))])
    return finding
  }

  private func observed(
    _ row: Int, reporting diagnostics: inout [Diagnostic]
  ) -> Holiday.Observed? {
    guard let column = observed, let cell = filled(row, column) else { return nil }
    if let observed = Holiday.Observed(rawValue: cell.text.lowercased()) { return observed }
    diagnostics.append(table.unreadable(row, column, expected: "monday, nor blank"))
    return nil
  }

  private func openUntil(_ row: Int, reporting diagnostics: inout [Diagnostic]) -> Int? {
    guard let column = openUntil, let cell = filled(row, column) else { return nil }
    do {
      return try OpenTimes.minutes(cell.text)
    } catch {
      diagnostics.append(problem(error, row, column, .unreadableHours))
      return nil
    }
  }

  private func calendars(_ row: Int, reporting diagnostics: inout [Diagnostic]) -> [String] {
    guard let column = calendar, let cell = filled(row, column) else { return [] }
    let id = cell.text
    if calendars.contains(id) { return [id] }
    let near = nearName(to: id, among: calendars)
    diagnostics.append(
      table.trap(row, column) ?? table.severalValues(row, column)
        ?? Diagnostic(
          .unknownCalendar, "\(table.place(row, column)): there is no calendar “\(id)”",
          at: cell.span,
          help: near.map { "Did you mean “\($0)”?" }
            ?? "Leave the cell blank for a holiday of all calendars."))
    return []
  }

  private func problem(
    _ error: Unreadable, _ row: Int, _ column: Int, _ code: Code
  ) -> Diagnostic {
    Diagnostic(
      code, "\(table.place(row, column)): \(error.reason)", at: table.cell(row, column).span)
  }
}
