import RoeLogic
import RoeMachine

/// What is certain about one routing table, over all leads that there can be.
struct TableFacts: Sendable {
  let lifecycle: Ref<Lifecycle>
  let table: Ref<RoutingTable>
  let layers: RowLayers
  let result: Result<Facts, TooComplex>

  struct Facts: Sendable {
    let rows: [Row]
    /// Leads that no row fits, so that `otherwise` decides; nil when rows fit them all.
    let rest: SampleLead?
    /// Pairs of exceptions that fit one lead; and in a table in which at most one row may fit, pairs
    /// of rows that fit one lead which no exception takes.
    let overlaps: [Overlap]
    /// Rows that ask for something and yet fit every lead.
    let always: [Int]
    /// Pairs of rows that fit the same leads and send them to the same place.
    let twins: [(first: Int, second: Int)]
    /// Values between two ranges that no row fits, though rows fit the values on both sides.
    let holes: [Hole]
    /// Fields for want of which leads fall to `otherwise`.
    var fallsWithout: [Fall]
    /// Nothing also where it would have been too much to find out.
    var fallback = Fallback()
    /// In a table of which the first row decides that fits: two rows whose order matters.
    var crossing: Crossing?
  }

  /// What becomes of a row.
  enum Row: Sendable {
    /// No lead can ever satisfy it.
    case never
    /// Earlier rows take all its leads.
    case hidden(Hidden)
    case decides
  }

  struct Hidden: Sendable {
    /// The earlier rows that together take all leads of the row: exceptions, or those that the
    /// exceptions have left.
    let rows: [Int]
    /// Those of them without whom some lead would be left to the row.
    let covering: [Int]
    /// Whether the exceptions take them all.
    fileprivate(set) var isByExceptions: Bool
    /// Whether all these leads go where the row would send them.
    let isHarmless: Bool
    /// A lead that the row was meant for, and the row that gets it.
    let lead: SampleLead?
    let winner: Int
  }

  struct Hole: Sendable {
    let field: Ref<Field>
    let value: Value
    /// Set where it is an age that lies in it.
    let age: Age?
    let lead: SampleLead
  }

  struct Overlap: Sendable {
    let first: Int
    let second: Int
    let lead: SampleLead?
  }

  /// The question needs more room than there is.
  struct TooComplex: Error {
    /// The fields that the rows ask for, those asked for most often first.
    let fields: [Ref<Field>]

    init(fields: [Ref<Field>]) { self.fields = fields }

    /// The same of entries, moves and clocks.
    init(rulesOf lifecycle: Lifecycle) {
      var survey = Survey(lifecycle)
      for entry in lifecycle.entries { survey.visit(entry.when) }
      for move in lifecycle.moves { survey.visit(move.condition(in: lifecycle)) }
      for clock in lifecycle.clocks { survey.visit(clock.when) }
      fields = survey.mostAsked
    }
  }

  /// - Parameter usual: the instant that is taken where none matters.
  init(
    _ table: Ref<RoutingTable>, of lifecycle: Ref<Lifecycle>, in machine: Machine,
    layers: RowLayers, usual: Int, budget: Int
  ) {
    self.lifecycle = lifecycle
    self.table = table
    self.layers = layers
    let model = machine.lifecycles[lifecycle]
    let rows = model.tables[table].rows
    do throws(BudgetExceeded) {
      var space = try LeadSpace(
        model, zone: machine.zones[machine.zone], guards: rows.lazy.map(\.when), usual: usual,
        budget: budget)
      result = .success(try Self.facts(model.tables[table], layers, among: space.possible, &space))
    } catch {
      var survey = Survey(model)
      for row in rows { survey.visit(row.when) }
      result = .failure(TooComplex(fields: survey.mostAsked))
    }
  }

  /// The facts about every table of a machine.
  ///
  /// - Parameter broken: ids of rules in whose text something is wrong already. Tables among them
  ///   are left out; all are, when it is a field or a definition.
  /// - Parameter layers: how the rows were written, by the rule ids of the tables.
  static func all(
    of machine: Machine, except broken: Set<String>, _ layers: [String: RowLayers] = [:]
  ) -> [TableFacts] {
    let usual = machine.usualInstant
    return machine.lifecycles.refs.flatMap { ref -> [TableFacts] in
      let lifecycle = machine.lifecycles[ref]
      let shared = ["fields", "definitions", "assumptions"].map { "\(lifecycle.id)/\($0)/" }
      if broken.contains(where: { rule in shared.contains { rule.hasPrefix($0) } }) { return [] }
      return lifecycle.tables.refs.compactMap { table in
        let rule = RuleID.table(lifecycle.id, lifecycle.tables[table].id)
        if broken.contains(rule) { return nil }
        return TableFacts(
          table, of: ref, in: machine,
          layers: layers[rule] ?? RowLayers(isUnique: lifecycle.tables[table].isUnique),
          usual: usual, budget: nodeBudget)
      }
    }
  }

