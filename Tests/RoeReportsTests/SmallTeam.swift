import RoeMachine

/// The rules of a small team, as the compiler would hand them over.
enum SmallTeam {
  static let file = MachineFile(meaning: machine, texts: texts, sources: sources)

  // Fields, by id.
  private static let budget = Ref<Field>(0)
  private static let consent = Ref<Field>(1)
  private static let country = Ref<Field>(2)
  private static let employees = Ref<Field>(3)
  private static let notes = Ref<Field>(4)
  private static let reason = Ref<Field>(5)
  private static let score = Ref<Field>(6)

  // Events.
  private static let accepted = Ref<Event>(0)
  private static let callLogged = Ref<Event>(1)
  private static let dealWon = Ref<Event>(2)
  private static let emailSent = Ref<Event>(3)
  private static let handRaise = Ref<Event>(4)
  private static let markedJunk = Ref<Event>(5)
  private static let meetingHeld = Ref<Event>(6)
  private static let ownerAway = Ref<Event>(7)
  private static let rejected = Ref<Event>(8)

  // Clocks.
  private static let answer = Ref<Clock>(0)
  private static let firstTouch = Ref<Clock>(1)
  private static let goneQuiet = Ref<Clock>(2)
  private static let keeperDecides = Ref<Clock>(3)
  private static let newLimit = Ref<Clock>(4)
  private static let lookAgain = Ref<Clock>(5)

  // States.
  private static let aeReview = Ref<State>(0)
  private static let disqualified = Ref<State>(1)
  private static let lostAndFound = Ref<State>(2)
  private static let new = Ref<State>(3)
  private static let nurture = Ref<State>(4)
  private static let won = Ref<State>(5)
  private static let working = Ref<State>(6)

  private static let touch = Ref<Activity>(0)
  private static let hot = Ref<Definition>(0)
  private static let mql = Ref<Definition>(1)
  private static let inbound = Ref<RoutingTable>(0)
  private static let ae = Ref<Role>(0)
  private static let sdr = Ref<Role>(1)
  private static let inboundPool = Ref<Pool>(1)
  private static let aePool = Ref<Pool>(0)
  private static let lena = Ref<Person>(0)
  private static let sam = Ref<Person>(1)
  private static let minute = 60
  private static let hour = 3600
  private static let day = 86_400

  static let machine = Machine(
    zone: Ref(0), effective: "2026-10-01",
    zones: [
      Zone(
        id: "Europe/Berlin",
        offsets: [
          .init(from: 1_767_225_600_000, seconds: 3600),
          .init(from: 1_774_746_000_000, seconds: 7200),
          .init(from: 1_792_890_000_000, seconds: 3600),
        ])
    ],
    calendars: [
      BusinessCalendar(
        id: "berlin", span: 1_767_225_600_000..<1_798_761_600_000, daySeconds: 8 * hour,
        open: [1_767_340_800_000..<1_767_369_600_000],
        days: [1_767_308_400_000..<1_767_369_600_000])
    ],
    people: [Person(id: "lena"), Person(id: "sam")],
    roles: [Role(id: "ae"), Role(id: "sdr")],
    pools: [
      Pool(id: "ae_all", pick: .roundRobin, steward: lena, atLeast: 1),
      Pool(id: "inbound", pick: .roundRobin, steward: lena, atLeast: 2, cap: 40),
    ],
    queues: [], lifecycles: [lifecycle])

  static let lifecycle = Lifecycle(
    id: "lead", fields: fields, events: events,
    activities: [Activity(id: "touch", events: [callLogged, emailSent], by: [.owner])],
    definitions: [
      Definition(
        id: "hot",
        when: .all([.definition(mql), .test(employees, .compare(.greaterOrEqual, .integer(50)))])),
      Definition(
        id: "mql",
        when: .all([
          .test(score, .compare(.greaterOrEqual, .integer(60))),
          .test(consent, .compare(.equal, .boolean(true))),
        ])),
    ],
    tables: [table], clocks: clocks, states: states, moves: moves,
    entries: [Entry(when: .always, state: new)], lostAndFound: lostAndFound)

  private static let fields = [
    Field(id: "budget", type: .money(currency: "EUR"), isOptional: true),
    Field(id: "consent", type: .boolean),
    Field(id: "country", type: .choice(["AT", "CH", "DE", "FR", "US"]), isOptional: true),
    Field(id: "employees", type: .integer(min: 1, max: nil), isOptional: true),
    Field(id: "meeting_notes", type: .text, isOptional: true),
    Field(
      id: "reason", type: .choice(["no_budget", "no_fit", "not_reachable", "spam"]),
      isOptional: true),
    Field(id: "score", type: .integer(min: 0, max: 100)),
  ]

