import RoeMachine
import RoeSource
extension Zone {
  func midnight(of day: CivilDate) -> Int {
    let local = day.days * 86_400_000
    var result = local - (offsets.first?.seconds ?? 0) * 1000
    for offset in offsets where offset.from <= local - offset.seconds * 1000 {
      result = local - offset.seconds * 1000
    }
    return result
  }
}
