import RoeMachine

/// Regions of a field told apart test by test: two values are in one region when every test gives
/// them the same answer.
struct TestedRegions: Sendable {
  private let places: [Test: Int]
  /// For each region the answers of the tests, and a value that gets them.
  private let answers: [[Bool]]
  private let samples: [Value]

  init(_ tests: [Test], regions: [(answers: [Bool], sample: Value)]) {
    places = Dictionary(
      zip(tests, tests.indices), uniquingKeysWith: { first, _ in first })
    answers = regions.map(\.answers)
    samples = regions.map(\.sample)
  }

  var count: Int { samples.count }

  func regions(_ test: Test) -> [Range<Int>] {
    guard let place = places[test] else { return [] }
    return answers.indices.filter { answers[$0][place] }.map { $0..<($0 + 1) }
  }

  func sample(of region: Int) -> Value { samples[region] }
}
