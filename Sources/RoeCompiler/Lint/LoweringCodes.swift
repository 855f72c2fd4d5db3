package import RoeSource

/// What can be wrong with rules of which every word is known.
extension Code {
  package static let rosterTooSmall = Code(
    "ROE0304", "roster-too-small", or: .warning,
    title: "The team is smaller than the rules promise",
    rationale: """
      The rules say how many people of a pool are always there, and everything that roe proves \
      rests on it. With fewer, a lead comes round to a pool in which nobody is left, although \
      every rule was followed.
      """,
    avoid: Example(
      """
      pools:
        closers: { members: [dana, eli], at_least: 3 present, steward: kim }  # ROE0304
      states:
        waiting: { owner: closers, entry: true, clocks: [{ after: 1 day, to: won }] }
      """),
    prefer: Example(
      """
      pools:
        closers: { members: [dana, eli], at_least: 1 present, steward: kim }
      states:
        waiting: { owner: closers, entry: true, clocks: [{ after: 1 day, to: won }] }
      """))

  package static let endlessException = Code(
    "ROE0308", "endless-exception",
    title: "An exception without an approver or an end",
    rationale: """
      An exception that nobody approved and that never ends is a second set of rules for one \
      person. Each says who agreed to it and its last day; it can always be renewed.
      """,
    avoid: Example(
      """
      fields:
        domain: { type: text }
      routing:
        inbound:
          match: first
          rows: [{ id: own, when: domain is "example.com", owner: sam }]
          otherwise: lena
      exceptions:
        acme:  # ROE0308
          in: inbound
          when: domain is "acme.com"
          owner: dana
          approved_by: kim
      states:
        waiting: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 1 day, to: won }] }
      """),
    prefer: Example(
      """
      fields:
        domain: { type: text }
      routing:
        inbound:
          match: first
          rows: [{ id: own, when: domain is "example.com", owner: sam }]
          otherwise: lena
      exceptions:
        acme:
          in: inbound
          when: domain is "acme.com"
          owner: dana
          approved_by: kim
          until: 2027-06-30
      states:
        waiting: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 1 day, to: won }] }
      """))

  package static let absenceTwice = Code(
    "ROE0315", "absences-overlap", .warning,
    title: "Somebody is away twice on the same days",
    rationale: """
      Two absences of one person on the same day may name two covers, and then nobody knows who \
      looks after the leads. Each day away stands in the roster once.
      """,
    avoid: Example(
      """
      roster:
        absences:
          - { id: dana, from: 2026-12-21, to: 2027-01-02, cover: eli }
          - { id: dana, from: 2027-01-02, to: 2027-01-09, cover: lena }  # ROE0315
      """),
    prefer: Example(
      """
      roster:
        absences:
          - { id: dana, from: 2026-12-21, to: 2027-01-02, cover: eli }
          - { id: dana, from: 2027-01-03, to: 2027-01-09, cover: lena }
      """))

  package static let undecidedOwner = Code(
    "ROE0311", "undecided-owner",
    title: "Nobody has decided who owns this",
    rationale: """
      `owner: undecided` is how a draft says that the team has not agreed yet. Everything else is \
      checked and drawn all the same; but no machine is built from it, since the machine would \
      have to guess.
      """,
    avoid: Example(
      """
      states:
        waiting:
          owner: undecided  # ROE0311
          entry: true
          clocks: [{ after: 1 day, to: won }]
      """),
    prefer: Example(
      """
      states:
        waiting:
          owner: dana
          entry: true
          clocks: [{ after: 1 day, to: won }]
      """))

  package static let noLostAndFound = Code(
    "ROE1002", "keeperless-lost-and-found",
    title: "The lost and found has no keeper, or no clock",
    rationale: """
      Rules fail: a rep leaves, a calendar runs out, a field stays empty. What they fail must \
      land with one person by name, who has to place it within a stated time. A lost and found \
      that nobody empties is where leads are lost.
      """,
    avoid: Example(
      """
      roe: 1
      name: Small team
      roster: { people: { dana: { role: ae } } }
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 30 days, to: lost }] }
        lost: { kind: closed }
      lost_and_found: { within: 1 day, to: [new] }  # ROE1002
      """, alone: true),
    prefer: Example(
      """
      roe: 1
      name: Small team
      roster: { people: { dana: { role: ae } } }
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 30 days, to: lost }] }
        lost: { kind: closed }
      lost_and_found: { keeper: dana, within: 1 day, to: [new] }
      """, alone: true))
}
