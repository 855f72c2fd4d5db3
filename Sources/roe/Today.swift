#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

extension Int {
  /// The instant at which its minute, or whatever the unit is, began.
  func roundedDown(to unit: Int) -> Int { self - (self % unit + unit) % unit }
}

/// The present instant in milliseconds UTC. No rule and no answer about a lead depends on it
/// unless a person asks for today.
func now() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
}
