/// One chapter of the reference: prose with snippets, and the tables of keys that belong to it.
struct LanguageChapter {
  let title: String
  let text: String
  var tables: [String] = []

  static let all: [LanguageChapter] = [
    LanguageChapter(
      title: "A first rule set",
      text: """
        A lead is always in one **state**. In every state one person owns it, a clock runs, and something passes it on.
        Somebody keeps the **lost and found**, where a lead goes when a rule fails it.

        ```yaml
        roe: 1
        name: Web leads
        maintained_by: mia
        zone: Europe/Berlin

        roster:
          people:
            mia: { name: Mia Weber, role: manager, backup: tom }
            tom: { name: Tom Ott, role: closer, manager: mia, backup: mia }

        events:
          called: { by: [closer, manager] }
          bought: { by: [closer, manager] }
          declined: { by: [closer, manager] }

        states:
          new:
            entry: true
            owner: tom
            clocks: [{ after: 4 hours, owner: mia, do: [{ notify: tom }] }, { after: 30 days, to: lost }]
            moves: [{ event: called, to: working }]
          working:
            owner: keep
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ event: bought, to: won }, { event: declined, to: lost }]
          won: { kind: closed }
          lost: { kind: closed }

        lost_and_found: { keeper: mia, backup: tom, within: 2 days, to: [new, lost] }
        ```

        Names (of states, fields, people …) are letters without accents, digits, `_` and `-`, beginning with a letter. People,
        roles, pools and queues share one namespace; so do fields, flags and definitions. A key that roe does not know is
        an error: nothing is passed over in silence.
        """, tables: ["file", "review"]),
    LanguageChapter(
      title: "What every rule may say",
      text: """
        These keys decide nothing. They are what people read in the playbook and in reviews. `maintained_by` at the top of a
        file holds for every rule in it.
        """, tables: ["metadata"]),
    LanguageChapter(
      title: "Lengths of time",
      text: """
        A length of time always has its unit: `30 seconds`, `15 minutes`, `4 hours`, `14 days`, `2 weeks` count by the clock on the wall.
        A day is 24 hours, also when the clocks change to summer time or back. So `after: 1 day` since a date, which counts from its midnight,
        rings at 23:00 on the date itself where that day has 25 hours, and at 1:00 on the day after where it has 23. Where it must not ring
        on the date itself, write `25 hours`.
        `2 months`, `1 quarter`, `1 year` keep the local time and the day, or take the last day of a shorter month.
        `15 business minutes`, `4 business hours` and `2 business days` count open time only, and need a `calendar`. A business day is as long
        as the calendar says, so that `1 business day` from Tuesday noon ends on Wednesday noon. `end of business day`,
        `end of next business day` and `3 business days later, end of day` end when the office closes;
        the last one has a comma, and so needs quotes inside `{ }`.

        A length of time may be given a name under `constants`, and is then written once.
        """),
    LanguageChapter(
      title: "Conditions",
      text: """
        A condition is one line of plain words. roe checks every value against its field.

        | form | holds when |
        | --- | --- |
        | `country is DE`, `country is not DE` | the field has this value; has another one |
        | `country in [DE, AT]`, `country not in dach` | it has one of these; it has a value and none of these. A list may have a name |
        | `score >= 60`, `<`, `<=`, `>`, `=`, `!=` | numbers, dates, money and texts, in their order |
        | `employees from 50 to 199`, `from 50 to below 200`, `between 50 and 199` | both ends count, unless `below` is said |
        | `budget >= 50_000 EUR` | an amount of money, in the currency of the field |
        | `renewal before 2027-01-01`, `after` | a date |
        | `created older than 30 days`, `newer than 2 months` | the age of a date or a time |
        | `domain starts with "acme"`, `ends with`, `contains` | part of a text |
        | `interests has api`, `has any of [api, crm]`, `has all of [api, crm]`, `interests is empty` | a set |
        | `phone is missing`, `phone is present` | whether the field has a value |
        | `consent` | a yes-or-no field, or a definition |
        | `touch within 14 days` | an activity happened at most so long ago |
        | `at least 2 of (a, b, c)` | so many of the conditions hold |
        | `a and b`, `a or b`, `not a`, `( … )` | as you would say it; `and` binds more closely than `or` |

        **Missing is a value.** A comparison with a missing field is false, and so is its opposite: a lead without a country is neither in
        `[DE]` nor `not in [DE]`. `not country in [DE]` is true of it. Say `is missing` when you mean it. Empty is not missing.

        In YAML a condition with square brackets inside `{ }` needs quotes: `{ when: "country in [DE, AT]" }`.

        ```yaml
        fields:
          country: { type: country, optional: true }
          score: { type: integer, min: 0, max: 100 }
          budget: { type: money, currency: EUR, optional: true }
          interests: { type: set, values: [api, crm, reports], optional: true }
        lists:
          dach: [DE, AT, CH]
        definitions:
          fits: country in dach or at least 2 of (budget >= 5_000 EUR, interests has api, score >= 80)
        states:
          waiting: { owner: dana, entry: fits, clocks: [{ after: 1 day, to: won }] }
        ```
        """, tables: ["definition", "list_file"]),
    LanguageChapter(
      title: "Fields",
      text: """
        What is known about a lead. `email: text` is short for `email: { type: text }`. A field that is not `optional` must be there when
        the lead is captured. Money is exact, in one currency. A `counter` starts at 0 and is changed by rules only;
        what is proved holds for leads that are captured with nothing counted.

        ```yaml
        fields:
          email: text
          renewal: { type: date, optional: true }
          lost_reason: { type: enum, values: [price, timing], optional: true }
          lost_detail:
            type: enum
            detail_of: lost_reason
            values: { price: [too_expensive, no_budget], timing: [later, never] }
            optional: true
        ```
        """, tables: ["field"]),
    LanguageChapter(
      title: "Events and activities",
      text: """
        An **event** happens to a lead. An **activity** says which events count as working on it: that is what meets an SLA, and what a
        clock with `since: { activity: … }` counts from.

        ```yaml
        events:
          call_logged: { by: [sdr, ae], crm: { object: Task, Type: Call } }
          email_sent: { by: [sdr, ae] }
        activities:
          touch: { any: [call_logged, email_sent], by: owner }
        slas:
          first_touch:
            due: 15 minutes
            met_by: touch
            ladder: [{ at: 15 minutes, owner: lena }]
        states:
          waiting:
            owner: dana
            entry: true
            clocks: [first_touch, { after: 9 days, to: lost }]
            moves: [{ event: [call_logged, email_sent], to: won }]
        ```
        """, tables: ["event", "activity"]),
    LanguageChapter(
      title: "Who may",
      text: """
        `by` names who may cause something: a person, a role, a pool, `owner` (whoever owns the lead), `asked` (whoever was asked to
        accept), `lead` (the lead itself), `system` (a machine). Without `by` anybody may.
        """),
    LanguageChapter(
      title: "People",
      text: """
        The roster changes every week, and the rules do not. So it lives in spreadsheets that the rules name, or, in a small team, in
        the rules themselves. Columns of the spreadsheet that roe has no use for can be asked for by pools.

        ```yaml
        pools:
          closers:
            members: role is ae
            at_least: 2 present
            steward: kim
        queues:
          inbox: { steward: kim, longest_stay: { after: 4 hours, owner: kim, do: [{ notify: dana }] } }
        states:
          waiting: { owner: closers, entry: true, clocks: [{ after: 9 days, to: lost }] }
          unclaimed:
            owner: inbox
            clocks: [{ after: 9 days, to: lost }]
            moves: [{ event: done, by: closers, to: waiting, owner: actor }]
        anywhere:
          - { event: asked_again, in: [waiting], to: unclaimed }
        ```
        """, tables: ["roster", "person", "absence", "pool", "queue"]),
    LanguageChapter(
      title: "Owners",
      text: """
        Wherever an owner is asked for, there is a name or one of these; a list is tried in order, and the first that names somebody
        present decides. When none does, the lead goes to lost and found.

        | owner | who it is |
        | --- | --- |
        | `dana` | this person |
        | `vp_sales` | whoever holds the role: the first one present, by name |
        | `sdr_pool` | one of the pool, picked for this lead; its steward when nobody is there |
        | `inbox` | the queue's steward, until somebody claims the lead |
        | `{ field: account_owner }` | the person in this field |
        | `{ routing: inbound }` | whoever the table says |
        | `keep` | the owner the lead has |
        | `previous` | the owner before |
        | `actor` | whoever has just acted: how a lead is claimed |
        | `asked` | whoever was asked to accept |
        | `{ manager_of: owner }`, `{ backup_of: owner }`, `{ cover_of: owner }` | found through the owner |
        | `{ next_in_pool: owner }` | another one of the pool that gave the lead to its owner; nobody where no pool did, as where the owner was asked and accepted |
        | `nobody` | nobody, by design |
        | `undecided` | not decided yet: everything else is still checked, and only `roe build` refuses |
        """),
    LanguageChapter(
      title: "Calendars",
      text: """
        Business hours and holidays are worked out to instants when the rules are compiled, so that no other component needs a time-zone
        database.

        ```yaml
        years: 2026-2028
        calendars:
          vienna:
            zone: Europe/Vienna
            hours: { mon-thu: "09:00-12:30, 13:00-17:00", fri: "09:00-14:00" }
            holidays:
              - easter +1
              - { date: 12-25, name: Christmas Day, observed: monday }
              - { date: 12-24, open_until: "12:00" }
              - last monday of may
        states:
          waiting: { owner: dana, entry: true, clocks: [{ after: 2 business hours, calendar: vienna, to: lost }] }
        ```
        """, tables: ["calendar", "holiday"]),
    LanguageChapter(
      title: "Clocks and SLAs",
      text: """
        A clock counts from one moment and rings once, or climbs a ladder of steps. An SLA is a clock with a name, declared once and used in
        many states. Everything a step needs (`owner`, manager, backup) is read before the step changes anything.

        ```yaml
        activities:
          touch: { any: done, by: owner }
        slas:
          first_touch:
            says: A person answers within 15 business minutes.
            calendar: office
            due: 15 business minutes
            met_by: touch
            ladder:
              - { at: 80%, do: [{ remind: owner }] }
              - { at: 15 business minutes, owner: { backup_of: owner }, do: [{ notify: { manager_of: owner } }] }
              - { at: 75 business minutes, owner: kim }
        states:
          waiting:
            owner: dana
            entry: true
            clocks:
              - first_touch
              - { after: 10 days, since: { activity: touch }, to: lost }
              - { id: at_most, after: 60 days, to: lost }
            moves: [{ event: done, to: won }]
        ```
        """, tables: ["clock", "rung", "hours"]),
    LanguageChapter(
      title: "Actions",
      text: """
        | action | what is done |
        | --- | --- |
        | `{ remind: owner }` | the person who has the duty is told |
        | `{ notify: { manager_of: owner } }` | somebody else is told |
        | `{ owner: kim }` | somebody else owns the lead from now on |
        | `{ set: { priority: high } }`, `{ clear: reason }` | a field is written, or emptied |
        | `{ count: attempts }` | a counter goes up by one |
        | `{ send: { event: account_owner_changed, to: leads } }` | linked records get an event |
        """, tables: ["send"]),
    LanguageChapter(
      title: "Routing",
      text: """
        A routing table says who gets a lead. Routing is not ownership: a state asks the table once, on entry, and the owner stays until a rule
        says otherwise. Rows are written here, or kept in a spreadsheet. A row of a spreadsheet is named by its cells.

        A row that names one person answers with nobody while that person is away, and then the lead goes to lost and found: what `absences`
        says is for leads that they own already. So name who is next: `owner: [{ routing: territories }, reps]`.

        Texts are compared byte by byte from the left, whatever they look like: `from 4300 to 4599` holds for the postcode `4300` and for
        `4599`, but also for `450` and for `45001`, since `450` stands between `43…` and `459…`. Postcodes in one range must have one length:
        keep each country in rows of its own, and let the form that asks for the postcode check its length.

        ```yaml
        fields:
          country: { type: country, optional: true }
          account_owner: { type: person, optional: true }
        routing:
          inbound:
            match: first
            rows:
              - { id: known, when: account_owner is present, owner: { field: account_owner } }
              - { id: dach, when: "country in [DE, AT, CH]", owner: [dana, eli] }
            otherwise: lena
        states:
          waiting: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 1 day, to: won }] }
        ```
        """, tables: ["routing", "row", "outcome"]),
    LanguageChapter(
      title: "States and moves",
      text: """
        A move has one cause: an `event`, a condition that `becomes` true by an edit, or one that is looked at after every step (`whenever`).
        Overrides beat exceptions, exceptions beat `anywhere`, and `anywhere` beats the state's own moves, wherever they stand.
        Where two of the same rank fit a lead at the same moment, whatever causes them, the one whose name comes first in the alphabet is made. Nobody
        means that, and roe reports the pair. That an event comes with an edit, roe knows from what it `carries`.
        """, tables: ["state", "move"]),
    LanguageChapter(
      title: "Handoffs",
      text: """
        A handoff names the exact action that passes a lead on, and how the receiver answers. Until they accept, the giver owns the lead. The
        giver's SLAs run on, and so do clocks that only call somebody or change the owner. A clock of the state that sends leads elsewhere
        ends when they leave; it begins again if they are given back.

        ```yaml
        events:
          meeting_held: { by: owner }
          accepted: { by: ae }
          rejected: { by: ae, carries: reject_reason }
        fields:
          reject_reason: { type: text, optional: true }
        states:
          qualifying: { owner: lena, entry: true, clocks: [{ after: 9 days, to: lost }] }
          selling: { owner: keep, clocks: [{ after: 90 days, to: lost }], moves: [{ event: done, to: won }] }
        handoffs:
          sdr_to_ae:
            from: qualifying
            event: meeting_held
            to: selling
            owner: dana
            answer:
              within: 4 business hours
              calendar: office
              accept: accepted
              reject: { event: rejected, requires: reject_reason }
              silence: [{ ask: eli }, { owner: kim, to: selling }]
        ```
        """, tables: ["handoff", "answer", "reply", "silence"]),
    LanguageChapter(
      title: "Flags, overrides, exceptions",
      text: """
        A **flag** stands beside the state: the lead stays where it is and with whom it is, and somebody decides by a deadline. An **override**
        beats every other rule. An **exception** is a row before all others of a routing table; it has an approver and an end.
        No two exceptions to one table may fit the same lead, since nothing says which of them comes first.
        """, tables: ["flag", "override", "exception"]),
    LanguageChapter(
      title: "Leavers, absences, lost and found",
      text: """
        The host sends `owner_left` and `owner_absent` for each lead of somebody who leaves or is away. Lost and found catches a lead without a route,
        with an empty pool, with bad data, or whose calendar has run out. Its keeper places it by the event `place_in_STATE`,
        once every field that is not optional has a value; in a closed state at any time.
        """, tables: ["policies", "reassignment", "lost_and_found"]),
    LanguageChapter(
      title: "Several lifecycles",
      text: """
        A file with `lifecycle: account` is about accounts: its states, fields and rules are apart from those of leads. Links tie the records together,
        and let one send events to the other.
        """, tables: ["link"]),
    LanguageChapter(
      title: "Assumptions, promises, scenarios",
      text: """
        What is true of every real lead is said under `assume`; what you want proved, under `expect`. roe reads, checks and carries both.
        A scenario is a ghost lead: what happens to it, and what you expect. It is read and carried along; no command runs it yet.
        """, tables: ["assumption", "promise", "scenario", "step"]),
  ]
}
