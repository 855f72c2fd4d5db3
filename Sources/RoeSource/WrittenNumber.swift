/// A number with the separators of some country in it: `1,200`, `1.200,50`, `1'000`, `999,99`.
package struct WrittenNumber {
  /// With its sign, without separators.
  private let digits: String
  /// What stands between the separators, without the sign.
  private let groups: [Substring]
  private let separators: [Character]

  /// Nil for a text that is none, and for one without separators.
  package init?(_ text: some StringProtocol) {
    let sign = text.hasPrefix("-") ? "-" : ""
    let number = String(text.dropFirst(sign.count))
    guard number.first?.isASCIIDigit == true,
      number.allSatisfy({ $0.isASCIIDigit || Self.separators.contains($0) })
    else { return nil }
    separators = number.filter { !$0.isASCIIDigit }
    groups = number.split(omittingEmptySubsequences: false) { !$0.isASCIIDigit }
    guard !separators.isEmpty, !groups.contains(where: \.isEmpty) else { return nil }
    digits = sign + number.filter(\.isASCIIDigit)
  }

  private static let separators: Set<Character> = [
    ".", ",", "'", " ", "\u{A0}", "\u{202F}", "\u{2019}",
  ]

  /// What it may mean, as roe writes it, the likelier first: with digits alone, or with a point
  /// before so many of them at most.
  package func readings(decimals: Int) -> [String] {
    var readings: [String] = []
    if Set(separators).count == 1, Self.areThousands(groups) { readings.append(digits) }
    let thousands = groups.dropLast()
    guard let point = separators.last, point == "," || point == ".", let last = groups.last,
      !separators.dropLast().contains(point),
      thousands.count == 1 || Self.areThousands(thousands)
    else { return readings }
    // Zeros at the end may be those of a program that writes a point: 1.000 is one, too.
    var fraction = last
    while point == ".", fraction.utf8.count > decimals, fraction.last == "0" {
      fraction.removeLast()
    }
    if fraction.utf8.count <= decimals {
      readings.append(digits.dropLast(last.utf8.count) + (fraction.isEmpty ? "" : ".\(fraction)"))
    }
    return readings
  }

  /// Groups of three, or of two before the last three as in India.
  private static func areThousands(_ groups: some BidirectionalCollection<Substring>) -> Bool {
    guard let first = groups.first, let last = groups.last, groups.count > 1 else { return false }
    return 1...3 ~= first.utf8.count && first != "0" && last.utf8.count == 3
      && groups.dropFirst().dropLast().allSatisfy { 2...3 ~= $0.utf8.count }
  }

  /// What to tell about it where roe expects a number with so many decimals at most, and the one
  /// number that is meant, if it is one.
  /// - Parameter unit: what follows the number, with the space before it.
  package func advice(decimals: Int, unit: String = "") -> (help: String, instead: String?) {
    let readings = readings(decimals: decimals).map { $0 + unit }
    switch readings.count {
    case 0: return ("Write one whole number, without separators and without a fraction.", nil)
    case 1: return ("Write \(readings[0]).", readings[0])
    default:
      return ("Write \(readings[0]), or \(readings[1]) if the separator marks a fraction.", nil)
    }
  }

  package static let message = "has a separator that means one thing here and another abroad"
}
