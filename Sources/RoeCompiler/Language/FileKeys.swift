/// The top level of a rule file.
package enum FileKey: String, KeyTable {
  case roe, name, says, lifecycle, include, maintained_by, review, zone, years, effective, sync_lag
  case constants, lists, calendars, roster, pools, queues
  case fields, links, events, activities, definitions, slas, routing, states, anywhere, handoffs
  case flags, overrides, exceptions, policies, lost_and_found, assume, expect, scenarios

  package static let subject = "a rule file"
  package static let allowsMetadata = false
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .roe:
      KeyDoc(
        .integer(min: 1), "The version of the language; one file of a rule set must say it",
        example: "1", required: true)
    case .name: KeyDoc(.text, "What the rule set is called", example: "Northwind leads")
    case .says: KeyDoc(.text, "What the rule set is about", example: "How we treat inbound leads.")
    case .lifecycle:
      KeyDoc(
        .id,
        "The kind of record that all states and rules of this file are about; `lead` when left out",
        example: "account", becomes: "a machine of its own")
    case .include:
      KeyDoc(
        .oneOrMore(.file), "Further rule files, relative to this one", example: "[slas.roe.yaml]")
    case .maintained_by:
      KeyDoc(
        .id, "Who keeps the rules of this file in order, unless a rule says otherwise",
        example: "sam")
    case .review:
      KeyDoc(
        .table("review"), "How often the rules are reviewed",
        example: "{ every: quarter, last: 2026-10-02 }")
    case .zone:
      KeyDoc(.zone, "The time zone in which dates and months are judged", example: "Europe/Berlin")
    case .years:
      KeyDoc(
        .text,
        "The years that calendars cover; when left out, the year before the last review to three years after it",
        example: "2026-2029")
    case .effective:
      KeyDoc(
        .date, "The day the rules go live, apart from the day they are merged",
        example: "2027-01-01")
    case .sync_lag:
      KeyDoc(
        .duration, "How late the CRM may report an act that still counts as done in time",
        example: "5 minutes")
    case .constants:
      KeyDoc(
        .map(.scalar), "Values with a name, written once", example: "{ quick: 2 business hours }")
    case .lists:
      KeyDoc(
        .map(.either([.list(.scalar), .table("list_file")])),
        "Lists with a name, here or in a spreadsheet",
        example: "{ dach: [DE, AT, CH] }")
    case .calendars:
      KeyDoc(
        .map(.table("calendar")), "Business hours and holidays",
        example: "{ office: { zone: Europe/Berlin, hours: { mon-fri: \"09:00-17:00\" } } }")
    case .roster:
      KeyDoc(
        .table("roster"), "The people, and when they are away", example: "{ people: people.csv }")
    case .pools:
      KeyDoc(
        .map(.table("pool")), "Groups of people of whom one is picked for each lead",
        example: "{ sdrs: { members: [ana, tom], steward: mia } }")
    case .queues:
      KeyDoc(
        .map(.table("queue")), "Places where leads wait to be claimed",
        example: "{ inbox: { steward: mia } }")
    case .fields:
      KeyDoc(
        .map(.either([.word(FieldKey.typeNames), .table("field")])), "What is known about a lead",
        example: "{ score: { type: integer, min: 0, max: 100 } }")
    case .links:
      KeyDoc(
        .map(.table("link")), "How the records of two lifecycles find each other",
        example: "{ account: { lifecycle: account, mine: account_id } }")
    case .events:
      KeyDoc(
        .map(.table("event")), "What can happen to a lead",
        example: "{ call_logged: { by: [sdr, ae] } }")
    case .activities:
      KeyDoc(
        .map(.table("activity")), "What counts as working on a lead",
        example: "{ touch: { any: [call_logged], by: owner } }")
    case .definitions:
      KeyDoc(
        .map(.either([.guardText, .table("definition")])), "The words the teams share",
        example: "{ mql: { when: score >= 60 } }")
    case .slas:
      KeyDoc(
        .map(.table("clock")), "Deadlines with a name, and what happens on a miss",
        example:
          "{ first_touch: { due: 15 minutes, met_by: touch, ladder: [{ at: 15 minutes, owner: mia }] } }",
        becomes: "a clock")
    case .routing:
      KeyDoc(
        .map(.table("routing")), "Tables that say who gets a lead",
        example: "{ inbound: { match: first, rows: [], otherwise: sam } }")
    case .states:
      KeyDoc(
        .map(.table("state")), "Where a lead can be",
        example: "{ new: { entry: true, owner: sam } }")
    case .anywhere:
      KeyDoc(
        .list(.table("move")), "Moves that apply in every state",
        example: "[{ event: unsubscribed, to: closed }]")
    case .handoffs:
      KeyDoc(
        .map(.table("handoff")), "How a lead passes from one person to the next",
        example: "{ sdr_to_ae: { from: working, event: meeting_held, to: ae_owned, owner: dana } }",
        becomes: "a move, and a pending state with its clock")
    case .flags:
      KeyDoc(
        .map(.table("flag")), "Marks beside the state, with their own decider and deadline",
        example:
          "{ disputed: { event: dispute_raised, decide_within: 48 hours, decided_by: [mia] } }",
        becomes: "a yes-or-no field, two moves and a clock")
    case .overrides:
      KeyDoc(
        .map(.table("override")), "What beats every other rule",
        example: "{ embargo: { when: country in embargoed, to: restricted } }",
        becomes: "a move that is watched at every step")
    case .exceptions:
      KeyDoc(
        .map(.table("exception")), "Agreed exceptions, with an approver and an end",
        example:
          "{ acme: { in: inbound, when: \"domain is \\\"acme.com\\\"\", owner: dana, approved_by: kim, until: 2027-06-30 } }",
        becomes: "a row before all others of a table")
    case .policies:
      KeyDoc(
        .table("policies"), "What happens to the leads of people who leave or are away",
        example: "{ leavers: [{ owner: { manager_of: owner } }] }")
    case .lost_and_found:
      KeyDoc(
        .table("lost_and_found"), "Who finds the leads that a rule fails",
        example: "{ keeper: sam, backup: lena, within: 1 business day, to: [new] }",
        becomes: "a state with two owners and a clock")
    case .assume:
      KeyDoc(
        .map(.either([.guardText, .table("assumption")])), "What is true of every real lead",
        example: "{ us_state: state is missing or country is US }")
    case .scenarios:
      KeyDoc(
        .map(.table("scenario")), "Ghost leads: test cases beside the rules",
        example: "{ quick: { lead: { score: 80 }, starts: 2026-11-23 10:02, steps: [] } }")
    case .expect:
      KeyDoc(
        .map(.table("promise")), "What you want proved on every run",
        example: "{ partners: { when: source is partner, never_owned_by: [sdr] } }")
    }
  }
}

