internal import RoeMachine

/// The rules that `roe init` writes: small, complete, and free of findings.
enum Starter {
  static func rules(reviewed day: CivilDate) -> String {
    """
    # Who owns a lead, until when, and what happens if nobody acts. Put in your people and your states;
    # `roe check` says what is wrong, `roe build . -o out` writes the playbook for your team.
    roe: 1
    name: Inbound leads
    says: What happens to everybody who asks us for a demo.
    maintained_by: mia
    review: { every: quarter, last: \(day) }
    zone: Europe/Berlin
    calendars:
      office: { hours: { mon-fri: "09:00-17:00" }, holidays: [01-01, easter +1, 12-25, 12-26] }
    roster:
      people:
        ana: { name: Ana Ruiz, role: sdr, manager: mia, backup: tom }
        tom: { name: Tom Becker, role: sdr, manager: mia, backup: ana }
        eli: { name: Eli Novak, role: ae, manager: mia, backup: mia }
        mia: { name: Mia Lindqvist, role: manager, backup: eli }
    pools:
      sdrs: { members: [ana, tom], at_least: 1 present, steward: mia }
    fields:
      employees: { type: integer, min: 1, optional: true }
      budget: { type: money, currency: EUR, optional: true }
    events:
      call_logged: { by: [sdr, ae, manager] }
      meeting_held: { by: sdr, carries: budget }
      ae_accepted: { by: asked }
      ae_rejected: { by: asked }
      deal_signed: { by: [ae, manager] }
      turned_down: { by: [sdr, ae, manager] }
      asked_again: { by: lead }
    activities:
      touch: { any: call_logged, by: owner, says: The owner has called. }
    definitions:
      qualified: { says: Big enough to need us., when: employees >= 20 }
    slas:
      first_touch:
        says: The owner calls within 15 minutes while the office is open.
        calendar: office
        due: 15 business minutes
        met_by: touch
        ladder: # what happens when nobody answers; the last step names one person
          - { at: 10 business minutes, do: [{ remind: owner }] }
          - { at: 15 business minutes, owner: [{ backup_of: owner }, mia], do: [{ notify: mia }] }
          - { at: 60 business minutes, owner: mia }

    states:
      new:
        says: Asked for a demo. Nobody has spoken to them yet.
        entry: true
        owner: sdrs
        clocks: [first_touch, { after: 14 days, to: nurture }]
        moves: [{ event: call_logged, by: owner, to: working }]
      working:
        says: An SDR finds out whether we can help.
        owner: keep
        clocks: [{ after: 30 days, to: nurture }]
        moves: [{ event: turned_down, to: lost }]
      with_ae:
        says: The AE makes the offer and asks for the decision.
        owner: keep
        clocks: [{ after: 60 days, to: nurture }]
        moves: [{ event: deal_signed, to: won }, { event: turned_down, to: lost }]
      nurture: { kind: nurture, owner: mia, clocks: [{ after: 6 months, to: lost }], moves: [{ event: asked_again, to: new }] }
      won: { kind: closed, owner: keep, says: Has signed. }
      lost: { kind: closed, owner: keep, says: Has said no. }

    handoffs:
      sdr_to_ae:
        says: The AE takes over after the first meeting, once the budget is known.
        from: working
        event: meeting_held
        when: qualified
        requires: budget
        to: with_ae
        owner: eli
        answer: # until the AE says yes, the SDR still owns the lead
          { within: 4 business hours, calendar: office, accept: ae_accepted,
            reject: { event: ae_rejected, to: working, owner: giver }, silence: { to: with_ae, owner: mia } }

    policies: { absences: [{ owner: [{ backup_of: owner }, mia] }], leavers: [{ owner: [{ backup_of: owner }, mia] }] }
    lost_and_found: { keeper: mia, backup: eli, within: 1 business day, calendar: office, to: [new, nurture] }

    """
  }
}
