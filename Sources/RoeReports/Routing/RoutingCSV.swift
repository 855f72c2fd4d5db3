package import RoeMachine

/// A file of a report: its path in the output directory, with `/`, and its text.
package struct ReportFile: Equatable, Sendable {
  package var path: String
  package var text: String
}

/// Every routing table as CSV (RFC 4180), for people to open in a spreadsheet, to filter and to use
/// again. CSV knows no comments: the digest of the machine fills a last column.
package func routingCSV(
  _ file: MachineFile, roster: Roster?, digest: String? = nil
) -> [ReportFile] {
  let names = Names(file, roster: roster)
  var files: [ReportFile] = []
  for (name, prose, ref) in routingTables(names) {
    let sheet = Sheet(prose.lifecycle.tables[ref], in: prose)
    let mark = digest.map { [$0] } ?? []
    var text = csvLine(sheet.head + (mark.isEmpty ? [] : ["machine"]))
    for row in sheet.rows { text += csvLine(row + mark) }
    files.append(ReportFile(path: "routing/\(name).csv", text: text))
  }
  return files
}

/// Every routing table with the name of its file, which no two tables share.
func routingTables(_ names: Names) -> [(name: String, prose: Prose, table: Ref<RoutingTable>)] {
  var taken: Set<String> = []
  var tables: [(name: String, prose: Prose, table: Ref<RoutingTable>)] = []
  for lifecycle in names.machine.lifecycles {
    let prose = Prose(names: names, lifecycle: lifecycle)
    for ref in lifecycle.tables.refs {
      let name = fileName(lifecycle.tables[ref].id, within: lifecycle.id, taken: &taken)
      tables.append((name, prose, ref))
    }
  }
  return tables
}

/// A file name without surprises for any file system; when it is taken the lifecycle, then a
/// number, tells it apart.
func fileName(_ id: String, within lifecycle: String, taken: inout Set<String>) -> String {
  func harmless(_ text: String) -> String {
    let plain = text.unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.isASCIIDigit)
      return isPlain || scalar == "_" || scalar == "-" ? Character(scalar) : "-"
    }
    return plain.isEmpty ? "-" : String(plain.prefix(100))
  }
  let candidates = [harmless(id), "\(harmless(lifecycle))-\(harmless(id))"]
  // Some file systems take names for the same that differ in case only.
  if let free = candidates.first(where: { taken.insert($0.lowercased()).inserted }) { return free }
  var number = 2
  while !taken.insert("\(candidates[1])-\(number)".lowercased()).inserted { number += 1 }
  return "\(candidates[1])-\(number)"
}

private func csvLine(_ cells: [String]) -> String {
  cells.map(csvCell).joined(separator: ",") + "\r\n"
}

/// A cell that no spreadsheet runs as a formula.
private func csvCell(_ text: String) -> String {
  var cell = text
  if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) {
    cell = "'" + text
  }
  let isPlain = !cell.unicodeScalars.contains { "\",\r\n;".unicodeScalars.contains($0) }
  if isPlain { return cell }
  var quoted = "\""
  for scalar in cell.unicodeScalars {
    if scalar == "\"" { quoted += "\"" }
    quoted.unicodeScalars.append(scalar)
  }
  return quoted + "\""
}
