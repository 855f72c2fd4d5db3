extension Verifier {
  mutating func check(_ lifecycle: Lifecycle, _ path: String) {
    checkOrder(lifecycle, path)
    for (offset, field) in lifecycle.fields.enumerated() {
      check(field, lifecycle, "\(path).fields[\(offset)]")
    }
    for (offset, link) in lifecycle.links.enumerated() {
      check(link, "\(path).links[\(offset)]")
    }
    for (offset, activity) in lifecycle.activities.enumerated() {
      if let except = activity.except {
        check(except, lifecycle, "\(path).activities[\(offset)].except")
      }
    }
    checkDefinitions(lifecycle, path)
    checkTables(lifecycle, path)
    for (offset, clock) in lifecycle.clocks.enumerated() {
      check(clock, lifecycle, "\(path).clocks[\(offset)]")
    }
    for (offset, state) in lifecycle.states.enumerated() {
      check(state, lifecycle, "\(path).states[\(offset)]")
    }
    for (offset, move) in lifecycle.moves.enumerated() {
      check(move, lifecycle, "\(path).moves[\(offset)]")
    }
    for (offset, entry) in lifecycle.entries.enumerated() {
      check(entry.when, lifecycle, "\(path).entries[\(offset)].when")
    }
    for (offset, assumption) in lifecycle.assumptions.enumerated() {
      check(assumption.holds, lifecycle, "\(path).assumptions[\(offset)].holds")
    }
    for (offset, promise) in lifecycle.promises.enumerated() {
      check(promise, lifecycle, "\(path).promises[\(offset)]")
    }
    checkLostAndFound(lifecycle, path)
  }

  private mutating func checkOrder(_ lifecycle: Lifecycle, _ path: String) {
    requireSortedIDs(lifecycle.fields.map(\.id), "\(path).fields")
    requireSortedIDs(lifecycle.links.map(\.id), "\(path).links")
    requireSortedIDs(lifecycle.events.map(\.id), "\(path).events")
    requireSortedIDs(lifecycle.activities.map(\.id), "\(path).activities")
    requireSortedIDs(lifecycle.definitions.map(\.id), "\(path).definitions")
    requireSortedIDs(lifecycle.tables.map(\.id), "\(path).tables")
    requireSortedIDs(lifecycle.clocks.map(\.id), "\(path).clocks")
    requireSortedIDs(lifecycle.states.map(\.id), "\(path).states")
    requireSortedIDs(lifecycle.assumptions.map(\.id), "\(path).assumptions")
    requireSortedIDs(lifecycle.promises.map(\.id), "\(path).promises")
    requireUnique(lifecycle.moves.map(\.id), "\(path).moves")
    for (offset, pair) in zip(lifecycle.moves, lifecycle.moves.dropFirst()).enumerated() {
      require(
        pair.0.layer <= pair.1.layer, "\(path).moves[\(offset + 1)].layer",
        "moves stand in the order override, exception, anywhere, state")
    }
  }

  private mutating func check(_ field: Field, _ lifecycle: Lifecycle, _ path: String) {
    switch field.type {
    case .integer(let min, let max):
      require(
        min ?? -.safeMax <= max ?? .safeMax, "\(path).type.integer", "min is greater than max")
      requireSafe(min ?? 0, "\(path).type.integer.min")
      requireSafe(max ?? 0, "\(path).type.integer.max")
    case .counter(let max):
      require(
        (0...Int.safeMax).contains(max), "\(path).type.counter.max", "a counter counts up from 0")
    case .choice(let values), .set(let values):
      require(!values.isEmpty, "\(path).type", "at least one value is needed")
      requireUnique(values, "\(path).type")
    case .boolean, .money, .date, .instant, .text, .person: break
    }
    guard let detail = field.detail else { return }
    guard case .choice(let outer) = lifecycle.fields[detail.of].type else {
      require(false, "\(path).detail.of", "the field it details is not a choice")
      return
    }
    for (key, values) in detail.values.sorted(by: { $0.key.precedes($1.key) }) {
      require(
        outer.contains { $0.hasSameBytes(as: key) }, "\(path).detail.values",
        "\(JSONReader.shown(key)) is not a value of the field it details")
      for value in values {
        require(
          field.type.declares(value), "\(path).detail.values",
          "\(JSONReader.shown(value)) is not a value of the field")
      }
    }
  }

  private mutating func check(_ link: Link, _ path: String) {
    guard let other = machine.lifecycles.first(where: { $0.id == link.lifecycle }) else {
      require(false, "\(path).lifecycle", "there is no lifecycle \(link.lifecycle)")
      return
    }
    if case .theirs(let field) = link.key {
      require(
        other.fields.contains { $0.id == field }, "\(path).theirs",
        "\(link.lifecycle) has no field \(field)")
    }
  }

  private mutating func check(_ state: State, _ lifecycle: Lifecycle, _ path: String) {
    check(state.owner, lifecycle, "\(path).owner")
    for source in state.permitted {
      switch source {
      case .person, .role, .pool: break
      default: require(false, "\(path).permitted", "only persons, roles and pools can be permitted")
      }
    }
    require(state.capPerOwner ?? 0 >= 0, "\(path).cap_per_owner", "a cap is not negative")
  }

  private mutating func checkLostAndFound(_ lifecycle: Lifecycle, _ path: String) {
    guard let ref = lifecycle.lostAndFound else {
      require(
        !lifecycle.states.contains { $0.kind != .closed }, "\(path).lost_and_found",
        "a lead that a rule fails has nowhere to go")
      return
    }
    let state = lifecycle.states[ref]
    require(
      state.kind == .lostAndFound, "\(path).lost_and_found",
      "\(state.id) is not a state of the kind lost_and_found")
    require(
      state.owner.contains(where: \.isPerson), "\(path).lost_and_found",
      "\(state.id) needs a person who always owns what nobody else does")
  }

  private mutating func check(_ promise: Promise, _ lifecycle: Lifecycle, _ path: String) {
    check(promise.when, lifecycle, "\(path).when")
    switch promise.claim {
    case .ownedBy(let chain), .neverOwnedBy(let chain): check(chain, lifecycle, "\(path).claim")
    case .neverIn: break
    case .calledWithin(let amount, _): requireSafe(amount.number, "\(path).claim")
    }
  }

  // MARK: Tables and chains

  private mutating func checkTables(_ lifecycle: Lifecycle, _ path: String) {
    var references: [[Int]] = []
    for (offset, table) in lifecycle.tables.enumerated() {
      let path = "\(path).tables[\(offset)]"
      var targets: [Int] = []
      func note(_ route: RoutingTable.Route) {
        guard case .owner(let chain) = route else { return }
        for case .table(let ref) in chain { targets.append(Int(ref.offset)) }
      }
      requireUnique(table.rows.map(\.id) + ["otherwise"], "\(path).rows")
      for (index, row) in table.rows.enumerated() {
        check(row.when, lifecycle, "\(path).rows[\(index)].when")
        if case .owner(let chain) = row.outcome {
          require(!chain.isEmpty, "\(path).rows[\(index)].owner", "an owner is needed")
          check(chain, lifecycle, "\(path).rows[\(index)].owner")
        }
        note(row.outcome)
      }
      if case .owner(let chain) = table.otherwise {
        check(chain, lifecycle, "\(path).otherwise.owner")
      }
      note(table.otherwise)
      references.append(targets)
    }
    let lengths = chainLengths(references, costs: references.map { _ in 1 })
    for (offset, length) in lengths.enumerated() {
      require(
        // On a circle every table can be asked once.
        length ?? lifecycle.tables.count <= RoutingTable.greatestDepth, "\(path).tables[\(offset)]",
        "tables ask tables more than 100 deep")
    }
  }

  /// The fields that name owners must be able to hold a person's id.
  mutating func check(
    _ chain: OwnerChain, _ lifecycle: Lifecycle, _ path: @autoclosure () -> String
  ) {
    for case .field(let field) in chain {
      switch lifecycle.fields[field].type {
      case .person, .text: break
      default: require(false, path(), "\(lifecycle.fields[field].id) does not name a person")
      }
    }
  }
}

extension RoutingTable {
  /// How many tables may ask one another in turn.
  package static let greatestDepth = 100
}

extension FieldType {
  /// Whether a text is among the declared values.
  func declares(_ value: String) -> Bool {
    switch self {
    case .choice(let values), .set(let values): values.contains { $0.hasSameBytes(as: value) }
    default: false
    }
  }
}

extension Amount {
  /// The number, in the amount's own unit.
  var number: Int {
    switch self {
    case .seconds(let n), .businessSeconds(let n), .businessDays(let n), .endOfBusinessDay(let n),
      .months(let n):
      n
    }
  }
}
