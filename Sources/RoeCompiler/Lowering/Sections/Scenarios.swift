package import RoeMachine
package import RoeSource

package enum ScenarioKey: String, KeyTable {
  case lead, starts, steps

  package static let subject = "a scenario"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .lead:
      KeyDoc(
        .map(.scalar), "The fields with which the ghost lead is captured",
        example: "{ score: 80, country: DE }", required: true)
    case .starts:
      KeyDoc(
        .text, "When it is captured, in the zone of the rules", example: "2026-11-23 10:02",
        required: true)
    case .steps:
      KeyDoc(
        .list(.table("step")), "What happens to it, and what you expect, in order",
        example:
          "[{ after: 5 minutes, event: called, by: ana }, { after: 20 minutes, state: working }]",
        required: true)
    }
  }
}

package enum ScenarioStepKey: String, KeyTable {
  case after, event, by, fields, state, owner

  package static let subject = "a step of a scenario"
  package static let allowsMetadata = false
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .after:
      KeyDoc(.duration, "How long after the capture", example: "20 minutes", required: true)
    case .event: KeyDoc(.id, "The event that happens", example: "called")
    case .by: KeyDoc(.id, "Who causes it", example: "ana")
    case .fields:
      KeyDoc(.map(.scalar), "The fields that change with it", example: "{ budget: 5000 EUR }")
    case .state: KeyDoc(.id, "The state you expect then", example: "working")
    case .owner: KeyDoc(.id, "The owner you expect then", example: "ana")
    }
  }
}

/// A test case beside the rules: parsed, typed and carried, to be run by ghost leads.
package struct Scenario: Sendable {
  package struct Step: Sendable {
    /// Milliseconds after the capture.
    package var after: Int
    package var event: Ref<Event>?
    package var by: String?
    package var edits: [(field: Ref<Field>, value: Value)]
    package var state: Ref<State>?
    package var owner: String?
    package var span: SourceSpan
  }

  package var lifecycle: String
  package var id: String
  package var lead: [(field: Ref<Field>, value: Value)]
  /// Milliseconds UTC.
  package var starts: Int
  package var steps: [Step]
}

extension Lowering {
  mutating func lowerScenarios() {
    for item in declared(scope.chapter[.scenarios], "scenario") {
      let mapping = Mapping<ScenarioKey>(item.node, reporting: &diagnostics)
      record("\(scope.id)/scenarios/\(item.id.value)", item, mapping)
      for key in ScenarioKey.allCases where mapping[key] == nil {
        report(.missingKey(key.rawValue, in: "a scenario", at: item.id.span))
      }
      guard let starts = moment(mapping[.starts]) else { continue }
      scenarios.append(
        Scenario(
          lifecycle: scope.id, id: item.id.value, lead: values(mapping[.lead]), starts: starts,
          steps: mapping[.steps].map { $0.items.compactMap { step($0) } } ?? []))
    }
  }

  private mutating func step(_ node: YAMLNode) -> Scenario.Step? {
    let mapping = Mapping<ScenarioStepKey>(node, reporting: &diagnostics)
    guard let after = mapping[.after], let seconds = seconds(after) else {
      if mapping[.after] == nil {
        report(.missingKey("after", in: "a step of a scenario", at: node.span))
      }
      return nil
    }
    var step = Scenario.Step(
      after: seconds * 1000, edits: values(mapping[.fields]), span: node.span)
    step.event = events(mapping[.event]).first
    step.state = mapping[.state].flatMap { reference($0, \.states, .state) }
    step.by = actorName(mapping[.by])
    step.owner = actorName(mapping[.owner])
    return step
  }

  /// A person of the roster, or one of the words for who is none.
  private mutating func actorName(_ node: YAMLNode?) -> String? {
    guard let node, let name = text(node) else { return nil }
    if name == "lead" || name == "system" || scope.people.contains(name) { return name }
    report(.unknownName(name, .person, at: node.span, among: scope.people))
    return nil
  }

  private mutating func values(_ node: YAMLNode?) -> [(field: Ref<Field>, value: Value)] {
    guard let node, !node.isNull else { return [] }
    guard node.kind == .mapping else {
      report(.wrongShape(node, expected: "fields and their values"))
      return []
    }
    return node.entries.compactMap { entry in
      guard let ref = reference(entry.key, \.fields, .field) else { return nil }
      if entry.value.isNull { return (ref, .missing) }
      let field = scope.lifecycle.fields[ref]
      warnIfYAMLChanges(entry.value, for: field.type)
      if case .set = field.type {
        let elements = texts(entry.value, allowsNone: true).map(\.value)
        return (ref, .set(Set(elements).sortedByBytes()))
      }
      switch GuardParser.value(constant(entry.value), quoted: true, for: field, scope: scope) {
      case .success(let value): return (ref, value)
      case .failure(let problem):
        report(Diagnostic(problem.code, problem.text, at: entry.value.span, help: problem.help))
        return nil
      }
    }
  }

  /// `2026-11-23 10:02` in the zone of the rules.
  private mutating func moment(_ node: YAMLNode?) -> Int? {
    guard let node else { return nil }
    let parts = node.text.split(separator: " ")
    let times = parts.count == 2 ? parts[1].split(separator: ":").compactMap { Int($0) } : []
    guard times.count == 2, (0..<24).contains(times[0]), (0..<60).contains(times[1]),
      let day = CivilDate(String(parts[0]))
    else {
      report(.wrongShape(node, expected: "a moment such as 2026-11-23 10:02"))
      return nil
    }
    let zone = machine.zones[machine.zone]
    let local = day.days * 86_400_000 + (times[0] * 60 + times[1]) * 60_000
    let instant = zone.instant(ofLocal: local)
    if instant + zone.offset(at: instant) * 1000 != local {
      report(
        .wrongShapeText(
          "there is no such moment in \(zone.id): the clocks go forward then", at: node.span))
    }
    return instant
  }
}
