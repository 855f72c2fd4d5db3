import Testing

@testable import RoeReports

/// Links inside the page, to headings that say the same.
@Suite struct AnchorTests {
  @Test func everyLinkLeadsToItsOwnHeading() {
    let first = Anchor.state("account", "lost_and_found")
    let second = Anchor.state("lead", "lost_and_found")
    let page: Markdown = """
      See \(first.link("one")) and \(second.link("two")), or \(Anchor.section("Words").link("words")).
      # Lost \\& found\(first.mark)
      ## Lost \\& found\(second.mark)
      ## Words
      ### Words, in full!\(Anchor.section("Words").mark)
      """
    #expect(
      page.linked.source == """
        See [one](#lost--found) and [two](#lost--found-1), or [words](#words-in-full).
        # Lost \\& found
        ## Lost \\& found
        ## Words
        ### Words, in full!
        """)
  }

  @Test func textOfTheRulesIsNoMark() {
    let page: Markdown = "# \("a\u{1}state/x/y\u{2}")\n\("\u{1}state/x/y\u{2}")"
    #expect(page.linked.source == "# a state/x/y\nstate/x/y")
  }
}
