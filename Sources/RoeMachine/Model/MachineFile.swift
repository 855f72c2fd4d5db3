/// A machine file: what decides, what people read, and where each rule was written.
public struct MachineFile: Equatable, Sendable {
  public var meaning: Machine
  public var texts: Texts
  public var sources: Sources

  public init(meaning: Machine, texts: Texts, sources: Sources) {
    self.meaning = meaning
    self.texts = texts
    self.sources = sources
  }
}

/// Where the rules were written.
public struct Sources: Equatable, Sendable {
  public struct Place: Equatable, Sendable {
    /// The offset in `files`.
    public var file: Int
    /// From 1; columns count characters.
    public var line: Int
    public var column: Int
    public init(file: Int, line: Int, column: Int) {
      self.file = file
      self.line = line
      self.column = column
    }
  }

  /// Paths relative to the root of the rule set, sorted.
  public var files: [String]
  /// By rule id.
  public var rules: [String: Place]

  public init(files: [String] = [], rules: [String: Place] = [:]) {
    self.files = files
    self.rules = rules
  }
}

/// Everything the rules say to people.
public struct Texts: Equatable, Sendable {
  public var title: String
  public var says: String?
  public var maintainedBy: String?
  public var review: Review?
  /// By rule id.
  public var rules: [String: Text]
  public var calendars: [CalendarText]
  public var slas: [SLAText]
  public var handoffs: [HandoffText]
  public var exceptions: [ExceptionText]

  public init(
    title: String, says: String? = nil, maintainedBy: String? = nil, review: Review? = nil,
    rules: [String: Text] = [:], calendars: [CalendarText] = [], slas: [SLAText] = [],
    handoffs: [HandoffText] = [], exceptions: [ExceptionText] = []
  ) {
    self.title = title
    self.says = says
    self.maintainedBy = maintainedBy
    self.review = review
    self.rules = rules
    self.calendars = calendars
    self.slas = slas
    self.handoffs = handoffs
    self.exceptions = exceptions
  }
}

/// How often the rules are reviewed, and when that last happened.
public struct Review: Equatable, Sendable {
  public enum Every: String, Sendable, CaseIterable { case month, quarter, half_year, year }
  public var every: Every
  /// `YYYY-MM-DD`.
  public var last: String?
  public init(every: Every, last: String? = nil) {
    self.every = every
    self.last = last
  }
}

/// What people are told about one rule.
public struct Text: Equatable, Sendable {
  /// The name people use, when it is not the id.
  public var title: String?
  public var says: String?
  public var because: String?
  public var link: String?
  public var maintainedBy: String?
  public var agreedBy: [String]
  public var reviewer: String?
  /// `YYYY-MM-DD`.
  public var reviewBy: String?
  /// The effective dates, `YYYY-MM-DD`.
  public var from: String?
  public var until: String?

  public init(
    title: String? = nil, says: String? = nil, because: String? = nil, link: String? = nil,
    maintainedBy: String? = nil, agreedBy: [String] = [], reviewer: String? = nil,
    reviewBy: String? = nil, from: String? = nil, until: String? = nil
  ) {
    self.title = title
    self.says = says
    self.because = because
    self.link = link
    self.maintainedBy = maintainedBy
    self.agreedBy = agreedBy
    self.reviewer = reviewer
    self.reviewBy = reviewBy
    self.from = from
    self.until = until
  }
}

/// A calendar as its author wrote it; `BusinessCalendar` holds what it amounts to.
public struct CalendarText: Equatable, Sendable {
  public var id: String
  public var zone: String
  /// Such as `mon-fri 09:00-17:00`, in the order of the week.
  public var hours: [String]
  /// Such as `2026-12-25 Christmas Day`, sorted.
  public var holidays: [String]
  /// The version of the time zone data, such as `2025b`.
  public var zoneData: String
  public init(id: String, zone: String, hours: [String], holidays: [String], zoneData: String) {
    self.id = id
    self.zone = zone
    self.hours = hours
    self.holidays = holidays
    self.zoneData = zoneData
  }
}

/// A service level: which clocks keep it, and what it promises.
public struct SLAText: Equatable, Sendable {
  public var lifecycle: String
  public var id: String
  /// The ids of its clocks, one per class of lead.
  public var clocks: [String]
  /// The share of leads, in percent, that should meet it.
  public var target: Int?
  /// What is promised to take at most, as the author wrote it.
  public var neverLongerThan: String?
  /// By when it is to be met, by the id of the clock, as the author wrote it.
  public var due: [String: String]
  public init(
    lifecycle: String, id: String, clocks: [String], target: Int? = nil,
    neverLongerThan: String? = nil, due: [String: String] = [:]
  ) {
    self.lifecycle = lifecycle
    self.id = id
    self.clocks = clocks
    self.target = target
    self.neverLongerThan = neverLongerThan
    self.due = due
  }
}

/// A handoff protocol, and the pieces of the machine that carry it out; all by id.
public struct HandoffText: Equatable, Sendable {
  public var lifecycle: String
  public var id: String
  public var from: [String]
  /// The move that hands over.
  public var move: String
  /// The state in which the lead waits for an answer; nil when none is asked for.
  public var pending: String?
  public var to: String
  public var accept: String?
  public var reject: String?
  /// The clock that decides when nobody answers.
  public var silence: String?
  public init(
    lifecycle: String, id: String, from: [String], move: String, pending: String? = nil,
    to: String, accept: String? = nil, reject: String? = nil, silence: String? = nil
  ) {
    self.lifecycle = lifecycle
    self.id = id
    self.from = from
    self.move = move
    self.pending = pending
    self.to = to
    self.accept = accept
    self.reject = reject
    self.silence = silence
  }
}

/// An agreed exception to the rules.
public struct ExceptionText: Equatable, Sendable {
  public var lifecycle: String
  public var id: String
  public var approvedBy: String?
  public var evidence: String?
  /// `YYYY-MM-DD`.
  public var until: String?
  /// The rule that carries it out.
  public var rule: String
  public init(
    lifecycle: String, id: String, approvedBy: String? = nil, evidence: String? = nil,
    until: String? = nil, rule: String
  ) {
    self.lifecycle = lifecycle
    self.id = id
    self.approvedBy = approvedBy
    self.evidence = evidence
    self.until = until
    self.rule = rule
  }
}
