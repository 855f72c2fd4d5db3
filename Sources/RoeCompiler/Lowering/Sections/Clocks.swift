import RoeMachine
import RoeSource

package enum ClockKey: String, KeyTable {
  case id, after, due, since, when, calendar, met_by, ladder, to, owner, `do`, repeats
  case not_before, not_after, restart_on_new_owner, never_longer_than, target, classes

  package static let subject = "a clock"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .id:
      KeyDoc(
        .id, "Its name, for a clock written inside a state; made from the time when left out",
        example: "cold")
    case .after:
      KeyDoc(.duration, "When it rings; what happens then stands beside it", example: "30 days")
    case .due:
      KeyDoc(
        .duration,
        "By when an SLA is to be met; the steps of its ladder may be given in % of it, unless it is in business days or months or the end of a day",
        example: "15 business minutes")
    case .since:
      KeyDoc(
        .either([.word(["entry", "assignment", "capture"]), .map(.id)]),
        "What it counts from: the entry into the state, the last change of owner, the capture, `{ activity: touch }`: the last such act, or `{ field: renewal }`: the day in a field, so that it rings at once when its time is past; the entry when left out",
        example: "{ activity: touch }")
    case .when:
      KeyDoc(.guardText, "Which leads it is for, judged when it starts", example: "score >= 80")
    case .calendar:
      KeyDoc(
        .either([.id, .table("hours")]),
        "Whose business hours count: a calendar, `{ of: owner }`, or one for each value of a field",
        example: "{ of: owner }")
    case .met_by: KeyDoc(.oneOrMore(.id), "The activities that stop it", example: "touch")
    case .ladder:
      KeyDoc(
        .list(.table("rung")), "The steps when nobody acts, in order",
        example: "[{ at: 15 business minutes, owner: { backup_of: owner } }]")
    case .to: KeyDoc(.id, "Where the lead goes when it rings", example: "nurture")
    case .owner: KeyDoc(.owner, "Who owns the lead from then on", example: "mia")
    case .do: KeyDoc(.list(.action), "What is done when it rings", example: "[{ remind: owner }]")
    case .repeats: KeyDoc(.boolean, "Whether it starts again after the last step", example: "true")
    case .not_before:
      KeyDoc(.id, "A date field: it never rings before that day", example: "protected_until")
    case .not_after:
      KeyDoc(
        .id,
        "A date field: it rings when that day begins at the latest, and at once when it has begun already",
        example: "contract_end")
    case .restart_on_new_owner:
      KeyDoc(
        .integer(min: 0), "How often a change of owner starts it again; never when left out",
        example: "1")
    case .never_longer_than:
      KeyDoc(
        .duration, "What you promise it takes at most by the clock on the wall", example: "24 hours"
      )
    case .target:
      KeyDoc(.integer(min: 0), "The percentage of leads that should meet it", example: "95")
    case .classes:
      KeyDoc(
        .list(.table("clock")),
        "For an SLA that differs by lead: one entry each, with `id`, `when` and what differs",
        example: "[{ id: hot, when: score >= 80, due: 5 minutes }]")
    }
  }
}

package enum RungKey: String, KeyTable {
  case at, `do`, to, owner

  package static let subject = "a step"
  package static let allowsMetadata = false
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .at:
      KeyDoc(
        .either([.duration, .text]), "When, counted from the start of the clock; or in % of `due`",
        example: "80%", required: true)
    case .do: KeyDoc(.list(.action), "What is done", example: "[{ remind: owner }]")
    case .to: KeyDoc(.id, "Where the lead goes", example: "nurture")
    case .owner: KeyDoc(.owner, "Who owns it from then on", example: "{ manager_of: owner }")
    }
  }
}

extension Lowering {
  mutating func lowerSLAs() {
    for item in declared(scope.chapter[.slas], "SLA") {
      let id = item.id.value
      let mapping = Mapping<ClockKey>(item.node, reporting: &diagnostics)
      // Whoever names it means it, also where nothing in it can be read.
      scope.slas[id] = []
      if let node = mapping[.id] {
        report(
          Diagnostic(
            .keysClash, "the name of an SLA stands before its colon", at: node.span,
            labels: [.init("here", at: item.id.span)]))
      }
      var text = SLAText(lifecycle: scope.id, id: id, clocks: [])
      text.target = integer(mapping[.target], atLeast: 0, atMost: 100)
      if let node = mapping[.never_longer_than], duration(node) != nil {
        text.neverLongerThan = constant(node)
      }
      if let classes = mapping[.classes] {
        if classes.kind != .sequence {
          report(.wrongShape(classes, expected: "a list, one entry for each class of leads"))
        } else if classes.items.isEmpty {
          report(.emptyList(classes, of: "class"))
        }
        for node in classes.items {
          let part = Mapping<ClockKey>(node, reporting: &diagnostics)
          rejectKeys([.classes, .target, .never_longer_than], of: part)
          guard let name = self.id(part[.id], of: "class of an SLA") else {
            if part[.id] == nil {
              report(.missingKey("id", in: "a class of an SLA", at: node.span))
            }
            continue
          }
          let clockID = "\(id)-\(name)"
          addClock(clockID, part, default: mapping, at: node.span, to: id)
          record(
            RuleID.clock(scope.id, clockID),
            RuleSet.Item(
              id: Located(clockID, at: node.span), node: node, maintainedBy: item.maintainedBy),
            part)
          text.clocks.append(clockID)
          text.due[clockID] = (part[.due] ?? mapping[.due]).map { constant($0) }
        }
      } else {
        record(RuleID.clock(scope.id, id), item, mapping)
        addClock(id, mapping, default: nil, at: item.id.span, to: id)
        text.clocks.append(id)
        text.due[id] = mapping[.due].map { constant($0) }
      }
      record("\(scope.id)/slas/\(id)", item, mapping)
      texts.slas.append(text)
    }
  }

