extension [String] {
  /// As in a sentence: `a`, `a and b`, `a, b and c`.
  var listed: String { listed("and") }

  /// As in a sentence, with the word before the last.
  func listed(_ word: String) -> String {
    guard let last, count > 1 else { return first ?? "" }
    return "\(dropLast().joined(separator: ", ")) \(word) \(last)"
  }

  /// The list for a sentence; of a long one only the beginning.
  var shortened: String { shortened("and") }

  func shortened(_ word: String) -> String {
    count <= 6 ? listed(word) : prefix(5).joined(separator: ", ") + " and \(count - 5) more"
  }
}
