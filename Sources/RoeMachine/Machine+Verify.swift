extension Machine {
  /// What a machine may not be, though its types could be it; empty for a sound machine.
  public func verify() -> [MachineError] {
    []
  }
}
