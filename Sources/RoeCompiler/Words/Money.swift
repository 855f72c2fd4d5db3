/// An amount of minor units in the major unit of its currency: 5000050 cents are `50000.50`,
/// whole amounts have no decimals.
package func majorUnits(_ minor: Int, of currency: String, grouping: String = "") -> String {
  let digits = Currency.digits(currency)
  var all = String(minor.magnitude)
  if all.count <= digits {
    all = String(repeating: "0", count: digits + 1 - all.count) + all
  }
  var whole = String(all.dropLast(digits))
  let decimals = all.suffix(digits)
  if !grouping.isEmpty {
    var groups: [Substring] = []
    var rest = whole[...]
    while rest.count > 3 {
      groups.append(rest.suffix(3))
      rest = rest.dropLast(3)
    }
    groups.append(rest)
    whole = groups.reversed().joined(separator: grouping)
  }
  let sign = minor < 0 ? "-" : ""
  return decimals.allSatisfy { $0 == "0" } ? sign + whole : "\(sign)\(whole).\(decimals)"
}
