/// The groups of places that can all reach one another (Tarjan), each before those that lead to
/// it. Works on an explicit stack, since a rule set may have thousands of states in a row.
func components(count: Int, next: (Int) -> [Int]) -> [[Int]] {
  var number = Array(repeating: -1, count: count)
  var low = Array(repeating: 0, count: count)
  var isOpen = Array(repeating: false, count: count)
  var open: [Int] = []
  var result: [[Int]] = []
  var counter = 0

  for root in 0..<count where number[root] < 0 {
    var calls: [(place: Int, targets: [Int], done: Int)] = []
    func enter(_ place: Int) {
      number[place] = counter
      low[place] = counter
      counter += 1
      open.append(place)
      isOpen[place] = true
      calls.append((place, next(place), 0))
    }
    enter(root)
    while var call = calls.popLast() {
      var interrupted = false
      while call.done < call.targets.count {
        let target = call.targets[call.done]
        call.done += 1
        if number[target] < 0 {
          calls.append(call)
          enter(target)
          interrupted = true
          break
        }
        if isOpen[target] { low[call.place] = min(low[call.place], number[target]) }
      }
      if interrupted { continue }
      if let caller = calls.last?.place { low[caller] = min(low[caller], low[call.place]) }
      guard low[call.place] == number[call.place] else { continue }
      var group: [Int] = []
      while let member = open.popLast() {
        isOpen[member] = false
        group.append(member)
        if member == call.place { break }
      }
      result.append(group.sorted())
    }
  }
  return result
}
