extension LintCase {
  /// Of leads that belong to the same account.
  static let ofAccounts: [LintCase] = [
    split(
      "a list of names before the owner of the account",
      """
      named:
          match: unique
          rows:
            - { id: one, when: domain is "one.example", owner: eli }  # ROE0309
            - { id: two, when: domain is "two.example", owner: dana }
          otherwise: next
        inbound:
          match: first
          rows:
            - { id: known, when: account_owner is present, owner: [{ field: account_owner }, kim] }
            - { id: unknown, when: account_owner is missing, owner: dana }
          otherwise: next
      """, owner: "[{ routing: named }, { routing: inbound }, kim]"),
    split(
      "a row that says why it comes before the owner of the account",
      """
      inbound:
          match: first
          rows:
            - { id: one, when: domain is "one.example", owner: eli, because: They asked for Eli. }
            - { id: known, when: account_owner is present, owner: [{ field: account_owner }, kim] }
            - { id: unknown, when: account_owner is missing, owner: dana }
          otherwise: next
      """),
    split(
      "a row that takes the account as a whole",
      """
      inbound:
          match: first
          rows:
            - { id: customer, when: customer, owner: eli }
            - { id: known, when: account_owner is present, owner: [{ field: account_owner }, kim] }
            - { id: unknown, when: account_owner is missing, owner: dana }
          otherwise: next
      """),
    split(
      "a row that names the very owner of the account",
      """
      inbound:
          match: first
          rows:
            - { id: elis, when: account_owner is eli and domain is "one.example", owner: eli }
            - { id: known, when: account_owner is present, owner: [{ field: account_owner }, kim] }
            - { id: unknown, when: account_owner is missing, owner: dana }
          otherwise: next
      """),
    split(
      "a row that names somebody else for those of one owner",
      """
      inbound:
          match: first
          rows:
            - { id: elis, when: account_owner is eli and domain is "one.example", owner: dana }  # ROE0309
            - { id: known, when: account_owner is present, owner: [{ field: account_owner }, kim] }
            - { id: unknown, when: account_owner is missing, owner: dana }
          otherwise: next
      """),
    split(
      "leads whose account has no owner yet",
      """
      inbound:
          match: first
          rows: [{ id: one, when: domain is "one.example" and account_owner is missing, owner: eli }]
          otherwise: [{ field: account_owner }, kim]
      """),
    split(
      "a lead without an account has none of its owners",
      "inbound: { match: first, rows: [{ id: one, when: account_id is missing and customer, owner: eli }], otherwise: [{ field: account_owner }, kim] }"
    ),
  ]

  private static func split(
    _ description: String, _ tables: String, owner: String = "[{ routing: inbound }, kim]"
  ) -> LintCase {
    LintCase(
      description,
      """
      fields:
        domain: { type: text }
        account_id: { type: text, optional: true }
        account_owner: { type: person, optional: true, from: account }
        customer: { type: boolean, from: account }
      links:
        account: { lifecycle: lead, mine: account_id }
      routing:
        \(tables)
      states:
        new:
          owner: \(owner)
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      """)
  }
}
