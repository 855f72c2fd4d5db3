import RoeMachine
import RoeSource

package enum CalendarKey: String, KeyTable {
  case zone, hours, holidays, day

  package static let subject = "a calendar"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .zone:
      KeyDoc(
        .zone, "The time zone of the office; the zone of the rules when left out",
        example: "Europe/Berlin")
    case .hours:
      KeyDoc(
        .map(.text),
        "When it is open, by days of the week; other days are closed; `22:00-06:00` ends the next morning",
        example: "{ mon-thu: \"09:00-17:00\", fri: \"09:00-12:00, 13:00-15:00\" }", required: true)
    case .holidays:
      KeyDoc(
        .either([.file, .list(.either([.text, .table("holiday")]))]),
        "When it is closed: a list, a CSV file with the columns date, name, observed, open_until and calendar, or an .ics file",
        example: "[12-25, easter +1, last monday of may]")
    case .day:
      KeyDoc(
        .duration, "How long one business day is; the most common day when left out",
        example: "8 hours")
    }
  }
}

package enum HolidayKey: String, KeyTable {
  case date, name, observed, open_until

  package static let subject = "a holiday"
  package static let allowsMetadata = false
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .date:
      KeyDoc(
        .text, "Which day: `2026-12-25`, `12-25` for every year, `last monday of may`, `easter +1`",
        example: "12-24", required: true)
    case .name: KeyDoc(.text, "What it is called", example: "Christmas Eve")
    case .observed:
      KeyDoc(
        .word(["monday"]), "When it falls on a weekend, it is kept on Monday too", example: "monday"
      )
    case .open_until: KeyDoc(.text, "For a half day: when the office closes", example: "\"12:00\"")
    }
  }
}

extension Lowering {
  mutating func lowerCalendars() {
    let items = declared(rules.shared[.calendars], "calendar")
    calendars = references(to: items.map(\.id.value))
    for item in items { lowerCalendar(item) }
  }

  private mutating func lowerCalendar(_ item: RuleSet.Item) {
    let id = item.id.value
    let mapping = Mapping<CalendarKey>(item.node, reporting: &diagnostics)
    record(RuleID.calendar(id), item, mapping)
    var zone = machine.zones[machine.zone].id
    if let node = mapping[.zone], let name = text(node) {
      if ZoneData.isKnown(name) { zone = name } else { reportZone(node) }
    }
    if years == nil {
      report(
        .missingKey(
          "years", in: "a rule set with calendars", at: item.id.span,
          help:
            "Say which years they cover, years: 2026-2029, or when the rules were last reviewed."))
    }
    let weekly = weekly(mapping[.hours], at: item.id.span)
    var description = CalendarDescription(
      id: id, zone: zone, weekly: weekly,
      holidays: holidays(mapping[.holidays], of: id), years: years ?? 2026...2026)
    if let node = mapping[.day], let day = seconds(node) {
      if (1...86_400).contains(day) {
        description.daySeconds = day
      } else {
        report(.wrongShape(node, expected: "a length of time from 1 second to 24 hours"))
      }
    }
    var compiled = BusinessCalendar(
      id: id, span: 0..<1, daySeconds: 28_800, open: [0..<1], days: [0..<1])
    do throws(CalendarProblem) {
      compiled = try description.compiled()
    } catch {
      let zoneSpan = mapping[.zone]?.span ?? item.id.span
      // Hours that cannot be read have been reported.
      if let hours = mapping[.hours],
        error != .neverOpen || weekly.count == hours.entries.count(where: { _ in true })
      {
        report(
          error.diagnostic(of: Located(id, at: hours.span), zone: Located(zone, at: zoneSpan)))
      }
    }
    machine.calendars.append(compiled)
    texts.calendars.append(
      CalendarText(
        id: id, zone: zone,
        hours: mapping[.hours].map { $0.entries.map { "\($0.key.text) \($0.value.text)" } } ?? [],
        holidays: description.holidayTexts, zoneData: ZoneData.version))
  }

