import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let oneAccountTwoOwners = Lint(
    Code(
      "ROE0309", "one-account-two-owners", .warning,
      title: "Two leads of one account get two owners",
      rationale: """
        Where leads go to the owner of their account, every lead of the account should, or two \
        people call the same customer. A row that takes some of them before splits the account. \
        Sometimes that is agreed: then the row or its table says so with `because:`. All pairs of \
        leads are tried that agree in all that comes from the account.
        """,
      avoid: Example(
        """
        fields:
          employees: { type: integer, min: 1 }
          account_id: { type: text, optional: true }
          account_owner: { type: person, optional: true, from: account }
        links:
          account: { lifecycle: lead, mine: account_id }
        routing:
          inbound:
            match: first
            rows:
              - { id: large, when: employees >= 1000, owner: eli }  # ROE0309
              - { id: known, when: account_owner is present, owner: [{ field: account_owner }, kim] }
            otherwise: dana
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
      prefer: Example(
        """
        fields:
          employees: { type: integer, min: 1 }
          account_id: { type: text, optional: true }
          account_owner: { type: person, optional: true, from: account }
        links:
          account: { lifecycle: lead, mine: account_id }
        routing:
          inbound:
            match: first
            rows:
              - { id: known, when: account_owner is present, owner: [{ field: account_owner }, kim] }
              - { id: large, when: employees >= 1000, owner: eli }
            otherwise: dana
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    guard input.isExact, input.broken.isEmpty else { return [] }
    return input.journeys.flatMap { journey -> [Finding] in
      let accounts = journey.lifecycle.accounts
      if accounts.isEmpty { return [] }
      // What is too complex to follow is told where it stands.
      guard
        var namings = try? input.namings(in: journey, asking: Array(journey.lifecycle.tables.refs))
      else { return [] }
      return accounts.flatMap { account -> [Finding] in
        var splits: [Split] = []
        for place in journey.assignments where place.chain.asksTables {
          let found = (try? input.splits(of: account, at: place, in: journey, &namings)) ?? []
          splits += found.filter { split in !splits.contains { $0.row == split.row } }
        }
        // One table divides the account by all of its rows together.
        var tables: [Ref<RoutingTable>] = []
        for split in splits where !tables.contains(split.row.table) {
          tables.append(split.row.table)
        }
        return tables.compactMap { table in
          input.finding(splits.filter { $0.row.table == table }, of: account, in: journey)
        }
      }
    }
  }
}

/// What leads share that a link ties to the same record, and the field that names its owner.
private struct Account {
  let owner: Ref<Field>
  /// What names the record; leads without it share nothing.
  let key: Ref<Field>
  let shared: [Ref<Field>]
}

/// A lead that does not go to the owner of its account, as others of that account do.
private struct Split {
  let place: Assignment
  /// The row that names somebody else, and whom.
  let row: Namings.Row
  let source: OwnerSource
  /// The row that names the account's owner.
  let known: Namings.Row?
  let lead: SampleLead
}

extension Lifecycle {
  /// The linked records whose owner a lead knows.
  fileprivate var accounts: [Account] {
    let sources = ownerSources
    return fields.refs.compactMap { ref in
      guard fields[ref].type == .person, sources.contains(.field(ref)),
        let source = fields[ref].source,
        case .mine(let key)? = links.first(where: { $0.id == source })?.key
      else { return nil }
      return Account(
        owner: ref, key: key, shared: fields.refs.filter { fields[$0].source == source } + [key])
    }
  }
}

extension LintInput {
  /// The rows that name somebody else for leads whose account has an owner, where another lead, with
  /// all that comes from the account the same, goes to that owner.
  fileprivate func splits(
    of account: Account, at place: Assignment, in journey: Journey, _ namings: inout Namings
  ) throws(BudgetExceeded) -> [Split] {
    let lifecycle = journey.lifecycle
    let names = try namings.names(at: place).filter(\.isFirst)
    let own = names.filter { $0.source == .field(account.owner) }
    if own.isEmpty { return [] }
    let alone = namings.presence.space.axes(besides: account.shared)
    var owned = try namings.presence.space.leads(.test(account.owner, .isPresent))
    if namings.presence.space.axes.contains(where: { $0.field == account.key }) {
      let tied = try namings.presence.space.leads(.test(account.key, .isPresent))
      owned = try namings.presence.space.diagrams.and(owned, tied)
    }
    var found: [Split] = []
    for other in names where !own.contains(where: { $0.source == other.source }) {
      guard other.source.isNew, let row = other.row, !saysWhy(row, in: lifecycle) else { continue }
      var leads = try namings.presence.space.diagrams.and(other.leads, owned)
      if case .person(let person) = other.source {
        let value = Value.text(machine.people[person].id)
        if namings.presence.space.tellsApart(value, in: account.owner) {
          let same = try namings.presence.space.leads(.test(account.owner, .compare(.equal, value)))
          leads = try namings.presence.space.diagrams.difference(leads, same)
        }
      }
      for naming in own {
        let sharing = try namings.presence.space.diagrams.exists(naming.leads, alone)
        let split = try namings.presence.space.diagrams.and(leads, sharing)
        guard let lead = namings.presence.space.sample(of: split) else { continue }
        found.append(
          Split(place: place, row: row, source: other.source, known: naming.row, lead: lead))
        break
      }
    }
    return found
  }

  /// Whether a row or its table says why it is there.
  private func saysWhy(_ row: Namings.Row, in lifecycle: Lifecycle) -> Bool {
    let table = lifecycle.tables[row.table]
    let rules =
      [RuleID.table(lifecycle.id, table.id)]
      + (row.row.map { [RuleID.row(lifecycle.id, table.id, table.rows[$0].id)] } ?? [])
    return rules.contains { texts.rules[$0]?.because != nil }
  }

  /// - Parameter splits: all of one table.
  fileprivate func finding(
    _ splits: [Split], of account: Account, in journey: Journey
  ) -> Finding? {
    let lifecycle = journey.lifecycle
    let written = splits.compactMap { split in
      self.span(of: split.row, in: lifecycle).map { (split: split, span: $0) }
    }
    guard let (first, span) = written.min(by: { $0.span < $1.span }) else { return nil }
    let table = lifecycle.tables[first.row.table]
    let name = first.row.row.map { table.rows[$0].id }
    let some =
      splits.count == 1
      ? "“\(name ?? table.id)” gives some of its leads to \(words(for: first.source))"
      : "\(splits.count) rows of “\(table.id)” give some of its leads to somebody else"
    let known = first.known.flatMap { row in row.row.map { lifecycle.tables[row.table].rows[$0].id }
    }
    let rest = known.map { "“\($0)” gives the others to" } ?? "the others go to"
    return Finding(
      "one account gets two owners: \(some), and \(rest) “\(lifecycle.fields[account.owner].id)”",
      at: span,
      labels: first.known.flatMap { self.span(of: $0, in: lifecycle) }.map {
        [.init("these go to the owner of the account", at: $0)]
      } ?? [],
      help: "Name the owner of the account before; or say because: and why here.",
      scenes: splits.prefix(8).flatMap { split -> [Scene] in
        let acts =
          [split.place.cause.act].compactMap { $0 } + [.row(split.row.row, of: split.row.table)]
        let scene = Scene(lifecycle, in: [split.place.state], as: split.lead, acts)
        guard case .person(let person) = split.source, !split.place.isQuestion else {
          return [scene]
        }
        return [scene.then([.owned(by: [machine.people[person].id])])]
      }
        + splits.prefix(1).map {
          Scene(
            lifecycle, in: [$0.place.state], as: $0.lead, [$0.place.cause.act].compactMap { $0 })
        })
  }
}

extension OwnerSource {
  /// Whether it may name somebody who has had nothing to do with the lead.
  fileprivate var isNew: Bool {
    switch self {
    case .person, .role, .field, .pool, .queue: true
    case .table, .keep, .previous, .actor, .asked, .managerOfOwner, .backupOfOwner, .coverOfOwner,
      .nextInPool, .nobody:
      false
    }
  }
}
