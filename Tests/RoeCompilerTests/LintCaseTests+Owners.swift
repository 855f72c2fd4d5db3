extension LintCase {
  /// Of whether somebody can be found for every lead.
  static let ofOwners: [LintCase] = [
    LintCase(
      "a dispute that ends with nobody",
      """
      events: { argued: { by: ae }, decided: { by: manager } }
      flags:
        disputed: { event: argued, cleared_by: decided, decide_within: 1 day, decided_by: [kim], silence: nobody }  # ROE0301
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 9 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "a dispute that ends with somebody",
      """
      events: { argued: { by: ae }, decided: { by: manager } }
      flags:
        disputed: { event: argued, cleared_by: decided, decide_within: 1 day, decided_by: [kim], silence: kim }
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 9 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "whoever has it may not own it there",
      """
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 2 days, to: mid }] }
        mid: { permitted: [sdr], owner: keep, clocks: [{ after: 2 days, to: won }], moves: [{ event: done, to: lost }] }  # ROE0301
      """),
    LintCase(
      "whoever has it may own it there",
      """
      states:
        new: { owner: dana, entry: true, clocks: [{ id: first, after: 1 day, owner: lena }, { after: 2 days, to: mid }] }
        mid: { permitted: [sdr], owner: keep, clocks: [{ after: 2 days, to: won }], moves: [{ event: done, to: lost }] }
      """),
    LintCase(
      "the next of a group in which the owner may be alone",
      """
      pools:
        closers: { members: [dana, eli], at_least: 1 present, steward: kim }
      states:
        new:
          owner: closers
          entry: true
          clocks:
            - { after: 2 days, owner: { next_in_pool: owner } }  # ROE0301
            - { id: end, after: 9 days, to: lost }
      """),
    LintCase(
      "the next of a group in which there is another one",
      """
      pools:
        closers: { members: [dana, eli], at_least: 2 present, steward: kim }
      states:
        new:
          owner: closers
          entry: true
          clocks: [{ after: 2 days, owner: { next_in_pool: owner } }, { id: end, after: 9 days, to: lost }]
      """),
    LintCase(
      "nobody to keep it after nobody by design",
      """
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 2 days, to: floor }] }
        floor: { owner: nobody, because: Free for all., clocks: [{ after: 2 days, to: mid }] }
        mid: { owner: keep, clocks: [{ after: 2 days, to: won }], moves: [{ event: done, to: lost }] }  # ROE0301
      """),
    LintCase(
      "nobody was asked, and nobody does it",
      """
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 2 days, to: mid }] }  # ROE0602
        mid:  # ROE0601
          owner: asked  # ROE0301
          clocks: [{ after: 2 days, to: late }]
        late: { owner: actor, clocks: [{ after: 2 days, to: won }], moves: [{ event: done, to: lost }] }
      """),
    LintCase(
      "a clock rings, and its act has no actor",
      """
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 2 days, to: mid }] }
        mid: { owner: actor, clocks: [{ after: 2 days, to: won }], moves: [{ event: done, to: lost }] }  # ROE0301
      """),
    LintCase(
      "one of those who may own it has no manager",
      """
      pools:
        callers: { members: [lena, kim], at_least: 1 present, steward: sam }
      states:
        new:
          owner: callers
          entry: true
          clocks:
            - { after: 2 days, owner: { manager_of: owner } }  # ROE0906
            - { id: end, after: 9 days, to: lost }
      """),
    LintCase(
      "a step finds nobody beside another clock, or on the way to another state",
      """
      states:
        new:
          owner: kim
          entry: true
          clocks:
            - { id: up, after: 2 days, owner: { manager_of: owner } }  # ROE0906
            - { id: over, after: 3 days, owner: eli }
            - { id: away, after: 9 days, to: lost }
          moves: [{ event: done, to: mid }]
        mid:
          owner: keep
          clocks:
            - { after: 1 day, to: late, owner: { backup_of: owner } }  # ROE0906
        late: { owner: keep, clocks: [{ after: 2 days, to: won }], moves: [{ event: done, to: lost }] }
      """),
    LintCase(
      "nobody is looked for by what nobody who can have the lead may do",
      """
      states:
        new:
          owner: kim
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: done, by: owner, owner: { manager_of: owner } }  # ROE0603
            - { event: asked_again, to: won }
      """),
    LintCase(
      "whoever answers for a group is none of it",
      """
      pools:
        closers: { members: [dana, eli], steward: kim }
      states:
        new:
          owner: [kim, dana]  # ROE0306
          permitted: closers
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a table asks somebody to accept who may not own the lead then",
      """
      fields:
        size: { type: integer, min: 1 }
      events:
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      routing:
        inbound:
          match: first
          rows: [{ id: large, when: size > 50, owner: eli }]
          otherwise: lena
      states:
        working: { owner: kim, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, permitted: [eli, dana], clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: { routing: inbound }
          answer:
            within: 4 hours
            accept: accepted  # ROE0306
            reject: rejected
            silence: { owner: eli, to: selling }
      """),
    LintCase(
      "no lead comes to the row that asks them",
      """
      fields:
        size: { type: integer, min: 1, max: 50 }
      events:
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      routing:
        inbound:
          match: first
          rows: [{ id: large, when: size > 50, owner: lena }]  # ROE0701
          otherwise: eli
      states:
        working: { owner: kim, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, permitted: [eli, dana], clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: { routing: inbound }
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence: { owner: eli, to: selling }
      """),
    LintCase(
      "a group is asked to accept of which only the steward may own the lead",
      """
      pools:
        closers: { members: role is ae, at_least: 1 present, steward: kim }
      events:
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, permitted: [manager], clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: [closers, kim]
          answer:
            within: 4 hours
            accept: accepted  # ROE0306
            reject: rejected
            silence: { owner: kim, to: selling }
      """),
    LintCase(
      "a group is asked to accept of whom nobody may own the lead",
      """
      events:
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        working: { owner: kim, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, permitted: [eli, dana], clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: sdr
          answer:
            within: 4 hours
            accept: accepted  # ROE0306
            reject: rejected
            silence: { owner: eli, to: selling }
      """),
    LintCase(
      "a table names somebody who may not own the lead for all other leads",
      """
      fields:
        size: { type: integer, min: 1 }
      routing:
        inbound:
          match: first
          rows: [{ id: large, when: size > 50, owner: eli }]
          otherwise: lena
      states:
        new:
          owner: [{ routing: inbound }, dana]  # ROE0306
          permitted: [eli, dana]
          entry: true
          clocks: [{ after: 30 days, to: lost }]
      """),
    LintCase(
      "by then somebody with a manager has it",
      """
      states:
        new:
          owner: kim
          entry: true
          clocks:
            - { after: 1 day, owner: lena }
            - { id: later, after: 2 days, owner: { manager_of: owner } }
            - { id: end, after: 9 days, to: lost }
      """),
    LintCase(
      "a row names a field that may be empty",
      """
      fields:
        size: { type: integer, min: 1 }
        rep: { type: person, optional: true }
      routing:
        inbound:
          match: first
          rows:
            - { id: small, when: size < 50, owner: { field: rep } }  # ROE0801
            - { id: large, when: size >= 50, owner: eli }
          otherwise: next
      states:
        new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 2 days, to: won }], moves: [{ event: done, to: lost }] }
      """),
    LintCase(
      "a row names a field that is known there",
      """
      fields:
        size: { type: integer, min: 1 }
        rep: { type: person, optional: true }
      routing:
        inbound:
          match: first
          rows:
            - { id: small, when: size < 50 and rep is present, owner: { field: rep } }
            - { id: new, when: size < 50 and rep is missing, owner: lena }
          otherwise: eli
      states:
        new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 2 days, to: won }], moves: [{ event: done, to: lost }] }
      """),
    LintCase(
      "a state's owner is a field that may be empty",
      """
      fields:
        rep: { type: person, optional: true }
      states:
        new: { owner: { field: rep }, entry: true, clocks: [{ after: 2 days, to: won }], moves: [{ event: done, to: lost }] }  # ROE0301
      """),
    LintCase(
      "an answer that nobody may give",
      """
      events:
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: done
          to: selling
          owner: dana
          answer:
            within: 4 hours
            accept: accepted
            reject: { event: rejected, by: lead }  # ROE0511
            silence: { owner: kim, to: working }
      """),
    LintCase(
      "a deadline after which the owner keeps it",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks:
            - { after: 2 days, owner: [keep, eli] }  # ROE0403
            - { id: end, after: 9 days, to: lost }
      """),
    LintCase(
      "a role whose only holder has left",
      """
      roster:
        people:
          zoe: { name: Zoe Lind, role: scout, last_day: 2026-09-03, manager: kim }  # ROE0203
      states:
        new: { owner: scout, entry: true, clocks: [{ after: 2 days, to: won }], moves: [{ event: done, to: lost }] }  # ROE0203
      """),
    LintCase(
      "a step to the person who has kept the lead",
      """
      states:
        new:
          owner: kim
          entry: true
          clocks: [{ after: 90 days, to: lost }]
          moves: [{ event: asked_again, to: working }]
        working:
          owner: keep
          clocks: [{ after: 3 days, owner: kim }, { after: 90 days, to: lost }]  # ROE0305
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a step to the person who has kept the lead while a clock moved it on",
      """
      states:
        new: { owner: kim, entry: true, clocks: [{ after: 4 hours, to: working }] }
        working:
          owner: keep
          clocks: [{ after: 3 days, owner: kim }, { after: 90 days, to: lost }]  # ROE0305
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a step to somebody other than those who have kept such leads",
      """
      fields:
        plan: { type: enum, values: [red, green], frozen: true }
      routing:
        inbound: { match: first, rows: [{ id: red, when: plan is red, owner: kim }], otherwise: lena }
      states:
        new:
          owner: { routing: inbound }
          entry: true
          clocks: [{ after: 90 days, to: lost }]
          moves: [{ event: asked_again, when: plan is green, to: working }, { event: asked_again, when: plan is red, to: lost }]
        working:
          owner: keep
          clocks: [{ after: 3 days, owner: kim }, { after: 90 days, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a step to whoever has other leads than those whom a table has sent on",
      """
      fields:
        plan: { type: enum, values: [red, green], frozen: true }
      routing:
        inbound: { match: first, rows: [{ id: red, when: plan is red, to: desk }], otherwise: kim }
      states:
        new:
          owner: [{ routing: inbound }, kim]
          entry: true
          clocks: [{ after: 3 days, owner: lena }, { after: 90 days, to: lost }]
          moves: [{ event: done, to: won }]
        desk:  # ROE0301
          clocks: [{ after: 3 days, owner: kim }, { after: 90 days, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a step to whoever had the lead before a table has sent it on",
      """
      routing:
        second: { match: first, rows: [{ id: all, when: days_open is missing, to: desk }], otherwise: lena }
      fields:
        days_open: { type: integer, min: 0, optional: true }
      states:
        new:
          owner: kim
          entry: true
          clocks: [{ after: 90 days, to: lost }]
          moves: [{ event: done, to: sorting }]
        sorting:
          owner: [{ routing: second }, lena]
          clocks: [{ after: 3 days, owner: kim }, { after: 90 days, to: lost }]
          moves: [{ event: done, to: won }]
        desk:
          owner: keep
          clocks: [{ after: 3 days, owner: kim }, { after: 90 days, to: lost }]  # ROE0305
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a step to whoever would have leads that a state never gets",
      """
      fields:
        plan: { type: enum, values: [red, green] }
      routing:
        second: { match: first, rows: [{ id: red, when: plan is red, owner: kim }], otherwise: dana }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 90 days, to: lost }]
          moves: [{ event: asked_again, when: plan is green, to: working }, { event: asked_again, when: plan is red, to: lost }]
        working:
          owner: { routing: second }
          clocks: [{ after: 3 days, owner: kim }, { after: 90 days, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "an absence without anybody who covers",
      """
      policies:
        absences: [{ in: [new], owner: { cover_of: owner } }]  # ROE0301
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "those who are away, and have no backup",
      """
      policies:
        absences: [{ in: [new], owner: { backup_of: owner } }]  # ROE0301
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "somebody behind those who cover",
      """
      policies:
        absences: [{ in: [new], owner: [{ cover_of: owner }, { backup_of: owner }, kim] }]
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
  ]
}
