import RoeLogic
import RoeMachine

/// What happens in silence to a class of leads, from their entry into a state until they rest, enter
/// a state with no clock running, or cannot be followed.
///
/// A class, since runs are looked at again for every goal and class of leads.
final class SilentRun: Sendable {
  /// The class of leads that was told apart on entry, and those of it that go this way.
  let entry: LeadBox?
  let first: LeadBox
  /// For each field that rules have written, what each of its first values has become.
  let written: [Int: [Int]]
  /// The instants of entry for which things go this way.
  let domain: InstantSet
  /// When the run ends, and where.
  let now: DueFunction
  let state: Ref<State>
  let end: SilentLead.End?
  /// The number of the node with which it goes on, when it does.
  let next: Int?
  let hits: SilentLead.Hits
  let steps: [SilentLead.RunStep]
  /// Whether `now` is only the latest instant at which it can be.
  let isLate: Bool
  /// Whether everything happens just so to some lead.
  let isExact: Bool
  let isBlurred: Bool
  let goesBothWays: Bool
  let changesOwner: Bool

  init(_ lead: SilentLead, next: Int?) {
    self.next = next
    entry = lead.entry
    first = lead.first
    written = lead.written
    domain = lead.domain
    now = lead.now
    state = lead.state
    end = lead.end
    hits = lead.hits
    steps = lead.steps
    isLate = lead.isLate
    isExact = lead.isExact
    isBlurred = lead.isBlurred
    goesBothWays = lead.goesBothWays
    changesOwner = lead.changesOwner
  }

  var isUnknown: Bool { if case .unknown = end { true } else { false } }

  var isRest: Bool { if case .rest = end { true } else { false } }
}
