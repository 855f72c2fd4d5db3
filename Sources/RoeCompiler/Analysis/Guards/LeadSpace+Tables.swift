import RoeLogic
import RoeMachine

/// Which leads tables send on.
extension LeadSpace {
  /// The leads that the first source of a chain, a table, is sure to send to a state.
  ///
  /// - Parameters:
  ///   - target: the state; any other one when left out.
  ///   - isToldApart: whether the space tells apart what the rows of a table ask for.
  ///   - path: the tables that are being asked already, which have no answer.
  mutating func sent(
    by chain: OwnerChain, to target: Ref<State>? = nil,
    where isToldApart: (Ref<RoutingTable>) -> Bool, path: [Ref<RoutingTable>] = []
  ) throws(BudgetExceeded) -> Diagram {
    guard case .table(let ref)? = chain.first, !path.contains(ref), isToldApart(ref) else {
      return .none
    }
    let table = lifecycle.tables[ref]
    var open = possible
    var sent = Diagram.none
    for (when, route) in table.rows.map({ ($0.when, $0.outcome) }) + [(.always, table.otherwise)] {
      let leads: Diagram
      switch route {
      case .state(let state): leads = target == nil || state == target ? possible : .none
      case .owner(let inner):
        leads = try self.sent(by: inner, to: target, where: isToldApart, path: path + [ref])
      case .next: leads = .none
      }
      let meant = try diagrams.and(open, self.leads(when))
      sent = try diagrams.or(sent, diagrams.and(meant, leads))
      open = try diagrams.difference(open, meant)
    }
    return sent
  }
}