  private static let events = [
    Event(id: "ae_accepted", by: [.asked]),
    Event(id: "call_logged", by: [.role(sdr), .role(ae)]),
    Event(id: "deal_won", by: [.role(ae)]),
    Event(id: "email_sent", by: [.role(sdr), .role(ae)]),
    Event(id: "hand_raise", by: [.lead]),
    Event(id: "marked_junk", by: [.owner]),
    Event(id: "meeting_held", by: [.role(sdr)], carries: [budget, notes]),
    Event(id: "owner_away", by: [.system]),
    Event(id: "rejected_by_ae", by: [.asked]),
  ]

  private static let table = RoutingTable(
    id: "inbound", isUnique: false,
    rows: [
      .init(
        id: "dach", when: .test(country, .oneOf([.text("DE"), .text("AT"), .text("CH")])),
        outcome: .owner([.pool(inboundPool)])),
      .init(
        id: "large-us",
        when: .all([
          .test(country, .compare(.equal, .text("US"))),
          .test(employees, .compare(.greaterOrEqual, .integer(200))),
        ]),
        outcome: .owner([.person(lena)])),
      .init(
        id: "no-country", when: .test(country, .isMissing), outcome: .state(lostAndFound)),
    ],
    otherwise: .owner([.pool(inboundPool), .person(lena)]))

  private static let clocks = [
    Clock(
      id: "answer", hours: .calendar(Ref(0)),
      rungs: [
        .init(
          after: .businessSeconds(4 * hour), outcome: Outcome(actions: [.ask([.pool(aePool)])])),
        .init(
          after: .businessSeconds(8 * hour),
          outcome: Outcome(to: .state(working), owner: [.keep])),
      ]),
    Clock(
      id: "first_touch", hours: .owner,
      rungs: [
        .init(
          after: .businessSeconds(12 * minute), outcome: Outcome(actions: [.remind(.keep)])),
        .init(
          after: .businessSeconds(15 * minute),
          outcome: Outcome(actions: [.notify(.managerOfOwner)], owner: [.nextInPool])),
        .init(
          after: .businessSeconds(75 * minute), outcome: Outcome(owner: [.managerOfOwner])),
      ], metBy: [touch]),
    Clock(
      id: "gone_quiet", anchor: .activity(touch),
      rungs: [
        .init(after: .seconds(10 * day), outcome: Outcome(actions: [.remind(.keep)])),
        .init(after: .seconds(14 * day), outcome: Outcome(to: .state(nurture))),
      ]),
    Clock(
      id: "keeper_decides", hours: .calendar(Ref(0)),
      rungs: [
        .init(after: .endOfBusinessDay(1), outcome: Outcome(actions: [.remind(.keep)])),
        .init(after: .endOfBusinessDay(3), outcome: Outcome(to: .state(nurture))),
      ]),
    Clock(
      id: "limit_new",
      rungs: [.init(after: .seconds(30 * day), outcome: Outcome(to: .state(nurture)))]),
    Clock(
      id: "look_again", rungs: [.init(after: .months(3), outcome: Outcome(to: .state(new)))]),
  ]

  private static let states = [
    State(id: "ae_review", kind: .pending, owner: [.keep], clocks: [answer]),
    State(id: "disqualified", kind: .closed, owner: [.nobody]),
    State(
      id: "lost_and_found", kind: .lostAndFound, owner: [.person(sam), .person(lena)],
      clocks: [keeperDecides]),
    State(
      id: "new", owner: [.table(inbound), .person(lena)], follow: [country],
      clocks: [firstTouch, newLimit]),
    State(id: "nurture", kind: .nurture, owner: [.keep, .person(lena)], clocks: [lookAgain]),
    State(id: "won", kind: .closed, owner: [.asked, .person(lena)]),
    State(id: "working", owner: [.keep, .person(lena)], clocks: [goneQuiet]),
  ]

  private static let live = [aeReview, lostAndFound, new, nurture, working]

  private static let moves = [
    Move(
      id: "until_summer", layer: .exception, from: [new], trigger: .event(markedJunk),
      when: .all([
        .clockBefore(1_782_856_800_000), .test(country, .compare(.equal, .text("FR"))),
      ]), requires: [reason], outcome: Outcome(to: .state(nurture), owner: [.person(lena)])),
    Move(
      id: "hand_raise", layer: .anywhere, from: [nurture, working],
      trigger: .event(handRaise), outcome: Outcome(to: .state(new), owner: [.keep])),
    Move(
      id: "away", layer: .anywhere, from: live, trigger: .event(ownerAway),
      outcome: Outcome(owner: [.coverOfOwner, .backupOfOwner])),
    Move(
      id: "ae_review.accept", layer: .state, from: [aeReview], trigger: .event(accepted),
      outcome: Outcome(to: .state(won))),
    Move(
      id: "ae_review.reject", layer: .state, from: [aeReview], trigger: .event(rejected),
      requires: [reason], outcome: Outcome(to: .state(working), owner: [.keep])),
    Move(
      id: "new.junk", layer: .state, from: [new, working], trigger: .event(markedJunk),
      requires: [reason], outcome: Outcome(to: .state(disqualified))),
    Move(
      id: "new.call", layer: .state, from: [new], trigger: .event(callLogged),
      outcome: Outcome(to: .state(working))),
    Move(
      id: "new.mail", layer: .state, from: [new], trigger: .event(emailSent),
      outcome: Outcome(to: .state(working))),
    Move(
      id: "placed", layer: .state, from: [lostAndFound], trigger: .event(callLogged),
      outcome: Outcome(to: .state(new))),
    Move(
      id: "sdr_to_ae", layer: .state, from: [working], trigger: .event(meetingHeld),
      when: .all([.definition(mql), .test(budget, .isPresent)]), requires: [budget, notes],
      outcome: Outcome(actions: [.ask([.pool(aePool)])], to: .state(aeReview), owner: [.keep])),
  ]

