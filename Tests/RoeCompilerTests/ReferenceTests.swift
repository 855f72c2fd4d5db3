import RoeCompiler
import RoeMachine
import RoeSource
import RoeTestSupport
import Testing

/// `schema/` holds what the tables of keys say, and every snippet in it compiles.
@Suite struct ReferenceTests {
  private static let schemaFolder = repositoryRoot() + "/schema"

  @Test func schemaFileIsUpToDate() {
    expectGolden(
      prettyPrinted(rulesSchema()) + "\n", at: Self.schemaFolder + "/rules.schema.json")
  }

  @Test func referenceIsUpToDate() {
    expectGolden(languageReference(), at: Self.schemaFolder + "/language.md")
  }

  @Test func everyTableThatIsReferredToExists() {
    let names = Set(KeyTableDescription.all.map(\.name))
    for table in KeyTableDescription.all {
      for key in table.keys {
        for name in tables(in: key.doc.shape) {
          #expect(names.contains(name), "\(table.name).\(key.name) refers to \(name)")
        }
      }
    }
  }

  @Test func everyKeyIsInTheReference() {
    let reference = languageReference()
    for table in KeyTableDescription.all {
      for key in table.keys { #expect(reference.contains("| `\(key.name)` |"), "\(key.name)") }
    }
  }

  @Test(arguments: yamlSnippets(of: languageReference()))
  func snippetCompiles(_ snippet: String) {
    var rules = [SourceText(name: "snippet.roe.yaml", text: snippet)]
    if !snippet.contains("roe: 1") {
      rules.append(Example.frame)
    }
    let compilation = compile(rules) { _ in .failure("it does not exist") }
    let own = compilation.diagnostics.filter { $0.span.file == FileID(0) && $0.severity == .error }
    #expect(own.isEmpty, "\(renderText(own, sources: compilation.sources, color: false))")
  }

  private func tables(in shape: Shape) -> [String] {
    switch shape {
    case .table(let name): [name]
    case .list(let inner), .oneOrMore(let inner), .map(let inner): tables(in: inner)
    case .either(let shapes): shapes.flatMap { tables(in: $0) }
    default: []
    }
  }
}

/// The fenced YAML blocks of a Markdown text.
func yamlSnippets(of markdown: String) -> [String] {
  var snippets: [String] = []
  var current: [Substring]?
  for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
    if line == "```yaml" {
      current = []
    } else if line == "```", let lines = current {
      snippets.append(lines.joined(separator: "\n") + "\n")
      current = nil
    } else {
      current?.append(line)
    }
  }
  return snippets
}

/// Two spaces for each level, members in their order: a file that people read too.
private func prettyPrinted(_ json: JSON, indent: String = "") -> String {
  let inner = indent + "  "
  switch json {
  case .array(let items) where !items.isEmpty:
    let isFlat = items.allSatisfy { if case .object = $0 { false } else { true } }
    if isFlat {
      return "[" + items.map { prettyPrinted($0, indent: inner) }.joined(separator: ", ") + "]"
    }
    return "[\n" + items.map { inner + prettyPrinted($0, indent: inner) }.joined(separator: ",\n")
      + "\n\(indent)]"
  case .object(let members) where !members.isEmpty:
    return "{\n"
      + members.map { member in
        inner + String(decoding: JSON.string(member.key).canonical(), as: UTF8.self) + ": "
          + prettyPrinted(member.value, indent: inner)
      }.joined(separator: ",\n") + "\n\(indent)}"
  default: return String(decoding: json.canonical(), as: UTF8.self)
  }
}
