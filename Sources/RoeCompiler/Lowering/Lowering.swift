import RoeMachine
package import RoeSource

/// Turns what the files declare into the machine: names are resolved, sugar is dissolved into
/// states, moves, clocks and tables, and every piece remembers where it was written.
///
/// Each section of the language is one extension in `Lowering/Sections`.
struct Lowering {
  let rules: RuleSet
  /// What nobody has read, and the rules that are given up.
  var unread: Unread
  var files: SourceFiles
  var diagnostics: [Diagnostic] = []

  var constants: [String: String] = [:]
  var lists: [String: [Located<String>]] = [:]
  /// Lists of which the file could not be read, which is told there.
  var unreadLists: Set<String> = []
  /// Persons, roles, pools and queues, as owners.
  var principals: [String: Principal] = [:]
  var calendars: [String: Ref<BusinessCalendar>] = [:]
  var roster = Roster()
  /// The lifecycle that is being lowered.
  var scope = Scope()

  var machine = Machine(
    zone: Ref(0), zones: [], calendars: [], people: [], roles: [], pools: [], queues: [],
    lifecycles: [])
  var texts = Texts(title: "")
  var origins = Origins()
  var scenarios: [Scenario] = []
  /// The years that calendars cover, as the rules state them.
  var years: ClosedRange<Int>?
  /// People whom the roster names as managers, backups and covers.
  var rosterReferences: [Located<String>] = []
  /// The columns that are none of roe's own, of rosters that lack one of roe's own.
  var furtherColumns: [(table: CSVTable, name: Located<String>)] = []
  /// The columns of the roster that pools ask for.
  var columnsRead: Set<String> = []
  /// The roles of the people in the roster.
  var rosterRoles: [Located<String>] = []
  /// The roles for which pools ask.
  var rolesOfPools: Set<String> = []
  /// Names that could have been those of roles, and are nobody's.
  var unknownRoles: [Located<String>] = []
  /// Where names are unknown only since the roster misspells them or a file is not read, which is
  /// told there.
  var echoes: Set<SourceSpan> = []
  /// Whether people are missing from the roster since something in it could not be read, which is
  /// told there.
  var lacksPeople = false
  /// People whom rules name only as their readers: who keeps a rule, who agreed to it.
  var rosterReaders: [Located<String>] = []
  /// Events sent to other lifecycles, checked when all of these are known.
  var sends: [(lifecycle: String, event: Located<String>)] = []
  var moveIDs: Set<String> = []
  /// The spreadsheets read so far; nil for one that could not be understood.
  var sheets: [FileID: CSVTable?] = [:]

  init(_ rules: RuleSet, files: SourceFiles) {
    self.rules = rules
    unread = rules.unread
    self.files = files
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Runs the sections in the order in which they need one another.
  mutating func run() {
    lowerHeader()
    lowerConstants()
    lowerLists()
    lowerCalendars()
    lowerRoster()
    lowerPrincipals()
    for lifecycle in rules.lifecycles {
      lower(lifecycle, rules.chapters[lifecycle] ?? RuleSet.Chapter())
    }
    checkLinks()
    checkReaders()
    checkRoles()
    checkColumns()
  }

  private mutating func lower(_ id: String, _ chapter: RuleSet.Chapter) {
    scope = Scope(id: id, chapter: chapter, people: Set(roster.people.map(\.id)))
    declareFields()
    declareEvents()
    declareActivities()
    declareDefinitions()
    declareTables()
    declareStates()
    declareLinks()

    lowerFields()
    lowerEvents()
    lowerDefinitions()
    lowerActivities()
    lowerTables()
    lowerSLAs()
    lowerStates()
    lowerQueueClocks()
    lowerAnywhere()
    lowerHandoffs()
    lowerFlags()
    lowerOverrides()
    lowerPolicies()
    lowerLostAndFound()
    lowerPromises()
    lowerScenarios()
    checkQueueStays()
    finish()
  }

  /// Sorts what was gathered in passing, and puts the lifecycle into the machine.
  private mutating func finish() {
    sortClocks()
    scope.lifecycle.moves.sort {
      $0.layer != $1.layer
        ? $0.layer < $1.layer : $0.id.utf8.lexicographicallyPrecedes($1.id.utf8)
    }
    machine.lifecycles.append(scope.lifecycle)
  }
}

/// What a bare name in an owner's place stands for.
enum Principal {
  case person(Ref<Person>)
  case role(Ref<Role>)
  case pool(Ref<Pool>)
  case queue(Ref<Queue>)

  var source: OwnerSource {
    switch self {
    case .person(let person): .person(person)
    case .role(let role): .role(role)
    case .pool(let pool): .pool(pool)
    case .queue(let queue): .queue(queue)
    }
  }
}

/// Where each piece of the machine was written.
package struct Origins: Sendable {
  /// By rule id. Parts of a rule have the rule's id, `#`, and the part's name.
  package var spans: [String: SourceSpan] = [:]
  /// The rows of every table, in the machine's order; kept apart because they are many.
  package var rows: [String: [SourceSpan]] = [:]
  /// How the rows of every table were written, by the table's rule id.
  package var layers: [String: RowLayers] = [:]
  /// Names that were used somewhere, by rule id.
  package var used: Set<String> = []
  /// Owners that the author has left undecided, by rule id.
  package var undecided: Set<String> = []
  /// States that a rule leads to whose cause could not be understood, by rule id.
  package var intended: Set<String> = []
}

/// What of a table's rows has been written as an exception, and whether the others exclude each
/// other.
package struct RowLayers: Sendable {
  /// How many rows are exceptions; they come before all others.
  package var exceptions = 0
  /// Whether of the others at most one may fit any lead.
  package var isUnique = false
}

/// The names of one lifecycle, and the lifecycle as far as it is built.
///
/// A class, so that each of a hundred thousand conditions is read with one reference to it.
final class Scope {
  var chapter = RuleSet.Chapter()
  var lifecycle: Lifecycle
  var people: Set<String> = []
  var fields: [String: Ref<Field>] = [:]
  var events: [String: Ref<Event>] = [:]
  var activities: [String: Ref<Activity>] = [:]
  var definitions: [String: Ref<Definition>] = [:]
  var tables: [String: Ref<RoutingTable>] = [:]
  var states: [String: Ref<State>] = [:]
  var links: [String: Ref<Link>] = [:]
  /// Clocks in the order in which they were met; sorted at the end.
  var clocks: [String: Ref<Clock>] = [:]
  /// The clocks that make up each SLA.
  var slas: [String: [Ref<Clock>]] = [:]
  /// The values of every enum and set, for finding one among hundreds.
  var choices: [Ref<Field>: Set<String>] = [:]
  /// The exceptions to routing tables.
  var exceptions: [RuleSet.Item] = []

  init(id: String = "", chapter: RuleSet.Chapter = RuleSet.Chapter(), people: Set<String> = []) {
    lifecycle = Lifecycle(id: id)
    self.chapter = chapter
    self.people = people
  }

  var id: String { lifecycle.id }
}