/// The kinds of named things that a rule set declares, one top-level key each.
enum Section: Int, CaseIterable {
  case constants, lists, calendars, pools, queues
  case fields, links, events, activities, definitions, slas, routing, states, handoffs, flags
  case overrides, exceptions, assume, expect, scenarios

  var key: FileKey {
    switch self {
    case .constants: .constants
    case .lists: .lists
    case .calendars: .calendars
    case .pools: .pools
    case .queues: .queues
    case .fields: .fields
    case .links: .links
    case .events: .events
    case .activities: .activities
    case .definitions: .definitions
    case .slas: .slas
    case .routing: .routing
    case .states: .states
    case .handoffs: .handoffs
    case .flags: .flags
    case .overrides: .overrides
    case .exceptions: .exceptions
    case .assume: .assume
    case .expect: .expect
    case .scenarios: .scenarios
    }
  }

  /// Whether the section belongs to the whole rule set, and not to one lifecycle.
  var isShared: Bool {
    switch self {
    case .constants, .lists, .calendars, .pools, .queues: true
    default: false
    }
  }

  /// What one of them is called in a message.
  var noun: String {
    switch self {
    case .constants: "constant"
    case .lists: "list"
    case .calendars: "calendar"
    case .pools: "pool"
    case .queues: "queue"
    case .fields: "field"
    case .links: "link"
    case .events: "event"
    case .activities: "activity"
    case .definitions: "definition"
    case .slas: "SLA"
    case .routing: "routing table"
    case .states: "state"
    case .handoffs: "handoff"
    case .flags: "flag"
    case .overrides: "override"
    case .exceptions: "exception"
    case .assume: "assumption"
    case .expect: "promise"
    case .scenarios: "scenario"
    }
  }
}

/// How often the rules are reviewed.
package enum ReviewKey: String, KeyTable {
  case every, last

  package static let subject = "a review"
  package static let allowsMetadata = false
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .every:
      KeyDoc(
        .word(["month", "quarter", "half_year", "year"]), "How often", example: "quarter",
        required: true)
    case .last: KeyDoc(.date, "When it was last done", example: "2026-10-02")
    }
  }
}