  private mutating func weekly(_ node: YAMLNode?, at span: SourceSpan) -> [CalendarDescription
    .Hours]
  {
    guard let node else {
      report(
        .missingKey(
          "hours", in: "a calendar", at: span,
          help: "For example: hours: { mon-fri: \"09:00-17:00\" }"))
      return []
    }
    guard node.kind == .mapping else {
      report(
        .wrongShape(node, expected: "days and their hours, such as { mon-fri: \"09:00-17:00\" }"))
      return []
    }
    return node.entries.compactMap { entry in
      do throws(Unreadable) {
        let days = try Weekdays(parsing: entry.key.text)
        do throws(Unreadable) {
          let times = try OpenTimes(parsing: entry.value.text)
          if let turned = times.turned { warn(of: turned, in: entry.value) }
          return CalendarDescription.Hours(days, times)
        } catch {
          report(
            .lookAlikeQuote(entry.value.text, at: entry.value.span, instead: "\"")
              ?? Diagnostic(.unreadableHours, error.reason, at: entry.value.span))
        }
      } catch {
        report(Diagnostic(.unreadableHours, error.reason, at: entry.key.span))
      }
      return nil
    }
  }

  /// Warns about a night that is probably a day whose ends are in the wrong order.
  private mutating func warn(of turned: (written: String, meant: String), in node: YAMLNode) {
    var finding = Diagnostic(
      .unreadableHours,
      "“\(turned.written)” goes on into the next day for most of it", at: node.span,
      help:
        "Did you mean \(turned.meant)? If not, write what is open after midnight as hours of the next day."
    )
    finding.severity = .warning
    report(finding)
  }

  private mutating func holidays(_ node: YAMLNode?, of calendar: String) -> [Holiday] {
    guard let node, !node.isNull else { return [] }
    switch node.kind {
    case .scalar: return holidays(file: node)
    case .sequence: return node.items.compactMap { holiday($0) }
    case .mapping:
      report(.wrongShape(node, expected: "a list of holidays, or the name of a file"))
      return []
    }
  }

  private mutating func holiday(_ node: YAMLNode) -> Holiday? {
    if node.kind == .scalar {
      return holiday(date: Located(node.text, at: node.span), name: nil, observed: nil, until: nil)
    }
    let mapping = Mapping<HolidayKey>(node, reporting: &diagnostics)
    guard let date = mapping[.date] else {
      report(.missingKey("date", in: "a holiday", at: node.span))
      return nil
    }
    if let until = mapping[.open_until] { warnIfYAMLChanges(until) }
    func located(_ key: HolidayKey) -> Located<String>? {
      mapping[key].map { Located($0.text, at: $0.span) }
    }
    return holiday(
      date: Located(date.text, at: date.span), name: mapping[.name]?.text,
      observed: located(.observed), until: located(.open_until))
  }

  private mutating func holiday(
    date: Located<String>, name: String?, observed: Located<String>?, until: Located<String>?
  ) -> Holiday? {
    var span = date.span
    do throws(Unreadable) {
      var holiday = Holiday(try Holiday.Day(parsing: date.value), name: name)
      if let observed {
        span = observed.span
        guard let rule = Holiday.Observed(rawValue: observed.value.lowercased()) else {
          throw Unreadable(
            "“\(observed.value.shortened)” is not a way to observe a holiday; write monday, or leave it out"
          )
        }
        holiday.observed = rule
      }
      if let until {
        span = until.span
        holiday.openUntil = try OpenTimes.minutes(until.value)
      }
      return holiday
    } catch {
      report(Diagnostic(.unreadableHoliday, error.reason, at: span))
      return nil
    }
  }

  private mutating func holidays(file node: YAMLNode) -> [Holiday] {
    if node.text.lowercased().hasSuffix(".ics") {
      guard let (source, file) = dataFile(node),
        let calendar = ICSCalendar.parse(source, file: file, reporting: &diagnostics)
      else { return [] }
      return Holiday.read(calendar)
    }
    guard let sheet = table(node) else { return [] }
    return Holiday.read(sheet, calendars: calendars.keys.sortedByBytes(), reporting: &diagnostics)
  }
}

extension CalendarDescription {
  /// The holidays of its years, as dates with names.
  var holidayTexts: [String] {
    var found: Set<String> = []
    for holiday in holidays where holiday.calendars.isEmpty || holiday.calendars.contains(id) {
      for year in years {
        if let date = holiday.day.date(in: year) {
          found.insert(
            ([date.description] + [holiday.name].compactMap { $0 }).joined(separator: " "))
        }
      }
    }
    return found.sortedByBytes()
  }
}
