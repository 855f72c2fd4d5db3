import RoeMachine
import RoeSource

package enum FlagKey: String, KeyTable {
  case event, by, cleared_by, decide_within, calendar, decided_by, silence

  package static let subject = "a flag"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .event:
      KeyDoc(.id, "The event that raises it", example: "ownership_disputed", required: true)
    case .by: KeyDoc(.actors, "Who may raise it", example: "[sdr, ae]")
    case .cleared_by:
      KeyDoc(.id, "The event that settles it", example: "dispute_decided", required: true)
    case .decide_within:
      KeyDoc(.duration, "How long each decider has", example: "48 hours", required: true)
    case .calendar:
      KeyDoc(.either([.id, .table("hours")]), "Whose business hours count", example: "office")
    case .decided_by:
      KeyDoc(
        .owner, "Who decides; the next one is called when one is silent",
        example: "[{ manager_of: owner }, vp_sales]", required: true)
    case .silence:
      KeyDoc(
        .owner, "Who owns the lead when none of them decides; `keep`: the owner keeps it",
        example: "keep", required: true)
    }
  }
}

package enum OverrideKey: String, KeyTable {
  case when, to, owner, `do`, except

  package static let subject = "an override"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .when:
      KeyDoc(
        .guardText, "Which leads it is about; looked at after every step",
        example: "country in embargoed", required: true)
    case .to: KeyDoc(.id, "Where they go", example: "restricted", required: true)
    case .owner:
      KeyDoc(.owner, "Who owns them there, instead of the state's own answer", example: "sam")
    case .do: KeyDoc(.list(.action), "What else is done", example: "[{ notify: sam }]")
    case .except: KeyDoc(.oneOrMore(.id), "States in which it does not apply", example: "[won]")
    }
  }
}

package enum ExceptionKey: String, KeyTable {
  case `in`, when, owner, approved_by, evidence, from, until

  package static let subject = "an exception"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .in:
      KeyDoc(
        .id, "The routing table to which it is an exception", example: "inbound", required: true)
    case .when:
      KeyDoc(
        .guardText, "Which leads it is about", example: "domain is \"acme.com\"", required: true)
    case .owner: KeyDoc(.owner, "Who gets them instead", example: "dana", required: true)
    case .approved_by: KeyDoc(.id, "Who has approved it", example: "kim", required: true)
    case .evidence: KeyDoc(.text, "Where the approval is kept", example: "Mail of 2 October")
    case .from: KeyDoc(.date, "Its first day", example: "2026-11-01")
    case .until: KeyDoc(.date, "Its last day", example: "2027-06-30", required: true)
    }
  }
}

extension Lowering {
  /// A flag is a yes-or-no field, a move that raises it, one that settles it, and a clock that
  /// runs in every live state until somebody has decided.
  mutating func lowerFlags() {
    for item in declared(scope.chapter[.flags], "flag") {
      let id = item.id.value
      let rule = RuleID.field(scope.id, id)
      let mapping = Mapping<FlagKey>(item.node, reporting: &diagnostics)
      record(rule, item, mapping)
      for key in FlagKey.allCases where key.doc.isRequired && mapping[key] == nil {
        let help =
          key == .decided_by || key == .decide_within
          ? "A dispute without a judge and a deadline lasts for ever." : nil
        report(.missingKey(key.rawValue, in: "a flag", at: item.id.span, help: help))
      }
      guard let field = scope.fields[id], let within = period(mapping[.decide_within]),
        let raise = events(mapping[.event]).first, let settle = events(mapping[.cleared_by]).first
      else {
        unread.giveUp(.flags, in: item.id.span.file)
        continue
      }
      let deciders = ownerChain(mapping[.decided_by], rule: rule)
      let hours = hours(mapping[.calendar])
      if within.isBusiness, mapping[.calendar] == nil, let node = mapping[.decide_within] {
        report(
          Diagnostic(
            .missingKey, "business time of which calendar?", at: node.span,
            help: "Add calendar: to the flag."))
      }
      var clock = Clock(id: "\(id).decision", hours: hours, rungs: [])
      for (number, decider) in deciders.dropFirst().enumerated() {
        if let after = within.times(number + 1) {
          clock.rungs.append(.init(after: after, outcome: Outcome(actions: [.notify(decider)])))
        }
      }
      let last = ownerChain(mapping[.silence], rule: rule)
      if let after = within.times(max(deciders.count, 1)) {
        clock.rungs.append(
          .init(
            after: after,
            outcome: Outcome(
              actions: [.set(field, .boolean(false))], owner: last.isEmpty ? nil : last)))
      }
      let ref = add(clock, at: item.id.span)
      let decision = RuleID.clock(scope.id, clock.id)
      if let node = mapping[.silence] {
        origins.spans["\(decision)#\(clock.rungs.count)"] = node.span
      }
      if let text = texts.rules[rule], text.because != nil { texts.rules[decision] = text }
      let live = scope.lifecycle.states.refs.filter { scope.lifecycle.states[$0].kind != .closed }
      for state in live { scope.lifecycle.states[state].carries.append(ref) }
      let notice = deciders.first.map { [Action.notify($0)] } ?? []
      var raising = Move(
        id: "\(id).raise", layer: .anywhere, from: live, trigger: .event(raise),
        when: .not(.test(field, .compare(.equal, .boolean(true)))),
        outcome: Outcome(actions: [.set(field, .boolean(true)), .start(ref)] + notice))
      raising.by = actors(mapping[.by])
      add(raising, at: item.id.span, like: rule)
      add(
        Move(
          id: "\(id).settle", layer: .anywhere, from: live, trigger: .event(settle),
          when: .test(field, .compare(.equal, .boolean(true))),
          outcome: Outcome(actions: [.set(field, .boolean(false)), .stop(ref)])), at: item.id.span,
        like: rule)
    }
  }

