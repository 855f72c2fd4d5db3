/// The whole-day events of an iCalendar file (RFC 5545), as calendar programs export holidays.
package struct ICSCalendar: Sendable {
  /// A day as the file writes it; the calendar has it.
  package struct Day: Equatable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// Nil when the calendar has no such day.
    package init?(year: Int, month: Int, day: Int) {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= lengths[month - 1]
      else { return nil }
      self.year = year
      self.month = month
      self.day = day
    }
  }

  package struct Event: Sendable {
    package let name: Located<String>?
    package let first: Located<Day>
    /// How many days it lasts.
    package let length: Int
    package let recurrence: Recurrence
  }

  /// When the event comes back.
  package enum Recurrence: Equatable, Sendable {
    case once
    /// On the same day of every year.
    case yearly
    /// The first, second, … or (-1) last of a weekday in a month; 0 is Monday.
    case weekday(Int, weekday: Int, month: Int)
  }

  package let events: [Event]

  /// Reads the events, or says why the file is no calendar. An event that cannot be read is
  /// reported and left out; a cancelled one is left out.
  package static func parse(
    _ source: SourceText, file: FileID, reporting diagnostics: inout [Diagnostic]
  ) -> ICSCalendar? {
    let start = SourceSpan(file: file, lower: 0, upper: 0)
    let name = source.name.split(separator: "/").last.map(String.init) ?? source.name
    guard source.bytes.count < CSVRange.sizeLimit, CSVEncoding(of: source.bytes) == .utf8 else {
      diagnostics.append(
        Diagnostic(
          .icsNotCalendar, "\(name) is not a text file in UTF-8", at: start,
          help: "Export the holidays again as an iCalendar file."))
      return nil
    }
    var lines = ICSLines(source.bytes, file: file)
    guard let first = lines.next(), first.name == "BEGIN", first.keyword == "VCALENDAR" else {
      diagnostics.append(
        Diagnostic(
          .icsNotCalendar, "\(name) is not an iCalendar file", at: start,
          notes: ["Its first line would be BEGIN:VCALENDAR."],
          help: "Export the holidays again as an iCalendar file, or write them as CSV"))
      return nil
    }
    var events: [Event] = []
    var open: [ICSLine] = [first]
    var event: [ICSLine] = []
    while let line = lines.next() {
      switch line.name {
      case "BEGIN": open.append(line)
      case "END":
        guard let begin = open.popLast(), begin.keyword == line.keyword else {
          diagnostics.append(
            Diagnostic(
              .icsBrokenEvent, "\(name): END:\(line.keyword) closes nothing that is open",
              at: line.span,
              help: "The file is damaged; export it again."))
          return nil
        }
        if begin.keyword == "VEVENT", open.count == 1 {
          if let read = ICSEventReader(file: name, begin: begin, lines: event)
            .event(reporting: &diagnostics)
          {
            events.append(read)
          }
          event = []
        }
      default:
        // An alarm inside an event has properties of its own.
        if open.count == 2, open[1].keyword == "VEVENT" { event.append(line) }
      }
    }
    if let unclosed = open.last {
      diagnostics.append(
        Diagnostic(
          .icsBrokenEvent, "\(name) ends in the middle of \(unclosed.keyword)", at: unclosed.span,
          caption: "begins here", help: "The file is damaged; export it again."))
      return nil
    }
    return ICSCalendar(events: events)
  }
}
