import RoeMachine

extension Playbook {
  /// When business time runs.
  var calendars: Section? {
    var body: Markdown = ""
    for calendar in texts.calendars {
      let rule = RuleID.calendar(calendar.id)
      body += "### \(names.calendar(calendar.id))\n\n"
      if let says = names.text(rule).says { body += "\(says)\n\n" }
      let hours = calendar.hours.map(weekInWords)
      body += "Open \(listed(hours, "and")), in the time zone \(calendar.zone). "
      if let compiled = names.machine.calendars.first(where: { $0.id == calendar.id }) {
        body += "One business day is \(clockWords(compiled.daySeconds, "", largest: 3600)). "
      }
      if calendar.holidays.isEmpty {
        body += "No holidays.\n\n"
      } else {
        body += "Closed, or open for part of the day, on these days:\n\n"
        for (year, days) in byYear(calendar.holidays) {
          body += "- **\(year)** \(days.joined(separator: "; "))\n"
        }
        body += "\n"
      }
    }
    return body.isEmpty ? nil : Section(title: "Opening hours and holidays", body: body)
  }

  /// `2026-12-25 Christmas Day` under 2026 as `12-25 Christmas Day`, in words.
  private func byYear(_ holidays: [String]) -> [(year: String, days: [String])] {
    var years: [(year: String, days: [String])] = []
    for holiday in holidays {
      let year = String(holiday.prefix(4))
      let words = dayInWords(holiday)
      if years.last?.year == year {
        years[years.count - 1].days.append(words)
      } else {
        years.append((year, [words]))
      }
    }
    return years
  }

  private func dayInWords(_ holiday: String) -> String {
    let date = holiday.prefix(10).split(separator: "-")
    guard date.count == 3, let month = Int(date[1]), (1...12).contains(month),
      let day = Int(date[2])
    else { return holiday }
    let name = holiday.dropFirst(10).oneLine
    return "\(day) \(Self.months[month - 1])\(name.isEmpty ? "" : " " + name)"
  }

  /// `mon-fri 09:00-17:00` as `Monday to Friday 09:00–17:00`.
  private func weekInWords(_ hours: String) -> String {
    let parts = hours.split(separator: " ", maxSplits: 1)
    guard parts.count == 2 else { return hours }
    let days = parts[0].split(separator: "-").map { Self.days[String($0)] ?? String($0) }
    let times = parts[1].split(separator: "-").joined(separator: "–")
    return "\(days.joined(separator: " to ")) \(times)"
  }

  private static let days = [
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday",
    "sat": "Saturday", "sun": "Sunday",
  ]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

extension Substring {
  fileprivate var oneLine: String { String(self).oneLine }
}
