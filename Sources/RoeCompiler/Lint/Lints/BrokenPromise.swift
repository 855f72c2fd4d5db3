import RoeMachine
import RoeSource

extension Lint {
  static let brokenPromise = Lint(
    Code(
      "ROE0411", "broken-promise", or: .note,
      title: "The promise is not kept by the rules",
      rationale: """
        What stands under `expect` is proved for every lead that there can be, on every run. Here \
        is a lead for which it is not so. Either the rules have a hole, or the promise says more \
        than anybody meant. `called_within` counts from the capture, in which the first owner is \
        found, until somebody hears of the lead again; a lead that is closed or put off by then needs \
        nobody any more. An SLA is a promise, too: somebody must be able to do what it asks for.
        """,
      avoid: Example(
        """
        fields:
          source: { type: enum, values: [web, partner], frozen: true }
        routing:
          inbound:
            match: first
            rows: [{ id: web, when: source is web, owner: lena }]
            otherwise: sam
        states:
          new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
        expect:
          partners_reach_dana: { when: source is partner, owned_by: dana }  # ROE0411
        """),
      prefer: Example(
        """
        fields:
          source: { type: enum, values: [web, partner], frozen: true }
        routing:
          inbound:
            match: first
            rows: [{ id: web, when: source is web, owner: lena }]
            otherwise: dana
        states:
          new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
        expect:
          partners_reach_dana: { when: source is partner, owned_by: dana }
        """))
  ) { input in
    input.brokenTimes + input.unmeetable
      + input.facts.promises.compactMap { facts -> Finding? in
        guard case .success(let breach?) = facts.result else { return nil }
        let lifecycle = input.machine.lifecycles[facts.lifecycle]
        let promise = lifecycle.promises[facts.promise]
        guard let span = input.span(RuleID.promise(lifecycle.id, promise.id)) else { return nil }
        switch breach {
        case .isIn(let state, let lead, let origin, let way):
          func finding(by origin: PromiseFacts.Origin) -> Finding {
            broken(promise, lead, in: state, by: origin, way, facts.lifecycle, at: span, input)
          }
          var finding = finding(by: origin)
          finding.asPlayed = { play in
            broken(
              promise, lead, in: state,
              by: play.origin(in: state, of: lifecycle, insteadOf: origin), way, facts.lifecycle,
              at: span, input)
          }
          return finding
        case .given(let gift):
          return broken(promise, gift, facts.lifecycle, at: span, input)
        }
      }
  }

  /// A promise about states, with what brings a lead there.
  private static func broken(
    _ promise: Promise, _ lead: SampleLead, in state: Ref<State>, by origin: PromiseFacts.Origin,
    _ way: [Ref<State>]?, _ ref: Ref<Lifecycle>, at span: SourceSpan, _ input: LintInput
  ) -> Finding {
    let lifecycle = input.machine.lifecycles[ref]
    let name = lifecycle.states[state].id
    var labels =
      input.span(of: state, in: lifecycle).map {
        [Diagnostic.Label("it can be here", at: $0)]
      } ?? []
    let help: String
    switch origin {
    case .capture: help = "Close the way there for such leads, or take the promise back."
    case .edit:
      help =
        "Whoever edits a field can make it such a lead: add a rule that takes such leads out of “\(name)” at once (whenever:), \(promise.freezing(in: lifecycle)), or take the promise back."
    case .row(let row):
      labels += input.span(of: row, in: lifecycle).map { [.init("this brings it", at: $0)] } ?? []
      help =
        "“\(lifecycle.tables[row.table].id)” sends such leads there: close that way for them, or take the promise back."
    case .rule(let cause, let isMade):
      let (rule, part, id): (String, String?, String) =
        switch cause {
        case .state: (RuleID.state(lifecycle.id, name), nil, name)
        case .move(let move):
          (RuleID.move(lifecycle.id, lifecycle.moves[move].id), nil, lifecycle.moves[move].id)
        case .rung(let rung, let clock):
          (
            RuleID.clock(lifecycle.id, lifecycle.clocks[clock].id), "\(rung + 1)",
            lifecycle.clocks[clock].id
          )
        }
      labels +=
        input.span(rule, part).map {
          [.init(isMade ? "this makes it one" : "this brings it", at: $0)]
        } ?? []
      let isClock = if case .rung = cause { true } else { false }
      help =
        !isMade && input.growsOld(after: cause, to: promise.when, ref)
        ? "Leads become so in “\(name)” as time passes: let a clock take them out of it by then, or take the promise back."
        : isMade
          ? "\(isClock ? "The clock" : "The rule") “\(id)” writes a field and makes it such a lead: write something else there, take it elsewhere, or take the promise back."
          : "\(isClock ? "The clock" : "The rule") “\(id)” brings such leads: close that way for them, or take the promise back."
    }
    let journey = input.journey(of: ref)
    let scenes = scenes(origin, into: state, as: lead, breaking: promise, journey)
    let absent = input.absent(on: way ?? [], in: lifecycle)
    return Finding(
      "“\(promise.id)” does not hold: \(lead.who) can be in “\(name)”", at: span,
      labels: labels, help: help,
      witness: Witness(lead, in: ref, claims: [.holds(promise.when)]),
      scenes: scenes + (absent.isEmpty ? [] : scenes.suffix(1).map { $0.without(absent) }),
      otherwise: way.map { [journey.words(of: $0)] } ?? [])
  }

