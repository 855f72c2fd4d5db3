/// Follows references from element to element.
///
/// - Parameters:
///   - references: for every element, those that it refers to.
///   - costs: what each element adds to the length of a chain.
/// - Returns: the length of the longest chain from each element; nil for those on a circle, or
///   that lead to one.
package func chainLengths(_ references: [[Int]], costs: [Int]) -> [Int?] {
  var users = [[Int]](repeating: [], count: references.count)
  var open = [Int](repeating: 0, count: references.count)
  for (element, targets) in references.enumerated() {
    for target in Set(targets) {
      users[target].append(element)
      open[element] += 1
    }
  }
  var lengths = costs
  var isDone = [Bool](repeating: false, count: references.count)
  var ready = references.indices.filter { open[$0] == 0 }
  while let element = ready.popLast() {
    isDone[element] = true
    for user in users[element] {
      lengths[user] = max(lengths[user], costs[user].saturating(plus: lengths[element]))
      open[user] -= 1
      if open[user] == 0 { ready.append(user) }
    }
  }
  return references.indices.map { isDone[$0] ? lengths[$0] : nil }
}
