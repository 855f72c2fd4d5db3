/// The name that was perhaps meant: the one of these that is a slip of the finger away, or differs
/// only in capital letters; nil when none is near. Of two equally near it is rather one that is as
/// long, and then the first by name.
package func nearName(to name: String, among names: some Sequence<String>) -> String? {
  let wanted = name.lowercased()
  let limit = max(1, min(wanted.utf8.count / 4, 3))
  var best: (distance: Int, growth: Int, name: String)?
  for candidate in names {
    guard let distance = editDistance(wanted, candidate.lowercased(), atMost: limit) else {
      continue
    }
    // A word of two letters is one slip away from a hundred others.
    guard distance * 2 < wanted.utf8.count || distance == 0 else { continue }
    let growth = abs(candidate.utf8.count - name.utf8.count)
    if let best, best <= (distance, growth, candidate) { continue }
    best = (distance, growth, candidate)
  }
  return best?.name
}

/// The word that was meant, if somebody has broken off or slipped, of those that may stand in a place:
/// one that is a single slip away; else the only one that begins with what is written, as far as that
/// says anything; else the nearest. Of names that somebody else has given a beginning says too little.
package func meantName(by text: String, among names: some Sequence<String>) -> String? {
  let names = Array(names)
  let near = nearName(to: text, among: names)
  let wanted = text.lowercased()
  if let near, editDistance(wanted, near.lowercased(), atMost: 1) != nil { return near }
  let begun = names.filter { name in
    let name = name.lowercased()
    return name.hasPrefix(wanted + "_") || wanted.utf8.count >= 4 && name.hasPrefix(wanted)
  }
  return begun.count == 1 ? begun[0] : near
}

/// How many letters have to be added, left out, replaced or swapped to get from one word to the
/// other; nil when it is more than the limit.
package func editDistance(_ a: String, _ b: String, atMost limit: Int) -> Int? {
  let a = Array(a.utf8)
  let b = Array(b.utf8)
  guard abs(a.count - b.count) <= limit else { return nil }
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for j in b.indices {
      var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        best = min(best, beforeLast[j - 1] + 1)
      }
      row.append(best)
    }
    if row.allSatisfy({ $0 > limit }) { return nil }
    (beforeLast, last) = (last, row)
  }
  return last[b.count] <= limit ? last[b.count] : nil
}
