import RoeSource

/// Finds the name that somebody probably meant; nil when none is near.
func nearest(_ name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = name.lowercased()
  let length = wanted.utf8.count
  let limit = length <= 3 ? 1 : length <= 7 ? 2 : 3
  var best: (distance: Int, name: String)?
  for candidate in candidates where candidate != name {
    guard let distance = editDistance(wanted, candidate.lowercased(), atMost: limit),
      distance < max(length, 2)
    else { continue }
    if let found = best, (found.distance, found.name) <= (distance, candidate) { continue }
    best = (distance, candidate)
  }
  return best?.name
}
