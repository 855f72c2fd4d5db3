import RoeCompiler
import RoeMachine

extension Playbook {
  /// The words of the rules and of this page, in the order of the alphabet.
  var glossary: Section? {
    var entries = names.machine.pools.refs.map { (names.pool($0), pool($0)) }
    entries += names.machine.queues.refs.map { (names.queue($0), queue($0)) }
    for prose in proses { entries += words(of: prose) }
    let own = Set(entries.map { $0.0.lowercased() })
    entries += generalWords.filter { !own.contains($0.0) }
    entries.sort { ($0.0.lowercased(), $0.1.source) < ($1.0.lowercased(), $1.1.source) }
    var table = MarkdownTable(head: ["Word", "Meaning"])
    table.rows = merged(entries).map { ["\($0.0.capitalisingFirst)", $0.1] }
    return Section(title: "Glossary", body: table.markdown)
  }

  /// A word with several meanings has them in one row, each once.
  private func merged(_ entries: [Entry]) -> [Entry] {
    var merged: [Entry] = []
    var meanings: [Markdown] = []
    for entry in entries {
      if let last = merged.last, last.0.lowercased() == entry.0.lowercased() {
        if meanings.contains(entry.1) { continue }
        meanings.append(entry.1)
        merged[merged.count - 1].1 = meanings.joined("<br>")
      } else {
        meanings = [entry.1]
        merged.append(entry)
      }
    }
    return merged
  }

  private typealias Entry = (String, Markdown)

  private var generalWords: [Entry] {
    var entries: [Entry] = [
      ("owner", "The one person who is responsible for a lead at this moment."),
      (
        "backup",
        "The person who stands in for somebody, named in the roster beside that person."
      ),
    ]
    if hasLostAndFound {
      entries.append(
        (
          "lost and found",
          "Where a lead goes that the rules cannot place, so that a person looks at it."
        ))
      entries.append(("keeper", "The person who owns every lead in lost and found."))
    }
    if !names.machine.pools.isEmpty {
      var words: Markdown = "Several people who share the work; each lead goes to one of them."
      if names.machine.lifecycles.contains(where: {
        $0.ownerSources.isSuperset(of: [.asked, .nextInPool])
      }) {
        words +=
          " Whoever was asked and accepted has the lead from no pool, so that nobody of a pool is next after them."
      }
      entries.append(("pool", words))
    }
    if !names.machine.queues.isEmpty {
      entries.append(("queue", "Leads that wait to be claimed; its steward owns them meanwhile."))
    }
    if !names.machine.pools.isEmpty || !names.machine.queues.isEmpty {
      entries.append(
        ("steward", "The person who answers for a pool or a queue when it has nobody to give."))
    }
    if !texts.handoffs.isEmpty {
      entries.append(
        ("handoff", "The act that passes a lead, and the responsibility for it, to somebody else."))
    }
    return entries
  }

  private func pool(_ ref: Ref<Pool>) -> Markdown {
    let pool = names.machine.pools[ref]
    let members = names.members(of: pool.id).map(names.person)
    var words: Markdown =
      pool.pick == .roundRobin
      ? "A pool whose members take turns"
      : "A pool in which the same lead always finds the same person"
    if !members.isEmpty { words += ": \(listed(members, "and"))" }
    words += "."
    if let steward = pool.steward { words += " Steward: \(names.person(steward))." }
    if pool.atLeast > 0 {
      words += " At least \(pool.atLeast) of them should be there at any time."
    }
    if let cap = pool.cap { words += " Nobody gets more than \(cap.of("lead")) from it at a time." }
    for match in pool.match {
      words += " Only people whose \(match.column.asWords) is the lead’s \(match.field.asWords)."
    }
    return words
  }

  private func queue(_ ref: Ref<Queue>) -> Markdown {
    guard let steward = names.machine.queues[ref].steward else { return "A queue." }
    return "A queue. Steward: \(names.person(steward))."
  }

  private func words(of prose: Prose) -> [Entry] {
    let lifecycle = prose.lifecycle
    var entries: [Entry] = []
    // With several lifecycles each word says whose it is.
    let whose: Markdown = proses.count > 1 ? " of \(prose.noun.plural)" : ""
    for ref in lifecycle.definitions.refs {
      let definition = lifecycle.definitions[ref]
      let says = names.text(RuleID.definition(lifecycle.id, definition.id)).says
      entries.append(
        (
          prose.definition(ref),
          says.map { "\($0)" } ?? "\(prose.condition(definition.when).capitalisingFirst)."
        ))
    }
    for ref in lifecycle.states.refs {
      let says = names.text(RuleID.state(lifecycle.id, lifecycle.states[ref].id)).says
      entries.append(
        (prose.state(ref), says.map { "A state\(whose). \($0)" } ?? "A state\(whose)."))
    }
    for ref in lifecycle.activities.refs {
      entries.append((prose.activity(ref), "\(prose.meaning(ref).capitalisingFirst)."))
    }
    for ref in lifecycle.events.refs {
      let event = lifecycle.events[ref]
      var words: Markdown = "An event\(whose), caused by \(prose.actors(prose.causes(of: ref)))"
      if !event.carries.isEmpty { words += "; brings \(prose.fields(event.carries))" }
      words += "."
      if let says = names.text(RuleID.event(lifecycle.id, event.id)).says { words += " \(says)" }
      entries.append((prose.event(ref), words))
    }
    return entries
  }
}

extension Prose {
  /// Who may cause an event: where it is left to the moves, and is no work on a lead, what they say.
  fileprivate func causes(of event: Ref<Event>) -> [ActorTest] {
    let declared = lifecycle.events[event].by
    let isWork = lifecycle.activities.contains { $0.events.contains(event) }
    let moves = lifecycle.moves.filter { $0.trigger == .event(event) }
    guard declared.isEmpty, !isWork, moves.allSatisfy({ !$0.by.isEmpty }) else { return declared }
    var tests: [ActorTest] = []
    for test in moves.flatMap(\.by) where !tests.contains(test) { tests.append(test) }
    return tests
  }
}
