extension LintCase {
  /// Of who may do what.
  static let ofActors: [LintCase] = [
    LintCase(
      "a move names some and its event others",
      """
      events:
        met: { by: ae }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: met, by: sdr, to: won }]  # ROE0603
      """),
    LintCase(
      "a handoff is for some and its event for others",
      """
      events:
        met: { by: ae }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: met  # ROE0603
          by: owner
          to: selling
          owner: dana
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: lost } }
      """),
    LintCase(
      "an owner whom a clock names may make the move",
      """
      events:
        met: { by: [eli] }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 7 days, owner: eli }, { after: 30 days, to: lost }]
          moves: [{ event: met, by: owner, to: won }]
      """),
    LintCase(
      "the manager of whoever has it is asked and may not answer",
      """
      events:
        accepted: { by: [ae] }
        rejected: { by: [ae, manager] }
      states:
        working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: done
          to: selling
          owner: { manager_of: owner }
          answer:
            within: 4 hours
            accept: accepted  # ROE0511
            reject: rejected
            silence: { owner: sam, to: lost }
      """),
    LintCase(
      "of two who have leads one has a backup who may not answer",
      """
      roster:
        people:
          ana: { name: Ana Ruiz, role: sdr, manager: kim, backup: tom }
          tom: { name: Tom Ott, role: sdr, manager: kim, backup: dana }
      events:
        accepted: { by: [ae] }
        rejected: { by: asked }
      states:
        working:
          owner: ana
          entry: true
          clocks: [{ after: 7 days, owner: tom }, { after: 30 days, to: lost }]
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: done
          to: selling
          owner: { backup_of: owner }
          answer:
            within: 4 hours
            accept: accepted  # ROE0511
            reject: rejected
            silence: { owner: kim, to: lost }
      """),
    LintCase(
      "whoever has leads has a backup who may answer",
      """
      events:
        accepted: { by: [ae] }
        rejected: { by: asked }
      states:
        working:
          owner: dana
          entry: true
          clocks: [{ after: 7 days, owner: eli }, { after: 30 days, to: lost }]
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: done
          to: selling
          owner: { backup_of: owner }
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence: { owner: kim, to: lost }
      """),
    LintCase(
      "when nobody answers the manager is asked and may not",
      """
      events:
        accepted: { by: [ae] }
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
            accept: accepted  # ROE0511
            reject: rejected
            silence: [{ ask: { manager_of: owner } }, { owner: sam, to: lost }]
      """),
    LintCase(
      "who shall decide about a flag may not settle it, or may, or lets a system do it",
      """
      events:
        disputed: { by: [sdr, ae] }
        doubted: { by: [sdr, ae] }
        quarrelled: { by: [sdr, ae] }
        decided: { by: sdr }
        settled: { by: [manager, ops] }
        recorded: { by: system }
      flags:
        dispute: { event: disputed, cleared_by: decided, decide_within: 1 day, decided_by: [kim, sam], silence: keep }  # ROE0511
        doubt: { event: doubted, cleared_by: settled, decide_within: 1 day, decided_by: [{ manager_of: owner }, sam], silence: keep }
        quarrel: { event: quarrelled, cleared_by: recorded, decide_within: 1 day, decided_by: kim, silence: keep }
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
  ]
}
