/// One-shot timers with one anchor: a deadline, or a ladder of them.
///
/// How many have fired is the ladder's rung. Offsets rise strictly in one time base.
public struct Clock: Equatable, Sendable {
  public var id: String
  public var anchor: Anchor
  /// Judged once, when the clock is armed: which class of lead the clock is for.
  public var when: Guard
  /// Whose hours business time is counted in; read when the clock is armed.
  public var hours: Hours?
  public var rungs: [Rung]
  /// An act that counts as one of these stops the clock.
  public var metBy: [Ref<Activity>]
  /// How often a change of owner starts the ladder again; nil means never.
  public var restarts: Int?
  /// No rung is due before the day in this field begins.
  public var notBefore: Ref<Field>?
  /// No rung is due after the day in this field begins.
  public var notAfter: Ref<Field>?
  /// After the last rung the clock starts again from the last due time.
  public var repeats: Bool

  public enum Anchor: Equatable, Sendable {
    /// The entry into the state that arms the clock.
    case entry
    /// The last change of owner.
    case assignment
    /// The entry, or the last such activity, whichever is later; each one re-anchors the clock.
    case activity(Ref<Activity>)
    /// The beginning of the day, or the instant, in a field; without a value the clock is not
    /// armed until the field gets one.
    case field(Ref<Field>)
    /// The capture of the lead.
    case capture
  }

  public enum Hours: Equatable, Sendable {
    case calendar(Ref<BusinessCalendar>)
    /// The calendar of the owner at the time the clock is armed.
    case owner
    /// The record's field chooses.
    case field(Ref<Field>, [String: Ref<BusinessCalendar>], otherwise: Ref<BusinessCalendar>)
  }

  public struct Rung: Equatable, Sendable {
    public var after: Amount
    public var outcome: Outcome
    public init(after: Amount, outcome: Outcome) {
      self.after = after
      self.outcome = outcome
    }
  }

  public init(
    id: String, anchor: Anchor = .entry, when: Guard = .always, hours: Hours? = nil,
    rungs: [Rung], metBy: [Ref<Activity>] = [], restarts: Int? = nil,
    notBefore: Ref<Field>? = nil, notAfter: Ref<Field>? = nil, repeats: Bool = false
  ) {
    self.id = id
    self.anchor = anchor
    self.when = when
    self.hours = hours
    self.rungs = rungs
    self.metBy = metBy
    self.restarts = restarts
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.repeats = repeats
  }
}

/// A length of time, as the rules state it.
public enum Amount: Hashable, Sendable {
  /// By the clock on the wall.
  case seconds(Int)
  /// Open seconds of a calendar.
  case businessSeconds(Int)
  /// So many times the calendar's declared day length, in open seconds.
  case businessDays(Int)
  /// The end of the business day (0), of the next (1), of the one after (2).
  case endOfBusinessDay(Int)
  /// Calendar months in the zone of the rules: same local time, day clamped to the month.
  case months(Int)
}