  mutating func lowerOverrides() {
    for item in declared(scope.chapter[.overrides], "override") {
      let mapping = Mapping<OverrideKey>(item.node, reporting: &diagnostics)
      let rule = RuleID.move(scope.id, item.id.value)
      record(rule, item, mapping)
      for key in [OverrideKey.when, .to] where mapping[key] == nil {
        report(.missingKey(key.rawValue, in: "an override", at: item.id.span))
      }
      guard let when = condition(mapping[.when]), let to = mapping[.to],
        let target = reference(to, \.states, .state)
      else {
        unread.giveUp(.overrides, in: item.id.span.file)
        continue
      }
      let except = Set(references(mapping[.except], \.states, .state) + [target])
      let from = scope.lifecycle.states.refs.filter {
        !except.contains($0) && scope.lifecycle.states[$0].kind != .closed
      }
      add(
        Move(
          id: item.id.value, layer: .override, from: from, trigger: .watch, when: when,
          outcome: outcome(to: to, owner: mapping[.owner], actions: mapping[.do], rule: rule)),
        at: item.id.span)
    }
  }

  /// The exceptions to one table, as rows before all of its own.
  mutating func exceptionRows(of table: String) -> TableRows {
    var rows = TableRows()
    for item in scope.exceptions {
      var quiet: [Diagnostic] = []
      let mapping = Mapping<ExceptionKey>(item.node, reporting: &quiet)
      guard mapping[.in]?.text == table else { continue }
      diagnostics += quiet
      let rowID = "exception-\(item.id.value)"
      let rule = RuleID.row(scope.id, table, rowID)
      record(rule, item, mapping)
      var text = ExceptionText(lifecycle: scope.id, id: item.id.value, rule: rule)
      text.approvedBy = self.text(mapping[.approved_by])
      noteReader(mapping[.approved_by])
      text.evidence = self.text(mapping[.evidence])
      text.until = date(mapping[.until])
      texts.exceptions.append(text)
      for key in [ExceptionKey.approved_by, .until] where mapping[key] == nil {
        report(
          Diagnostic(
            .endlessException,
            "the exception “\(item.id.value)” has no \(key == .until ? "end" : "approver")",
            at: item.id.span,
            help: key == .until
              ? "Say until: and a date; it can be renewed."
              : "Say approved_by: and who agreed to it."))
      }
      if mapping[.when] == nil { report(.missingKey("when", in: "an exception", at: item.id.span)) }
      let chain = ownerChain(mapping[.owner], rule: rule)
      if mapping[.owner] == nil {
        report(.missingKey("owner", in: "an exception", at: item.id.span))
      }
      guard !chain.isEmpty, mapping[.when] != nil else { continue }
      rows.append(
        RoutingTable.Row(
          id: rowID,
          when: condition(mapping[.when], from: mapping[.from], until: mapping[.until]),
          outcome: .owner(chain)), at: item.id.span)
    }
    return rows
  }

  /// Reports the exceptions that name no table, before the tables take the others.
  mutating func checkExceptions() {
    scope.exceptions = declared(scope.chapter[.exceptions], "exception")
    for item in scope.exceptions {
      var quiet: [Diagnostic] = []
      let mapping = Mapping<ExceptionKey>(item.node, reporting: &quiet)
      if let table = mapping[.in] {
        _ = reference(table, \.tables, .table)
      } else {
        report(
          .missingKey(
            "in", in: "an exception", at: item.id.span,
            help: "Name the routing table to which it is an exception."))
      }
    }
  }
}
