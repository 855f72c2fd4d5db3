package import RoeMachine

extension SLAText {
  /// By when one of its clocks is to be met; nil where it does not say so.
  package func due(ofClock id: String) -> Amount? {
    due[id].flatMap { text in
      if case .amount(let amount) = Lowering.amount(text) { amount } else { nil }
    }
  }
}
