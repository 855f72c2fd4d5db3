package import RoeSource

extension Example {
  /// The small team in whose rules the examples stand: who they are, their hours, two ends of the
  /// journey, and a lost and found. It is compiled as a second rule file beside the example's own.
  package static let frame = SourceText(
    name: "frame.roe.yaml",
    text: """
      roe: 1
      name: Example team
      maintained_by: sam
      review: { every: quarter, last: 2026-10-02 }
      zone: Europe/Berlin
      calendars:
        office: { zone: Europe/Berlin, hours: { mon-fri: "09:00-17:00" } }
      roster:
        people:
          dana: { name: Dana Okoye, role: ae, manager: kim, backup: eli }
          eli: { name: Eli Roth, role: ae, manager: kim, backup: dana }
          lena: { name: Lena Vogt, role: sdr, manager: kim }
          sam: { name: Sam Ortiz, role: ops, manager: kim }
          kim: { name: Kim Tran, role: manager }
      events:
        done: { by: [ae, sdr] }
        asked_again: { by: lead }
      states:
        won: { kind: closed }
        lost: { kind: closed }
      lost_and_found:
        keeper: sam
        backup: lena
        within: 1 business day
        calendar: office
        to: [lost]

      """)
}
