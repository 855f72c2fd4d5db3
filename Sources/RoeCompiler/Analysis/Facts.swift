import RoeLogic
import RoeMachine

/// What is certain about all leads that there can be.
struct Facts: Sendable {
  /// About every routing table that could be read whole.
  private(set) var tables: [TableFacts] = []
  /// About every event where some move hears it.
  private(set) var moves: [MoveFacts] = []
  /// About the moves that happen by themselves, by lifecycle.
  private(set) var watches: [WatchFacts] = []
  /// Which leads can be in which states and who may be named for them, by lifecycle; none where that
  /// is too much at once.
  private(set) var namings: [String: Namings] = [:]
  /// Which leads can be in which states, by lifecycle: as the namings tell them apart, or without the
  /// rows of tables that send none to states where those are too many; none where even that is too
  /// much at once.
  private(set) var presences: [String: Presence] = [:]
  /// For each lifecycle a lead of every state in which some may wait with no lasting clock running;
  /// none where that is too much to say.
  private(set) var clockless: [String: [Ref<State>: SampleLead]] = [:]
  /// About every promise on owners and states.
  private(set) var promises: [PromiseFacts] = []
  /// Who can own leads in which states, by lifecycle.
  private(set) var possibleOwners: [String: PossibleOwners] = [:]
  /// Who may have the leads that handoffs take on, by lifecycle; none where that makes no difference,
  /// is too much to say, or something in the rules is wrong.
  private(set) var givers: [String: Givers] = [:]
  /// Where leads are trapped, by lifecycle.
  private(set) var traps: [TrapFacts] = []
  /// Assumptions that exclude each other; all else is said without those of their lifecycles.
  private(set) var contradictions: [Contradiction] = []
  /// Where nobody owns leads, or nobody is found; empty while something in the rules is wrong.
  private(set) var owners: [OwnerFacts] = []
  /// What is proved of the rules alone, since who has which lead is too much to follow.
  private(set) var doubts: Set<Proof.Doubt> = []
  /// What happens when nobody does anything, by lifecycle; empty while there are errors.
  private(set) var silences: [SilenceReport] = []

  /// Shows what may happen to a lead; nil where the machine has errors and may not run.
  private(set) var player: Player?

  /// One answer of those that are worked out at the same time.
  private enum Part {
    case tables([TableFacts])
    case namings([String: Namings], [String: Presence])
    case traps(TrapFacts)
    case silence(SilenceReport)
    case player(Player?)
    case promises([PromiseFacts])
    case moves([MoveFacts], [WatchFacts], clockless: [String: [Ref<State>: SampleLead]])
    case owners([OwnerFacts])
    case givers(Givers?, ofLifecycle: String)
  }

  /// Nothing is looked at.
  static let none = Facts()

  private init() {}