  static let texts = Texts(
    title: "Quiz funnel",
    says: "Who looks after the leads that the quiz on our site brings in.",
    maintainedBy: "sam", review: Review(every: .quarter, last: "2026-10-02"),
    rules: [
      RuleID.definition("lead", "mql"): Text(
        title: "MQL", says: "Fits our market and asked for something.", agreedBy: ["lena", "sam"]),
      RuleID.definition("lead", "hot"): Text(title: "Hot lead"),
      RuleID.state("lead", "new"): Text(says: "Captured. Nobody has spoken to them yet."),
      RuleID.state("lead", "working"): Text(says: "We are talking to each other."),
      RuleID.state("lead", "ae_review"): Text(
        says: "A meeting was held; an AE looks at the notes and says yes or no."),
      RuleID.state("lead", "nurture"): Text(says: "Not now. We look again later."),
      RuleID.clock("lead", "first_touch"): Text(
        title: "First touch", says: "A person answers every new lead within 15 business minutes.",
        because: "Answers after an hour convert half as often."),
      RuleID.move("lead", "sdr_to_ae"): Text(
        title: "SDR to AE", says: "The AE takes over once a meeting is held and the budget known."),
      RuleID.move("lead", "until_summer"): Text(
        title: "French leads until summer", because: "The French desk opens in July."),
      RuleID.table("lead", "inbound"): Text(title: "Inbound"),
      RuleID.row("lead", "inbound", "large-us"): Text(because: "Lena knows these accounts."),
      RuleID.pool("inbound"): Text(title: "Inbound SDRs"),
      RuleID.pool("ae_all"): Text(title: "Account executives"),
      RuleID.calendar("berlin"): Text(title: "Berlin"),
      RuleID.role("sdr"): Text(title: "SDR"), RuleID.role("ae"): Text(title: "AE"),
    ],
    calendars: [
      CalendarText(
        id: "berlin", zone: "Europe/Berlin", hours: ["mon-thu 09:00-17:30", "fri 09:00-16:00"],
        holidays: [
          "2026-01-01 New Year’s Day", "2026-04-03 Good Friday", "2026-04-06 Easter Monday",
          "2026-12-25 Christmas Day", "2027-01-01 New Year’s Day",
        ], zoneData: "2025b")
    ],
    slas: [
      SLAText(
        lifecycle: "lead", id: "first_touch", clocks: ["first_touch"], target: 90,
        neverLongerThan: "24 hours")
    ],
    handoffs: [
      HandoffText(
        lifecycle: "lead", id: "sdr_to_ae", from: ["working"], move: "sdr_to_ae",
        pending: "ae_review", to: "won", accept: "ae_review.accept", reject: "ae_review.reject",
        silence: "answer")
    ],
    exceptions: [
      ExceptionText(
        lifecycle: "lead", id: "until_summer", approvedBy: "lena",
        evidence: "Minutes of 12 January 2026", until: "2026-07-01",
        rule: RuleID.move("lead", "until_summer"))
    ])

  static let sources = Sources(
    files: ["rules.roe.yaml"],
    rules: [
      RuleID.state("lead", "new"): .init(file: 0, line: 41, column: 3),
      RuleID.clock("lead", "first_touch"): .init(file: 0, line: 22, column: 3),
      RuleID.row("lead", "inbound", "dach"): .init(file: 0, line: 33, column: 9),
      RuleID.move("lead", "sdr_to_ae"): .init(file: 0, line: 70, column: 3),
    ])

  static let roster = Roster(
    people: [
      .init(id: "dana", name: "Dana Okafor", role: "sdr", manager: "lena", backup: "eli"),
      .init(id: "eli", name: "Eli Novak", role: "sdr", manager: "lena", backup: "dana"),
      .init(id: "kim", name: "Kim Berg", role: "ae", manager: "lena", calendar: "berlin"),
      .init(id: "lena", name: "Lena Fuchs", role: "head_of_sales", backup: "sam"),
      .init(id: "sam", name: "Sam Ortiz", role: "revenue_operations"),
    ],
    pools: [
      .init(id: "ae_all", members: [.init(person: "kim", weight: 1)]),
      .init(
        id: "inbound",
        members: [.init(person: "dana", weight: 2), .init(person: "eli", weight: 1)]),
    ])
}
