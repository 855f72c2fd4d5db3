package import RoeSource

/// Every code that roe can report, of whatever stage.
package enum Registry {
  /// By number.
  package static let codes: [Code] =
    (Code.yamlCodes + Code.csvCodes + Code.icsCodes + Code.calendarCodes + languageCodes
    + Lint.all.map(\.code)).sorted { $0.id < $1.id }

  private static let languageCodes: [Code] = [
    .unknownKey, .wrongShape, .unitMissing, .yamlChangedValue, .missingKey, .keysClash, .badGuard,
    .unreadableFile, .wrongVersion, .blankKey,
    .unknownName, .duplicateName, .badID, .undeclaredEvent, .circularName,
    .endlessException, .absenceTwice, .undecidedOwner, .noLostAndFound,
  ]

  /// The code with this id, or with this name, in whatever case it is written.
  package static func code(_ name: String) -> Code? {
    let wanted = name.lowercased()
    return codes.first { $0.id.lowercased() == wanted || $0.name == wanted }
  }
}
