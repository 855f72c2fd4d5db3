import RoeMachine
import RoeSource

package enum AssumptionKey: String, KeyTable {
  case holds

  package static let subject = "an assumption"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    KeyDoc(
      .guardText, "What is true of every real lead",
      example: "us_state is missing or country is US", required: true)
  }
}

package enum PromiseKey: String, KeyTable {
  case when, owned_by, never_owned_by, never_in, called_within, calendar

  package static let subject = "a promise"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .when:
      KeyDoc(.guardText, "Which leads it is about; all when left out", example: "source is partner")
    case .owned_by:
      KeyDoc(
        .owner,
        "Who alone owns them: no state, table, move or clock names anybody else, not even as a stand-in. A pool means its members, and its steward where the pool itself is asked. Only the keeper of lost and found does not count, as long as a lead does not go on from there in their name",
        example: "enterprise_team")
    case .never_owned_by:
      KeyDoc(
        .owner,
        "Whom no state, table, move or clock names for them, not even as a stand-in. A pool means its members. Only the keeper of lost and found does not count, as long as a lead does not go on from there in their name",
        example: "[sdr]")
    case .never_in:
      KeyDoc(
        .oneOrMore(.id),
        "States in which they never stay; to pass through in one moment is no stay",
        example: "[nurture]")
    case .called_within:
      KeyDoc(
        .duration,
        "How soon after the capture, at the latest, somebody is reminded, told, asked or named anew when nobody does anything; it is kept, too, where the lead is closed or put off (a nurture state) by then and nobody was called",
        example: "30 business minutes")
    case .calendar: KeyDoc(.id, "Whose business hours count", example: "office")
    }
  }
}

extension Lowering {
  mutating func lowerPromises() {
    for item in declared(scope.chapter[.assume], "assumption") {
      let rule = RuleID.assumption(scope.id, item.id.value)
      let holds: Guard?
      if isShort(item.node) {
        origins.spans[rule] = item.id.span
        holds = condition(item.node)
      } else {
        let mapping = Mapping<AssumptionKey>(item.node, reporting: &diagnostics)
        record(rule, item, mapping)
        holds = condition(mapping[.holds])
        if mapping[.holds] == nil {
          report(.missingKey("holds", in: "an assumption", at: item.id.span))
        }
      }
      if let holds {
        scope.lifecycle.assumptions.append(Assumption(id: item.id.value, holds: holds))
      }
    }
    for item in declared(scope.chapter[.expect], "promise") {
      let rule = RuleID.promise(scope.id, item.id.value)
      let mapping = Mapping<PromiseKey>(item.node, reporting: &diagnostics)
      record(rule, item, mapping)
      guard let claim = claim(mapping, at: item.id.span, rule: rule) else { continue }
      scope.lifecycle.promises.append(
        Promise(id: item.id.value, when: condition(mapping[.when]) ?? .always, claim: claim))
    }
  }

  private mutating func claim(_ mapping: Mapping<PromiseKey>, at span: SourceSpan, rule: String)
    -> Promise.Claim?
  {
    let kinds: [PromiseKey] = [.owned_by, .never_owned_by, .never_in, .called_within]
    let said = kinds.compactMap { key in mapping[key].map { (key, $0) } }
    guard let (key, node) = said.first else {
      report(
        .missingKey(
          "owned_by", in: "a promise", at: span,
          help: "A promise says owned_by:, never_owned_by:, never_in: or called_within:."))
      return nil
    }
    if said.count > 1 {
      report(
        Diagnostic(
          .keysClash, "a promise promises one thing", at: said[1].1.span,
          labels: [.init("the first", at: node.span)]))
    }
    if key != .called_within, let calendar = mapping[.calendar] {
      report(
        Diagnostic(
          .keysClash, "“calendar” belongs to called_within", at: calendar.span,
          help: "Take it out: this promise counts no time."))
    }
    switch key {
    case .owned_by, .never_owned_by:
      let chain = ownerChain(node, rule: rule)
      return chain.isEmpty ? nil : key == .owned_by ? .ownedBy(chain) : .neverOwnedBy(chain)
    case .never_in:
      let states = references(node, \.states, .state)
      return Promise.Claim.neverIn(states.sorted())
    default:
      let hours = mapping[.calendar].flatMap { self.calendar($0) }
      guard let amount = duration(node) else { return nil }
      if amount.isBusiness, mapping[.calendar] == nil {
        report(
          Diagnostic(
            .missingKey, "business time of which calendar?", at: node.span,
            help: "Add calendar: to the promise."))
      }
      return .calledWithin(amount, calendar: hours)
    }
  }
}
