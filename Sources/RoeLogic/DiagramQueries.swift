extension Diagrams {
  /// How many cells the set has, roughly where there are more than 2^53.
  package func count(_ diagram: Diagram) -> Double {
    weight(diagram) {
      Double(regionCounts[$0])
    } of: { _, range in
      Double(range.count)
    }
  }

  /// The sum of the weights of the cells; a cell weighs the product of its regions' weights.
  ///
  /// - Parameter weights: for each variable, the weight of each of its regions.
  package func count(_ diagram: Diagram, weights: [[Double]]) -> Double {
    weight(diagram) {
      weights[$0].reduce(0, +)
    } of: { variable, range in
      range.reduce(0) { $0 + weights[variable][$1] }
    }
  }

  private func weight(
    _ diagram: Diagram, total: (Int) -> Double, of part: (Int, Range<Int>) -> Double
  ) -> Double {
    var known: [UInt32: Double] = [noneID: 0, allID: 1]
    func weight(_ id: UInt32) -> Double {
      if let result = known[id] { return result }
      let node = nodes[Int(id)]
      let variable = Int(node.variable)
      var (sum, start) = (0.0, 0)
      for run in runs[node.range] {
        var product = part(variable, start..<Int(run.end))
        start = Int(run.end)
        guard run.child != noneID else { continue }
        for skipped in skipped(from: variable + 1, to: run.child) { product *= total(skipped) }
        sum += product * weight(run.child)
      }
      known[id] = sum
      return sum
    }
    guard diagram != .none else { return 0 }
    return skipped(from: 0, to: diagram.id).reduce(1) { $0 * total($1) } * weight(diagram.id)
  }

  /// How many cells the set has; nil: more than an `Int` can say.
  package func exactCount(_ diagram: Diagram) -> Int? {
    var known: [UInt32: Int?] = [noneID: 0, allID: 1]
    func count(_ id: UInt32) -> Int? {
      if let result = known[id] { return result }
      let node = nodes[Int(id)]
      var sum: Int? = 0
      var start: UInt32 = 0
      for run in runs[node.range] {
        var product = product(Int(run.end - start), count(run.child))
        start = run.end
        guard run.child != noneID else { continue }
        for skipped in skipped(from: Int(node.variable) + 1, to: run.child) {
          product = self.product(regionCounts[skipped], product)
        }
        sum = sum.flatMap { sum in
          product.flatMap {
            let (total, overflow) = sum.addingReportingOverflow($0)
            return overflow ? nil : total
          }
        }
      }
      known[id] = .some(sum)
      return sum
    }
    guard diagram != .none else { return 0 }
    return skipped(from: 0, to: diagram.id).reduce(count(diagram.id)) {
      product(regionCounts[$1], $0)
    }
  }

  private func product(_ a: Int, _ b: Int?) -> Int? {
    guard let b else { return nil }
    let (result, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? nil : result
  }

  /// The variables from `first` on that come before the one a diagram begins with.
  private func skipped(from first: Int, to id: UInt32) -> Range<Int> {
    first..<Swift.max(first, id >= noneID ? regionCounts.count : Int(nodes[Int(id)].variable))
  }

  package func contains(_ cell: [Int], in diagram: Diagram) -> Bool {
    terminal(of: cell, from: diagram.id) == allID
  }

  func terminal(of cell: [Int], from start: UInt32) -> UInt32 {
    var id = start
    while id < noneID { id = child(id, cell[Int(nodes[Int(id)].variable)]) }
    return id
  }

  /// The variables on which it depends whether a cell is in the set, ascending.
  package func support(_ diagram: Diagram) -> [Int] { support(diagram.id) }

  package func support(_ diagram: OutcomeDiagram) -> [Int] { support(diagram.id) }

  private func support(_ id: UInt32) -> [Int] {
    var variables = RegionSet()
    visit(id) { variables.insert(Int(nodes[Int($0)].variable)) }
    return Array(variables)
  }

  /// Calls the function once for each node that can be reached.
  func visit(_ start: UInt32, _ body: (UInt32) -> Void) {
    guard start < noneID else { return }
    var seen: Set<UInt32> = [start]
    var open = [start]
    while let id = open.popLast() {
      body(id)
      for run in runs[nodes[Int(id)].range] where run.child < noneID {
        if seen.insert(run.child).inserted { open.append(run.child) }
      }
    }
  }

  /// A cell of the set: for each variable a region, or nil where any region will do.
  ///
  /// - Parameter ranking: for each variable, the regions to take if possible, the best first; then
  ///   comes the lowest region.
  /// - Returns: nil for the empty set.
  package func pick(_ diagram: Diagram, preferring ranking: [[Int]] = []) -> [Int?]? {
    guard diagram != .none else { return nil }
    var cell = [Int?](repeating: nil, count: regionCounts.count)
    var id = diagram.id
    while id < noneID {
      let node = nodes[Int(id)]
      let variable = Int(node.variable)
      let liked = variable < ranking.count ? ranking[variable] : []
      let region =
        liked.first { 0..<regionCounts[variable] ~= $0 && child(id, $0) != noneID }
        ?? (runs[Int(node.start)].child == noneID ? Int(runs[Int(node.start)].end) : 0)
      cell[variable] = region
      id = child(id, region)
    }
    return cell
  }

  /// A box inside the set that holds a cell of it and that cannot grow along any variable.
  ///
  /// - Parameters:
  ///   - cell: as `pick` returns it.
  ///   - order: the variables in the order in which the box grows; the others follow, the last
  ///     first.
  /// - Returns: literals only for the variables that matter; the cell itself if it is not in the set.
  package func box(
    containing cell: [Int?], within diagram: Diagram, growing order: [Int] = []
  ) -> Box {
    var sides = zip(regionCounts, cell).map { count, region in
      region.map { RegionSet($0) } ?? RegionSet(0..<count)
    }
    var rest = RegionSet(regionCounts.indices)
    for variable in order + regionCounts.indices.reversed() where rest.contains(variable) {
      rest.remove(variable)
      sides[variable].formUnion(
        regions(along: variable, of: sides, in: diagram.id, everywhere: true))
    }
    return Box(
      sides.indices.filter { sides[$0].count < regionCounts[$0] }.map { Literal($0, sides[$0]) })
  }

  /// The regions of one variable for which the rest of the box lies inside the set, everywhere or
  /// somewhere.
  func regions(
    along variable: Int, of sides: [RegionSet], in id: UInt32, everywhere: Bool
  ) -> RegionSet {
    let everything = RegionSet(0..<regionCounts[variable])
    var known: [UInt32: RegionSet] = [noneID: [], allID: everything]
    func regions(_ id: UInt32) -> RegionSet {
      if let result = known[id] { return result }
      let node = nodes[Int(id)]
      let own = Int(node.variable)
      var result = own != variable && everywhere ? everything : []
      var start = 0
      for run in runs[node.range] {
        let range = start..<Int(run.end)
        start = range.upperBound
        if own == variable {
          if regions(run.child) == everything { result.insert(range) }
        } else if let next = sides[own].next(from: range.lowerBound), next < range.upperBound {
          if everywhere {
            result.formIntersection(regions(run.child))
          } else {
            result.formUnion(regions(run.child))
          }
        }
      }
      known[id] = result
      return result
    }
    return regions(id)
  }
}
