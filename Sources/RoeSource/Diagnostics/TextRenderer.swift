/// The diagnostics as a person reads them on a terminal, by file, place and code, with a summary.
package func renderText(
  _ diagnostics: [Diagnostic], sources: [SourceText], color: Bool
) -> String {
  var text = ""
  for diagnostic in diagnostics {
    let source = sources[Int(diagnostic.span.file.offset)]
    let before = source.bytes.prefix(Int(diagnostic.span.lower))
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    text += "\(diagnostic.severity.rawValue)[\(diagnostic.code.id)]: \(diagnostic.message)\n"
    text += " --> \(source.name):\(line)\n"
    for note in diagnostic.notes { text += " = note: \(note)\n" }
    if let help = diagnostic.help { text += " = help: \(help)\n" }
  }
  return text
}