  /// Two million nodes take some hundred megabytes; a table that needs more is told about.
  static let nodeBudget = 2_000_000

  /// The facts of the leads about which each table can be asked, as far as fields that nobody can
  /// edit tell; those of all leads where nobody asks it at all, or that is too much to say.
  static func narrowed(
    _ all: [TableFacts], in machine: Machine, to namings: [String: Namings]
  ) -> [TableFacts] {
    var presences = namings.mapValues(\.presence)
    return all.map { facts in
      let lifecycle = machine.lifecycles[facts.lifecycle]
      let table = lifecycle.tables[facts.table]
      let asksWhatLasts = table.rows.contains { row in
        row.when.fields(lifecycle.definitions).contains(where: lifecycle.isLasting)
      }
      guard asksWhatLasts, case .success = facts.result,
        let asked = namings[lifecycle.id]?.asked[facts.table], asked != .none,
        var presence = presences.removeValue(forKey: lifecycle.id)
      else { return facts }
      defer { presences[lifecycle.id] = presence }
      let narrow = try? Self.facts(table, facts.layers, askedAbout: asked, &presence)
      return narrow.map { TableFacts(facts, $0) } ?? facts
    }
  }

  private init(_ wide: TableFacts, _ facts: Facts) {
    (lifecycle, table, layers) = (wide.lifecycle, wide.table, wide.layers)
    result = .success(facts)
  }

  /// Nothing where all leads are asked about.
  private static func facts(
    _ table: RoutingTable, _ layers: RowLayers, askedAbout asked: Diagram,
    _ presence: inout Presence
  ) throws(BudgetExceeded) -> Facts? {
    let edited = try presence.edited(asked)
    let leads = try presence.space.diagrams.and(edited, presence.space.possible)
    return leads == presence.space.possible
      ? nil : try facts(table, layers, among: leads, &presence.space)
  }

  /// - Parameter asked: the leads about which the table can be asked.
  private static func facts(
    _ table: RoutingTable, _ layers: RowLayers, among asked: Diagram, _ space: inout LeadSpace
  ) throws(BudgetExceeded) -> Facts {
    var all: [Diagram] = []
    all.reserveCapacity(table.rows.count)
    for row in table.rows { all.append(try space.leads(row.when)) }
    let outcomes = Self.outcomes(of: table)
    let match = try space.diagrams.firstMatch(rows: all, assuming: space.possible)
    var leads = all
    var gap = match.gap
    if asked != space.possible {
      gap = try space.diagrams.and(gap, asked)
      for place in leads.indices { leads[place] = try space.diagrams.and(all[place], asked) }
    }
    // What exceptions take was never meant for the rows.
    let own = try Self.own(leads, after: layers.exceptions, &space)
    var rows: [Row] = []
    rows.reserveCapacity(leads.count)
    for (index, fate) in match.fates.enumerated() {
      switch fate {
      case .neverTrue: rows.append(.never)
      case .effective: rows.append(.decides)
      // What nobody asks about no other row takes away.
      case .hidden where leads[index] == .none: rows.append(.decides)
      case .hidden:
        let isLeft = own[index] != .none
        var hidden = try Self.hidden(index, isLeft ? own : leads, outcomes, &space)
        hidden.isByExceptions = !isLeft && index >= layers.exceptions
        rows.append(.hidden(hidden))
      }
    }
    var overlaps = try Self.overlaps(leads.prefix(layers.exceptions), outcomes, &space)
    if layers.isUnique {
      overlaps += try Self.overlaps(own.dropFirst(layers.exceptions), outcomes, &space)
    }
    var always: [Int] = []
    for (index, row) in all.enumerated() where table.rows[index].when != .always {
      if try space.diagrams.implies(space.possible, row) { always.append(index) }
    }
    var facts = Facts(
      rows: rows, rest: space.sample(of: gap), overlaps: overlaps, always: always,
      twins: twins(all, outcomes),
      holes: match.isGapComplete ? try space.holes(in: match.gap, among: asked) : [],
      fallsWithout: try space.fieldsWithout(leads, among: asked))
    // What is told as advice is not worth giving the table up.
    if match.isGapComplete, let fallback = try? fallback(gap, among: asked, &space) {
      facts.fallback = fallback
    }
    if match.isGapComplete,
      let falls = try? falls(
        of: table, after: layers.exceptions, facts, leads, gap, among: asked, &space)
    {
      facts.fallsWithout += falls
    }
    facts.crossing = (try? crossing(of: table, layers, facts.rows, leads, &space)) ?? nil
    return facts
  }