  /// How a lead comes there by the rule that is told, or by any.
  private static func scenes(
    _ origin: PromiseFacts.Origin, into state: Ref<State>, as lead: SampleLead,
    breaking promise: Promise, _ journey: Journey
  ) -> [Scene] {
    let arrival = Scene(journey.lifecycle, in: [state], as: lead, where: promise.when)
    guard case .rule(let cause, let isMade) = origin else { return [arrival] }
    let ends: [Scene.Act] = [.isIn(state), .holds(promise.when)]
    let told: Scene
    switch cause {
    case .state: return [arrival]
    case .move(let move): told = Scene(moves: [move], in: journey, then: ends)
    case .rung(let rung, let clock): told = Scene(ring: rung, of: clock, in: journey, then: ends)
    }
    if isMade { return [told, arrival] }
    var same = told
    same.lead = lead
    same.condition = .all([told.condition, promise.when])
    return [same, told, arrival]
  }

  /// A promise about owners, with the place that does not keep it.
  private static func broken(
    _ promise: Promise, _ gift: PromiseFacts.Gift, _ ref: Ref<Lifecycle>, at span: SourceSpan,
    _ input: LintInput
  ) -> Finding {
    let lifecycle = input.machine.lifecycles[ref]
    let state = lifecycle.states[gift.place.state].id
    let who = input.words(for: gift)
    let rule = gift.place.rule(in: lifecycle)
    var claims: [Witness.Claim] = [.holds(gift.when)]
    let lead = gift.later?.lead ?? gift.lead
    var giver: String
    if let row = gift.row {
      claims.append(.decides(row: row.row, of: row.table))
      giver = "“\(lifecycle.tables[row.table].id)” gives \(lead.who) to \(who)"
    } else {
      giver = "\(lead.who) in “\(state)” can be given to \(who)"
    }
    if let state = gift.later?.states.first {
      giver +=
        ", who may still have it in “\(lifecycle.states[state].id)” when it is edited to \(gift.lead.words)"
    }
    let place =
      gift.row.flatMap { input.span(of: $0, in: lifecycle) } ?? input.span(rule.id, rule.part)
    let notes =
      gift.isStandIn
      ? ["They come next while others are away; if they may stand in, the promise says so."] : []
    return Finding(
      "“\(promise.id)” does not hold: \(giver)", at: span,
      labels: place.map { [.init("here", at: $0)] } ?? [], notes: notes,
      help: help(promise, gift, in: lifecycle),
      witness: Witness(gift.lead, in: ref, claims: claims),
      scenes: gift.scenes(input.journey(of: ref), input.team, breaking: promise))
  }

