import RoeSource

/// What people mean by names of zones that there are none of.
extension ZoneData {
  /// The zone whose name is most like this one, if one is like it: other case, a space for `_`, a
  /// city alone, a slip of the finger. Abbreviations and offsets that look alike are hours apart,
  /// so that none of them is guessed.
  package static func nearest(to zone: String) -> String? {
    let wanted = folded(zone)
    guard !wanted.isEmpty, places[wanted] == nil, !isOffset(zone) else { return nil }
    let isAbbreviation = zone.utf8.count <= 5 && zone.utf8.allSatisfy { (65...90).contains($0) }
    let limit = isAbbreviation ? 0 : max(1, min(wanted.utf8.count / 4, 3))
    var best: (name: String, distance: Int)?
    for name in names {
      let known = folded(name)
      if known == wanted { return name }
      guard name.contains(where: \.isLowercase), !name.hasPrefix("Etc/") else { continue }
      let city = known.split(separator: "/").last.map(String.init) ?? known
      let whole = editDistance(wanted, known, atMost: limit)
      let alone = wanted.utf8.count < 4 ? nil : editDistance(wanted, city, atMost: limit)
      guard let distance = [whole, alone].compactMap({ $0 }).min() else { continue }
      if distance < best?.distance ?? .max { best = (name, distance) }
    }
    return best?.name
  }

  /// What to write instead of a name that is like none.
  static func advice(insteadOf zone: String) -> String {
    let wanted = folded(zone)
    if let places = places[wanted] {
      return "Write the name of the place, such as \(places.listed("or"))."
    }
    if isOffset(zone) {
      return
        "Write the name of the place in the form Europe/Paris; an offset knows no summer time."
    }
    return "Write a name like Europe/Berlin"
  }

  /// Places where people say so, by abbreviation; those that are names of zones with a summer time
  /// of their own (CET, EET) mean themselves.
  private static let places = [
    "pst": ["America/Los_Angeles"], "pdt": ["America/Los_Angeles"], "pt": ["America/Los_Angeles"],
    "mst": ["America/Denver"], "mdt": ["America/Denver"], "mt": ["America/Denver"],
    "cst": ["America/Chicago", "Asia/Shanghai"], "cdt": ["America/Chicago"],
    "ct": ["America/Chicago"], "est": ["America/New_York"], "edt": ["America/New_York"],
    "et": ["America/New_York"], "ast": ["America/Halifax", "Asia/Riyadh"],
    "adt": ["America/Halifax"], "nst": ["America/St_Johns"], "akst": ["America/Anchorage"],
    "akdt": ["America/Anchorage"], "hst": ["Pacific/Honolulu"], "brt": ["America/Sao_Paulo"],
    "art": ["America/Argentina/Buenos_Aires"], "gmt": ["Europe/London"],
    "bst": ["Europe/London", "Asia/Dhaka"],
    "ist": ["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"], "west": ["Europe/Lisbon"],
    "cest": ["Europe/Berlin"], "mez": ["Europe/Berlin"], "mesz": ["Europe/Berlin"],
    "eest": ["Europe/Helsinki"], "msk": ["Europe/Moscow"], "trt": ["Europe/Istanbul"],
    "sast": ["Africa/Johannesburg"], "wat": ["Africa/Lagos"], "cat": ["Africa/Maputo"],
    "eat": ["Africa/Nairobi"], "gst": ["Asia/Dubai"], "pkt": ["Asia/Karachi"],
    "ict": ["Asia/Bangkok"], "wib": ["Asia/Jakarta"], "sgt": ["Asia/Singapore"],
    "hkt": ["Asia/Hong_Kong"], "pht": ["Asia/Manila"], "jst": ["Asia/Tokyo"],
    "kst": ["Asia/Seoul"], "awst": ["Australia/Perth"], "acst": ["Australia/Adelaide"],
    "acdt": ["Australia/Adelaide"], "aest": ["Australia/Sydney", "Australia/Brisbane"],
    "aedt": ["Australia/Sydney"], "nzst": ["Pacific/Auckland"], "nzdt": ["Pacific/Auckland"],
  ]

  /// `gmt+1`, `utc-05:30`, `+2`: a distance from UTC, whose sign in names like `Etc/GMT+1` is the
  /// opposite of what everybody else writes.
  private static func isOffset(_ zone: String) -> Bool {
    var rest = zone.lowercased().filter { $0 != " " }[...]
    if rest.hasPrefix("utc") || rest.hasPrefix("gmt") { rest = rest.dropFirst(3) }
    guard let sign = rest.first, "+-−–".contains(sign) else { return false }
    rest = rest.dropFirst()
    return !rest.isEmpty && rest.utf8.allSatisfy { $0.isASCIIDigit || $0 == UInt8(ascii: ":") }
  }

  private static func folded(_ name: String) -> String {
    String(name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
  }
}
