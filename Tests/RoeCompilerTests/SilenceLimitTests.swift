import RoeCompiler
import RoeMachine
import RoeSource
import Testing

/// Rules with more leads, or more ways on for them, than are followed one by one when nobody acts: what
/// is still known is known, and the rest is said.
@Suite struct SilenceLimitTests {
  /// A condition on so many pairs of fields.
  private static func pairs(_ count: Int) -> (fields: String, condition: String) {
    let fields = (0..<2 * count).map { "f\($0): { type: boolean }" }.joined(separator: ", ")
    let condition = (0..<count).map { "f\($0) is true and f\($0 + count) is true" }
    return ("fields: { \(fields) }", condition.joined(separator: " or "))
  }

  @Test(arguments: [
    ("move", 8), ("move", 16), ("clock", 8), ("clock", 16), ("promise", 16), ("entry", 16),
  ])
  func aConditionOfManyPairs(_ place: String, _ count: Int) throws {
    let (fields, condition) = Self.pairs(count)
    func only(_ name: String, _ text: String) -> String { name == place ? text : "" }
    let result = compile(
      Example(
        """
        \(fields)
        states:
          new:
            owner: lena
            entry: \(place == "entry" ? "\"\(condition)\"" : "true")
            clocks: [\(only("clock", "{ after: 3 days, when: \"\(condition)\", to: far }, "))\
        { after: 30 days, to: lost, do: [{ notify: kim }] }]
            moves: [\(only("move", "{ whenever: \"\(condition)\", to: far }, "))\
        { event: done, to: far }, { event: asked_again, do: [{ remind: owner }] }]
          far:
            owner: lena
            \(only("entry", "entry: true"))
            clocks: [{ after: 5 days, to: lost, do: [{ notify: kim }] }]
            moves: [{ event: done, to: won }]
        expect:
          soon: { called_within: 31 days\(only("promise", ", when: \"\(condition)\"")) }
        """))
    let called = try #require(result.proof?.longest?.silence.called, "\(result.text)")
    #expect(called.bound == .within(30 * 86_400_000))
    let isRough = count > 8 && ["move", "clock"].contains(place)
    #expect(called.isExact == !isRough)
    let told = result.diagnostics.filter { $0.code.id == "ROE0709" }
    #expect(told.map(\.severity) == (isRough ? [.note] : []), "\(result.text)")
    #expect(!result.diagnostics.contains { !$0.hasLevelOfItsCode })
    // What is followed roughly is proved all the same, where it holds that way, too.
    let objections = result.proof?.statements.compactMap(\.objection)
    #expect(objections == ["3 states say nothing about the CRM"], "\(result.text)")
  }

  /// Each of many clocks may run or not: nobody looks at all that this may come to.
  @Test func whatIsNotFollowedIsSaid() throws {
    let clocks = (1...12).map {
      "{ after: \($0) days, when: touch within \($0) days, owner: [kim, lena] }"
    }
    let result = compile(
      Example(
        """
        activities: { touch: { any: [asked_again], by: owner } }
        states:
          new:
            owner: lena
            entry: true
            clocks: [\(clocks.joined(separator: ", ")), { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }, { event: asked_again, do: [{ remind: owner }] }]
        """))
    let told = result.diagnostics.filter { $0.code.id == "ROE0709" }
    #expect(told.map(\.severity) == [.note], "\(result.text)")
    let objections = try #require(result.proof?.statements, "\(result.text)").map(\.objection)
    #expect(objections.contains("no end can be named for the wait in 1 state"))
  }

  /// A clock in business hours that goes round step by step beside others: what would take gigabytes is
  /// not worked out.
  @Test func whatIsTooMuchWorkIsSaid() {
    let result = compile(
      Example(
        """
        fields:
          f: { type: enum, values: [a, b, c], optional: true }
          n: { type: integer, min: 0, max: 100 }
          b: { type: boolean }
          s: { type: text, optional: true }
        states:
          new:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: mid }]
            moves: [{ event: done, to: won }, { event: asked_again, to: back }]
          back:
            owner: [keep, lena]
            clocks:
              - { after: 2 business days, calendar: office, owner: [previous, kim] }
              - { after: 20 days, to: mid }
            moves: [{ event: done, to: won }]
          mid:
            owner: [keep, kim]
            clocks:
              - { id: k5, after: 9 days, when: s ends with "9", to: back, do: [{ notify: lena }] }
              - id: k6
                after: 30 business minutes
                calendar: office
                when: f is present
                restart_on_new_owner: 1
                repeats: true
                do: [{ notify: { manager_of: owner } }, { clear: f }]
              - { id: k7, after: 15 days, to: lost }
            moves:
              - { id: w, whenever: 'at least 2 of (n < 20, not b, s is "x")', to: far }
              - { event: done, to: won }
          far:
            owner: [keep, dana]
            clocks: [{ after: 30 days, to: mid }]
            moves: [{ event: done, to: won }]
        """))
    let told = result.diagnostics.filter { $0.code.id == "ROE0709" }
    #expect(!told.isEmpty && told.allSatisfy { $0.severity == .note }, "\(result.text)")
    #expect(told.count <= 4)
  }

  /// A clock that writes a field of which only a promise speaks, or also a guard: its rounds are followed
  /// one by one only where they may change something.
  @Test(arguments: [("", true), ("when: plan is red, ", false)])
  func onlyWhatChangesTheWayIsFollowed(_ when: String, _ isKnown: Bool) throws {
    let result = compile(
      Example(
        """
        fields:
          plan: { type: enum, values: [red, blue], optional: true }
        states:
          new:
            owner: lena
            entry: true
            clocks:
              - { after: 1 hour, repeats: true, do: [{ notify: kim }, { clear: plan }] }
              - { \(when)after: 20 days, owner: [kim, lena] }
              - { after: 30 days, to: lost }
            moves: [{ event: done, to: won }, { event: asked_again, do: [{ remind: owner }] }]
        expect:
          soon: { called_within: 2 hours, when: plan is present }
        """))
    let objections = try #require(result.proof?.statements, "\(result.text)").map(\.objection)
    let open = "where leads go from “new” on is more than could be followed"
    #expect(objections.contains(open) != isKnown)
  }
}