  private static func help(
    _ promise: Promise, _ gift: PromiseFacts.Gift, in lifecycle: Lifecycle
  ) -> String {
    let freezing = promise.freezing(in: lifecycle)
    if gift.later != nil {
      return
        "Add a rule that takes such leads from them at once (whenever:), \(freezing), or take the promise back."
    }
    let end = "or take the promise back."
    switch (gift.needsEdit, gift.row == nil) {
    case (true, true):
      return
        "Only an edit makes it such a lead: \(freezing), name somebody else for such leads, \(end)"
    case (true, false):
      return "Only an edit makes it such a lead: \(freezing), add a row for such leads, \(end)"
    case (false, true): return "Name somebody else for such leads, \(end)"
    case (false, false): return "Add a row for such leads, \(end)"
    }
  }
}

extension Promise {
  /// How to keep people from making any lead one of those of which the promise speaks.
  fileprivate func freezing(in lifecycle: Lifecycle) -> String {
    let fields = when.fields(lifecycle.definitions).filter { !lifecycle.isLasting($0) }.sorted()
    return fields.isEmpty
      ? "freeze the fields"
      : "freeze \(fields.map { "“\(lifecycle.fields[$0].id)”" }.listed) (frozen: true)"
  }
}

extension LintInput {
  /// Whether no lead is so yet when a rule takes it on, and time alone can make it so.
  fileprivate func growsOld(
    after cause: Assignment.Cause, to condition: Guard, _ ref: Ref<Lifecycle>
  ) -> Bool {
    let lifecycle = machine.lifecycles[ref]
    if !condition.asksForTime(lifecycle.definitions) { return false }
    let taken: Guard =
      switch cause {
      case .state: .always
      case .move(let move): lifecycle.moves[move].condition(in: lifecycle)
      case .rung(_, let clock): lifecycle.clocks[clock].when
      }
    return machine.lead(.all([taken, condition]), in: ref) == nil
  }

  /// Those who must be away, as far as that is known, for a lead to go a way that leads through lost
  /// and found.
  fileprivate func absent(on way: [Ref<State>], in lifecycle: Lifecycle) -> [String] {
    guard let place = lifecycle.lostAndFound.flatMap(way.firstIndex), place > 0 else { return [] }
    return lifecycle.states[way[place - 1]].owner.reduce(into: Set()) {
      $0.formUnion(team.possiblePeople(from: $1) ?? [])
    }.sorted()
  }

  /// Who gets the lead; of a field whoever it names.
  fileprivate func words(for gift: PromiseFacts.Gift) -> String {
    let group: String? =
      switch gift.source {
      case .pool(let pool): machine.pools[pool].id
      case .queue(let queue): machine.queues[queue].id
      default: nil
      }
    if gift.isForGroup, let group {
      return "\(gift.people.sorted().map(name).listed("or")) for “\(group)”"
    }
    guard case .field(let field) = gift.source,
      case .text(let person) = gift.lead.record[Int(field.offset)], gift.people.contains(person)
    else { return words(for: gift.source) }
    return name(of: person)
  }
}

extension Play {
  /// What has brought the lead to where it must not be, if that is not what was found.
  fileprivate func origin(
    in state: Ref<State>, of lifecycle: Lifecycle, insteadOf found: PromiseFacts.Origin
  ) -> PromiseFacts.Origin {
    switch found {
    case .edit: return found
    case .rule(.move(let move), _): if isBecause(of: .move(move)) { return found }
    case .rule(.rung(_, let clock), _): if isBecause(of: .clock(clock)) { return found }
    case .rule(.state, _), .capture, .row: break
    }
    guard
      let arrival = latest.last(where: {
        $0.to == state && $0.from != state && $0.kind != .lost
      })
    else { return latest.contains { $0.kind == .edited } ? .edit : found }
    for case .row(let passed) in arrival.because.rules {
      let row = Namings.Row(table: passed.table, row: passed.row.map { Int($0.offset) })
      let model = lifecycle.tables[row.table]
      if (row.row.map { model.rows[$0].outcome } ?? model.otherwise) == .state(state) {
        return .row(row)
      }
    }
    if let timer = arrival.timer {
      return .rule(.rung(timer.rung - 1, of: timer.clock), isMade: false)
    }
    for case .move(let move) in arrival.because.rules {
      return .rule(.move(move), isMade: false)
    }
    return arrival.sequence == 1 ? .capture : found
  }
}

