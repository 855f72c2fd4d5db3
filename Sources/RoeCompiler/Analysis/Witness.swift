import RoeMachine

/// A concrete lead that shows a finding, and what the machine must say about it.
///
/// A finding is only told when the machine agrees: the text about it cannot lie.
struct Witness: Sendable {
  enum Claim: Sendable {
    case holds(Guard)
    case fails(Guard)
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
      case .decides(let row, let table): interpreter.row(of: table, question) == row
      case .names(let person, let table): interpreter.mayName(person, by: table, question)
      }
    }
  }
}
