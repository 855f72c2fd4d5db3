/// Arithmetic that cannot trap, for numbers that come from files.
extension Int {
  /// The greatest integer that every reader of JSON keeps exactly, 2^53 − 1.
  package static let safeMax = 9_007_199_254_740_991
  package static let safeRange = -safeMax...safeMax

  @inline(__always)
  package func saturating(plus other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }

  @inline(__always)
  package func saturating(minus other: Int) -> Int {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? (other < 0 ? .max : .min) : difference
  }

  @inline(__always)
  package func saturating(times other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? ((self < 0) == (other < 0) ? .max : .min) : product
  }

  /// The quotient, rounded down; the divisor must be positive.
  @inline(__always)
  package func floorDivided(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }

  /// The remainder from 0 up to the divisor, which must be positive.
  @inline(__always)
  package func modulo(_ divisor: Int) -> Int {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