  /// Of each row that is no exception the leads that no exception takes; of exceptions none.
  private static func own(
    _ leads: [Diagram], after exceptions: Int, _ space: inout LeadSpace
  ) throws(BudgetExceeded) -> [Diagram] {
    if exceptions == 0 { return leads }
    var taken = Diagram.none
    for row in leads[..<exceptions] { taken = try space.diagrams.or(taken, row) }
    var own = Array(repeating: Diagram.none, count: leads.count)
    for index in leads.indices.dropFirst(exceptions) {
      own[index] = try space.diagrams.difference(leads[index], taken)
    }
    return own
  }

  private static func hidden(
    _ index: Int, _ leads: [Diagram], _ outcomes: [Int], _ space: inout LeadSpace
  ) throws(BudgetExceeded) -> Hidden {
    let blockers = try space.diagrams.blockers(
      of: index, rows: leads, outcomes: outcomes, assuming: space.possible)
    // The lead that is shown goes elsewhere than its row says, if any does, and rather by one of the
    // rows that are named.
    var (winner, shown, best) = (blockers.covering.min() ?? 0, Diagram.none, -1)
    var left = leads[index]
    for earlier in 0..<index where best < 3 && left != .none {
      let taken = try space.diagrams.and(left, leads[earlier])
      if taken == .none { continue }
      let rank =
        (outcomes[earlier] != outcomes[index] ? 2 : 0)
        + (blockers.covering.contains(earlier) ? 1 : 0)
      if rank > best { (winner, shown, best) = (earlier, taken, rank) }
      left = try space.diagrams.difference(left, leads[earlier])
    }
    return Hidden(
      rows: Set(blockers.covering + [winner]).sorted(), covering: blockers.covering.sorted(),
      isByExceptions: false,
      isHarmless: outcomes[winner] == outcomes[index], lead: space.sample(of: shown),
      winner: winner)
  }

  /// Of every row the first earlier one that fits a lead of it and decides otherwise.
  private static func overlaps(
    _ leads: ArraySlice<Diagram>, _ outcomes: [Int], _ space: inout LeadSpace
  ) throws(BudgetExceeded) -> [Overlap] {
    var overlaps: [Overlap] = []
    var free = Diagram.all
    for (index, row) in zip(leads.indices, leads) {
      if try !space.diagrams.implies(row, free) {
        for earlier in leads.startIndex..<index where outcomes[earlier] != outcomes[index] {
          let both = try space.diagrams.and(row, leads[earlier])
          if both == .none { continue }
          overlaps.append(Overlap(first: earlier, second: index, lead: space.sample(of: both)))
          break
        }
      }
      free = try space.diagrams.difference(free, row)
    }
    return overlaps
  }

  private static func twins(
    _ leads: [Diagram], _ outcomes: [Int]
  ) -> [(first: Int, second: Int)] {
    var first: [Diagram: Int] = [:]
    var twins: [(first: Int, second: Int)] = []
    for (index, row) in leads.enumerated() where row != .none {
      if let earlier = first[row] {
        if outcomes[earlier] == outcomes[index] { twins.append((earlier, index)) }
      } else {
        first[row] = index
      }
    }
    return twins
  }

  /// For each row a number that says what it decides.
  private static func outcomes(of table: RoutingTable) -> [Int] {
    var numbers: [RoutingTable.Route: Int] = [:]
    var outcomes: [Int] = []
    for row in table.rows {
      let next = numbers.count
      outcomes.append(numbers[row.outcome, default: next])
      numbers[row.outcome] = outcomes.last
    }
    return outcomes
  }
}

extension Machine {
  /// When the rules take effect, where they say so.
  var effectiveInstant: Int? {
    guard let day = effective.flatMap({ CivilDate($0) }), zones.indices.contains(Int(zone.offset))
    else { return nil }
    return zones[zone].start(of: day)
  }

  /// An ordinary moment in the life of the rules, for stories that need one: ten o'clock on a
  /// Tuesday.
  var usualInstant: Int {
    let zone = zones.indices.contains(Int(self.zone.offset)) ? zones[self.zone] : nil
    let start =
      effective.flatMap { CivilDate($0) }
      ?? calendars.first.map { CivilDate(instant: $0.span.lowerBound).adding(days: 28) }
      ?? CivilDate(days: 20_454)
    let tuesday = start.adding(days: (8 - start.weekday) % 7)
    let midnight = zone?.start(of: tuesday) ?? tuesday.days * 86_400_000
    return midnight + 10 * 3_600_000
  }
}