  /// Reports the keys that only an SLA as a whole may have.
  mutating func rejectKeys(_ keys: [ClockKey], of mapping: Mapping<ClockKey>) {
    for key in keys {
      if let node = mapping[key] {
        report(
          Diagnostic(
            .keysClash, "“\(key.rawValue)” belongs to an SLA", at: node.span,
            help: "Declare it under slas:, and name it here."))
      }
    }
  }

  /// Reports the keys that a clock outside `slas` has no use for.
  mutating func rejectSLAKeys(_ mapping: Mapping<ClockKey>) {
    rejectKeys([.due, .classes, .target, .never_longer_than], of: mapping)
  }

  /// Adds a clock under its id, and makes it findable as (part of) the SLA `name`.
  mutating func addClock(
    _ id: String, _ mapping: Mapping<ClockKey>, default base: Mapping<ClockKey>?,
    at span: SourceSpan, to name: String? = nil
  ) {
    guard let clock = clock(id, mapping, default: base, at: span) else { return }
    let ref = add(clock, at: span)
    if let name { scope.slas[name, default: []].append(ref) }
  }

  mutating func add(_ clock: Clock, at span: SourceSpan) -> Ref<Clock> {
    let rule = RuleID.clock(scope.id, clock.id)
    if scope.clocks[clock.id] != nil {
      report(
        Diagnostic(
          .duplicateName, "there are two clocks called “\(clock.id)”", at: span,
          labels: origins.spans[rule].map { [.init("the first one", at: $0)] } ?? [],
          help: "Give one of them an id."))
    }
    let ref = Ref<Clock>(scope.lifecycle.clocks.count)
    scope.lifecycle.clocks.append(clock)
    scope.clocks[clock.id] = scope.clocks[clock.id] ?? ref
    if origins.spans[rule] == nil { origins.spans[rule] = span }
    return ref
  }

  mutating func clock(
    _ id: String, _ mapping: Mapping<ClockKey>, default base: Mapping<ClockKey>?,
    at span: SourceSpan
  ) -> Clock? {
    func node(_ key: ClockKey) -> YAMLNode? { mapping[key] ?? base?[key] }
    let rule = RuleID.clock(scope.id, id)
    let due = node(.due) ?? node(.after)
    if let after = node(.after), let due = node(.due) {
      report(
        Diagnostic(
          .keysClash, "a clock has “after” or “due”, not both", at: due.span,
          labels: [.init("here", at: after.span)]))
    }
    let dueAmount = duration(due)
    var rungs: [Clock.Rung] = []
    if let ladder = node(.ladder) {
      for key in [ClockKey.to, .owner, .do] {
        if let node = node(key) {
          report(
            Diagnostic(
              .keysClash, "with a ladder, “\(key.rawValue)” belongs to one of its steps",
              at: node.span, labels: [.init("the ladder", at: ladder.span)]))
        }
      }
      if ladder.kind != .sequence || ladder.items.isEmpty {
        report(.wrongShape(ladder, expected: "a list of steps"))
      }
      for node in ladder.items {
        if let rung = rung(
          node, due: dueAmount, isUnread: due != nil && dueAmount == nil, rule: rule)
        {
          origins.spans["\(rule)#\(rungs.count + 1)"] = node.span
          rungs.append(rung)
        }
      }
    } else if let dueAmount {
      let outcome = outcome(to: node(.to), owner: node(.owner), actions: node(.do), rule: rule)
      if let due { origins.spans["\(rule)#1"] = due.span }
      rungs.append(Clock.Rung(after: dueAmount, outcome: outcome))
    }
    if due == nil, node(.ladder) == nil {
      report(
        .missingKey(
          "after", in: "a clock", at: span, help: "Say when it rings, or give it a ladder."))
    }
    guard !rungs.isEmpty else { return nil }
    var clock = Clock(id: id, rungs: rungs)
    clock.anchor = anchor(node(.since)) ?? .entry
    clock.when = condition(node(.when)) ?? .always
    clock.metBy = references(node(.met_by), \.activities, .activity).sorted()
    clock.repeats = boolean(node(.repeats)) ?? false
    if clock.repeats, rungs.last?.after.isZero == true, let node = node(.repeats) {
      report(
        .wrongShapeText(
          "a clock that starts again at once rings for ever in one moment", at: node.span,
          help: "Let some time pass before its last step."))
    }
    clock.restarts = integer(node(.restart_on_new_owner), atLeast: 0)
    clock.notBefore = dateField(node(.not_before))
    clock.notAfter = dateField(node(.not_after))
    clock.hours = hours(node(.calendar))
    if node(.calendar) == nil, rungs.contains(where: { $0.after.isBusiness }) {
      report(
        Diagnostic(
          .missingKey, "business time of which calendar?", at: due?.span ?? span,
          help: calendars.isEmpty
            ? "Declare one under calendars:, and name it with calendar:."
            : "Add calendar: \(calendars.keys.sorted()[0]), or calendar: { of: owner }."))
    }
    if let own = mapping[.calendar], clock.hours != nil,
      !rungs.contains(where: { $0.after.isBusiness }), dueAmount?.isBusiness != true
    {
      report(
        Diagnostic(
          .keysClash, "a calendar counts business time only, and nothing here is in business time",
          at: own.span, labels: due.map { [.init("this runs at night, too", at: $0.span)] } ?? [],
          help: "Write business minutes, business hours or business days; or leave calendar: out."))
    }
    return clock
  }

