import RoeMachine
import RoeSource

extension Lowering {
  mutating func lowerHeader() {
    var spans: [FileKey: SourceSpan] = [:]
    var zone = "UTC"
    for file in rules.headers {
      for key in [FileKey.name, .says, .review, .zone, .years, .effective, .sync_lag] {
        guard let node = file[key] else { continue }
        if let earlier = spans[key] {
          report(
            Diagnostic(
              .duplicateName, "“\(key.rawValue)” is said in two files", at: node.span,
              labels: [.init("said here first", at: earlier)], help: "Say it in one of them."))
          continue
        }
        spans[key] = node.span
        switch key {
        case .name: texts.title = text(node) ?? ""
        case .says: texts.says = text(node)
        case .review:
          texts.review = review(node)
          origins.spans["review"] = node.span
        case .zone:
          if let name = text(node) {
            if ZoneData.isKnown(name) { zone = name } else { reportZone(node) }
          }
        case .years:
          origins.spans["years"] = node.span
          years = yearSpan(node) ?? Self.assumedYears
        case .effective: machine.effective = date(node)
        case .sync_lag: machine.syncLag = seconds(node) ?? 0
        default: break
        }
      }
      // Whoever keeps the file that names the rules keeps the rules.
      let keeper = text(file[.maintained_by])
      noteReader(file[.maintained_by])
      if file[.name] != nil, texts.maintainedBy == nil {
        texts.maintainedBy = keeper
        origins.spans["maintained_by"] = file[.maintained_by]?.span
      }
    }
    if texts.title.isEmpty, spans[.name] == nil {
      report(
        .missingKey(
          "name", in: "a rule set", at: rules.firstSpan, help: "For example: name: Inbound leads"))
    }
    if years == nil, let last = texts.review?.last, let date = CivilDate(last) {
      years = (date.year - 1...date.year + 3).clamped(to: ZoneData.years)
    }
    addZone(zone, over: years ?? Self.defaultYears)
  }

  /// Taken for dates and months when the rules state no years and no review; calendars ask for
  /// one of the two.
  static let defaultYears = 2020...2045

  /// Taken when the rules do state years, in words that cannot be read.
  private static let assumedYears = 2025...2029

  /// The machine's one zone, over some years and a little more: local years begin up to fourteen
  /// hours before or after those of UTC.
  private mutating func addZone(_ name: String, over years: ClosedRange<Int>) {
    let first = CivilDate(year: years.lowerBound, month: 1, day: 1)?.days ?? 0
    let last = CivilDate(year: years.upperBound, month: 12, day: 31)?.days ?? 0
    let span = (first - 1) * 86_400_000..<(last + 2) * 86_400_000
    let offsets =
      ZoneData.offsets(of: name, over: span) ?? [Zone.Offset(from: span.lowerBound, seconds: 0)]
    machine.zones = [Zone(id: name, offsets: offsets)]
  }

  mutating func reportZone(_ node: YAMLNode) {
    let problem = CalendarProblem.unknownZone(nearest: ZoneData.nearest(to: node.text))
    let name = Located(node.text.shortened, at: node.span)
    report(problem.diagnostic(of: name, zone: name))
  }

  private mutating func review(_ node: YAMLNode) -> Review? {
    let mapping = Mapping<ReviewKey>(node, reporting: &diagnostics)
    var last = date(mapping[.last])
    if let node = mapping[.last], let date = last.flatMap({ CivilDate($0) }),
      !ZoneData.years.contains(date.year)
    {
      report(yearsNotCovered(node, help: "Write the day on which somebody last went through them."))
      last = nil
    }
    guard let every = mapping[.every] else {
      report(
        .missingKey("every", in: "a review", at: node.span, help: "For example: { every: quarter }")
      )
      return nil
    }
    if let node = mapping[.last], last == nil, !node.isNull { years = years ?? Self.assumedYears }
    return Review(every: word(every, Review.Every.self) ?? .quarter, last: last)
  }

  private mutating func yearSpan(_ node: YAMLNode) -> ClosedRange<Int>? {
    let parts = (text(node) ?? "").split(separator: "-").compactMap { Int($0) }
    guard parts.count == 2, parts[0] <= parts[1] else {
      report(.wrongShape(node, expected: "a span of years such as 2026-2029"))
      return nil
    }
    let years = parts[0]...parts[1]
    guard years.clamped(to: ZoneData.years) == years, years.count <= 20 else {
      report(
        yearsNotCovered(node, help: "Let them end earlier, and move the end on at each review."))
      return nil
    }
    return years
  }

  private func yearsNotCovered(_ node: YAMLNode, help: String) -> Diagnostic {
    let known = ZoneData.years
    return Diagnostic(
      .yearsNotCovered,
      "calendars cover at most twenty years between \(known.lowerBound) and \(known.upperBound)",
      at: node.span, help: help)
  }
}