  /// - Parameters:
  ///   - broken: ids of rules in whose text something is wrong already.
  ///   - lacksRows: whether rows of tables could not be read.
  ///   - hasErrors: whether the machine has errors, so that it may not run.
  ///   - layers: how the rows of tables were written, by their rule ids.
  init(
    _ team: Team, _ journeys: [Journey],
    _ contradictions: [Contradiction], except broken: Set<String>, lacksRows: Bool,
    hasErrors: Bool, layers: [String: RowLayers]
  ) {
    self.contradictions = contradictions
    let machine = team.machine
    let isWhole = broken.isEmpty && !lacksRows
    let owners = concurrently(journeys.count) { PossibleOwners(journeys[$0], team) }
    for found in owners { possibleOwners[found.lifecycle.id] = found }
    // The longest work comes first.
    var work: [@Sendable () -> Part] = []
    if !hasErrors {
      // Where no lead gets in, nobody can be silent about one.
      let open = machine.lifecycles.refs.filter { !machine.lifecycles[$0].entries.isEmpty }
      work += open.map { ref in
        {
          .silence(
            silence(
              of: machine, lifecycle: ref, brought: BroughtOwners(owners[Int(ref.offset)]),
              until: .escalated))
        }
      }
    }
    work.append {
      let namings = Namings.all(of: journeys, team)
      return .namings(namings, Presence.all(of: journeys, namings, in: machine))
    }
    if !lacksRows { work.append { .tables(TableFacts.all(of: machine, except: broken, layers)) } }
    if isWhole {
      work += journeys.enumerated().map { place, journey in
        { .traps(TrapFacts(Ref(place), journey, owners[place], in: machine)) }
      }
    }
    work.append { .player((try? Interpreter(machine, roster: team.roster)).map(Player.init)) }
    answer(work)
    // What follows from who may be named for which leads.
    let (namings, presences, possibleOwners) = (namings, presences, possibleOwners)
    work = []
    if isWhole { work.append { .owners(OwnerFacts.all(of: team, journeys, namings)) } }
    work.append { .promises(PromiseFacts.all(of: team, journeys, namings, except: broken)) }
    if broken.isEmpty {
      for journey in journeys {
        let id = journey.lifecycle.id
        guard possibleOwners[id]?.matterToHandoffs ?? false else { continue }
        work.append { .givers(try? Givers(journey, team, namings[id]), ofLifecycle: id) }
      }
    }
    work.append {
      .moves(
        MoveFacts.all(of: journeys, in: machine, presences, except: broken),
        broken.isEmpty ? WatchFacts.all(of: journeys, presences) : [],
        clockless: Arrivals.clockless(of: journeys, presences))
    }
    answer(work)
    // With something unread there may be more places that ask them.
    if broken.isEmpty { tables = TableFacts.narrowed(tables, in: machine, to: namings) }
    // How long a lead would wait where none gets to, or where none is, is no question.
    for place in silences.indices {
      let journey = journeys[Int(silences[place].lifecycle.offset)]
      let arriving = journey.isCertain ? presences[journey.lifecycle.id]?.arriving : nil
      let clockless = clockless[journey.lifecycle.id]
      silences[place].cases.removeAll { item in
        let state = Int(item.state.offset)
        if !journey.isReachable[state] || arriving?[state] == Diagram.none { return true }
        return clockless.map { item.stands(still: journey.lifecycle, except: $0) } ?? false
      }
    }
  }

  /// Whether it is known which leads get where in a lifecycle, for all that is asked about it.
  func knowsWhichLeadsGetWhere(in ref: Ref<Lifecycle>, _ id: String) -> Bool {
    clockless[id] != nil && watches.contains { $0.lifecycle == ref }
  }

  /// Answers independent questions, and keeps the answers.
  private mutating func answer(_ questions: [@Sendable () -> Part]) {
    for part in concurrently(questions.count, { questions[$0]() }) {
      switch part {
      case .tables(let found): tables = found
      case .namings(let found, let everywhere): (namings, presences) = (found, everywhere)
      case .traps(let found):
        traps.append(found)
        if found.leavesOwnersOut { doubts.insert(.whoMayAct) }
      case .silence(let found): silences.append(found)
      case .player(let found): player = found
      case .promises(let found): promises = found
      case .moves(let found, let watching, let still):
        (moves, watches, clockless) = (found, watching, still)
      case .owners(let found): owners = found
      case .givers(let found, let id):
        givers[id] = found
        if found == nil { doubts.insert(.whoHandsOver) }
      }
    }
  }
}

extension SilentCase {
  /// Whether there are no such leads: they would end where no clock runs for them, and it is certain
  /// that one runs there for every lead.
  ///
  /// - Parameter clockless: the states in which that is not so.
  fileprivate func stands(
    still lifecycle: Lifecycle, except clockless: [Ref<State>: SampleLead]
  ) -> Bool {
    [called, escalated, unobliged].contains { silence in
      guard case .never(.noClock(let state)) = silence.bound, silence.isExact else { return false }
      return lifecycle.states[state].kind == .live && clockless[state] == nil
    }
  }
}