  /// - Parameter isUnread: whether there is a due time that could not be read.
  private mutating func rung(
    _ node: YAMLNode, due: Amount?, isUnread: Bool, rule: String
  ) -> Clock.Rung? {
    let mapping = Mapping<RungKey>(node, reporting: &diagnostics)
    guard let at = mapping[.at] else {
      if node.kind == .mapping { report(.missingKey("at", in: "a step", at: node.span)) }
      return nil
    }
    let amount: Amount?
    if at.text.hasSuffix("%") {
      amount = isUnread ? nil : share(at, of: due)
    } else {
      amount = duration(at)
    }
    let outcome = outcome(
      to: mapping[.to], owner: mapping[.owner], actions: mapping[.do], rule: rule)
    return amount.map { Clock.Rung(after: $0, outcome: outcome) }
  }

  /// A percentage of the due time, rounded up to a second.
  private mutating func share(_ node: YAMLNode, of due: Amount?) -> Amount? {
    guard let percent = Int(node.text.dropLast().trimmed), (1...1000).contains(percent) else {
      report(.wrongShape(node, expected: "a percentage such as 80%"))
      return nil
    }
    switch due {
    case nil:
      report(
        Diagnostic(
          .wrongShape, "“\(node.text)” of what? Nothing says when this is due",
          at: node.span, help: "Add due:, or write the time itself."))
      return nil
    case .seconds(let seconds): return .seconds((seconds * percent + 99) / 100)
    case .businessSeconds(let seconds): return .businessSeconds((seconds * percent + 99) / 100)
    case .businessDays?, .endOfBusinessDay?, .months?:
      report(
        Diagnostic(
          .wrongShape,
          "a percentage needs a due time in minutes, hours, days or weeks, or in business minutes or hours",
          at: node.span, help: "Write the time itself."))
      return nil
    }
  }

  mutating func anchor(_ node: YAMLNode?) -> Clock.Anchor? {
    guard let node else { return nil }
    switch (node.kind, node.text) {
    case (.scalar, "entry"): return .entry
    case (.scalar, "assignment"): return .assignment
    case (.scalar, "capture"): return .capture
    case (.mapping, _):
      guard let (key, value) = onlyEntry(node, "the start of a clock") else { return nil }
      switch key.text {
      case "activity": return reference(value, \.activities, .activity).map { .activity($0) }
      case "field": return dateField(value).map { .field($0) }
      default: report(.unknownKey(key, in: "the start of a clock", known: ["activity", "field"]))
      }
    default:
      report(
        .wrongShape(node, expected: "entry, assignment, capture, { activity: … } or { field: … }"))
    }
    return nil
  }

  private mutating func dateField(_ node: YAMLNode?) -> Ref<Field>? {
    guard let node, let field = reference(node, \.fields, .field) else { return nil }
    switch scope.lifecycle.fields[field].type {
    case .date, .instant: return field
    default:
      report(.wrongShape(node, expected: "a field of type date or time"))
      return nil
    }
  }
}

extension Amount {
  var isBusiness: Bool {
    switch self {
    case .businessSeconds, .businessDays, .endOfBusinessDay: true
    case .seconds, .months: false
    }
  }

  /// A name for it that can be part of an id, such as `30_days`.
  var slug: String {
    switch self {
    case .seconds(let n):
      n % 86_400 == 0
        ? "\(n / 86_400)_days"
        : n % 3600 == 0 ? "\(n / 3600)_hours" : n % 60 == 0 ? "\(n / 60)_minutes" : "\(n)_seconds"
    case .businessSeconds(let n):
      n % 3600 == 0
        ? "\(n / 3600)_business_hours"
        : n % 60 == 0 ? "\(n / 60)_business_minutes" : "\(n)_business_seconds"
    case .businessDays(let n): "\(n)_business_days"
    case .endOfBusinessDay(let n): "end_of_business_day_\(n)"
    case .months(let n): "\(n)_months"
    }
  }
}