extension PromiseFacts.Gift {
  /// How many absences are looked at for one in which a lead comes to somebody, and how many ways in
  /// which whoever is away has got it.
  private static let mostCovers = 3

  /// How somebody comes to own such a lead whom the promise does not allow: as things are, or while
  /// those are away who come before.
  fileprivate func scenes(
    _ journey: Journey, _ team: Team, breaking promise: Promise
  ) -> [Scene] {
    let lifecycle = journey.lifecycle
    let edited = later.map { later in
      ([later.states] + later.states.prefix(10).map { [$0] }).map { states in
        Scene(
          lifecycle, in: states, as: later.lead,
          [.edited(when), .owned(by: people), .holds(promise.when)])
      }
    }
    let usual =
      (edited ?? [])
      + (place.isQuestion ? lifecycle.acceptances : [nil]).flatMap { acceptance in
        let acts =
          place.acts(in: journey) + (acceptance.map { [.move($0)] } ?? [])
          + [.owned(by: people), .holds(promise.when)]
        return [
          Scene(lifecycle, in: [place.state], as: lead, where: when, acts),
          // What the rule itself writes may make it such a lead.
          Scene(lifecycle, in: [place.state], where: place.when(in: lifecycle), acts),
          // So may what somebody edits.
          Scene(lifecycle, in: [place.state], acts),
          Scene(lifecycle, in: [place.state], where: .not(promise.when), [.edited(when)] + acts),
        ]
      }
    // Somebody covers only while somebody is away who has the lead.
    let covers = team.roster.absences.filter { $0.cover.map(people.contains) ?? false }
    let covered = covers.prefix(source == .coverOfOwner ? Self.mostCovers : 0).flatMap { absence in
      let conditions = [.always] + lifecycle.conditions(naming: absence.person, team)
      return conditions.prefix(Self.mostCovers).flatMap { condition in
        usual.map { scene in
          var scene = scene.where(condition)
          scene.arriving = absence.span.lowerBound.saturating(minus: Attempt.pause)
          return scene
        }
      }
    }
    if before.isEmpty { return covered + usual }
    let absent = [false, true].flatMap { isLater in
      usual.map { $0.without(before.sorted(), later: isLater) }
    }
    return covered + (isForGroup ? absent + usual : usual + absent)
  }
}

extension Lifecycle {
  /// What holds for leads to which tables give somebody as an owner, as far as anybody looks through
  /// their rows.
  fileprivate func conditions(naming person: String, _ team: Team) -> [Guard] {
    tables.flatMap { table -> [Guard] in
      if table.rows.count > 50 { return [] }
      return table.rows.indices.filter { number in
        guard case .owner(let chain) = table.rows[number].outcome else { return false }
        return chain.contains { team.possiblePeople(from: $0)?.contains(person) ?? false }
      }.map { number in
        .all(table.rows.prefix(number).map { .not($0.when) } + [table.rows[number].when])
      }
    }
  }

  /// The moves by which whoever is asked becomes the owner.
  fileprivate var acceptances: [Ref<Move>?] {
    moves.refs.filter { moves[$0].outcome.owner?.contains(.asked) ?? false }
  }
}

extension Assignment {
  /// How it comes to it in the state.
  fileprivate func acts(in journey: Journey) -> [Scene.Act] {
    switch cause {
    case .state: return []
    case .move(let move): return [.move(move)]
    case .rung(let rung, let clock):
      let isArmed = journey.lifecycle.states[state].clocks.contains(clock)
      let starts = journey.moves(starting: clock).filter {
        !isArmed && journey.lifecycle.moves[$0].from.contains(state)
      }
      return starts.prefix(1).map { .move($0) } + [.ring(clock, rung)]
    }
  }
}
