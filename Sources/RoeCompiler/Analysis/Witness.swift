import RoeMachine

/// A concrete lead that shows a finding, and what the machine must say about it.
///
/// A finding is only told when the machine agrees: the text about it cannot lie.
struct Witness: Sendable {
  enum Claim: Sendable {
    case holds(Guard)
    case fails(Guard)
    /// It holds at an instant, and has not held a moment before.
    case turnsTrue(Guard, at: Int)
    /// The row of a table that decides; nil for `otherwise`.
    case decides(row: Int?, of: Ref<RoutingTable>)
    /// The answer of a table names the person, perhaps behind others.
    case names(String, by: Ref<RoutingTable>)
  }

  let lead: SampleLead
  let lifecycle: Ref<Lifecycle>
  let claims: [Claim]

  init(_ lead: SampleLead, in lifecycle: Ref<Lifecycle>, claims: [Claim]) {
    self.lead = lead
    self.lifecycle = lifecycle
    self.claims = claims
  }

  /// Whether the machine bears it out.
  func replays(on interpreter: Interpreter) -> Bool {
    let question = Interpreter.Question(
      lifecycle: lifecycle, record: lead.record, lastActivity: lead.lastActivity, now: lead.now)
    return claims.allSatisfy { claim in
      switch claim {
      case .holds(let guarded): interpreter.holds(guarded, question)
      case .fails(let guarded): !interpreter.holds(guarded, question)
      case .turnsTrue(let guarded, let instant):
        !interpreter.holds(guarded, question.asked(at: instant.saturating(minus: 1)))
          && interpreter.holds(guarded, question.asked(at: instant))
      case .decides(let row, let table): interpreter.row(of: table, question) == row
      case .names(let person, let table): interpreter.mayName(person, by: table, question)
      }
    }
  }
}

extension Interpreter.Question {
  /// The same record at another time.
  fileprivate func asked(at instant: Int) -> Self {
    var question = self
    question.now = instant
    return question
  }
}
