import RoeMachine

extension Guard {
  /// Whether it asks how long ago something was, so that it changes by itself.
  var isTimed: Bool {
    switch self {
    case .test(_, .age), .activity: true
    default: false
    }
  }

  /// The conditions inside that change by themselves as time passes, those of definitions included,
  /// each once.
  func timedParts(_ definitions: [Definition]) -> [Guard] {
    var found: [Guard] = []
    var seen: Set<Ref<Definition>> = []
    func visit(_ part: Guard) {
      switch part {
      case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.forEach(visit)
      case .not(let inner): visit(inner)
      case .definition(let ref):
        if seen.insert(ref).inserted { visit(definitions[ref].when) }
      case .always, .test, .clockFrom, .clockBefore, .activity:
        if part.isTimed, !found.contains(part) { found.append(part) }
      }
    }
    visit(self)
    return found
  }

  /// Whether it stays what it is as long as nobody but the rules changes the lead.
  ///
  /// - Parameter written: the fields that the rules write.
  func isLasting(_ definitions: [Definition], besides written: Set<Ref<Field>>) -> Bool {
    !asksForTime(definitions) && fields(definitions).isDisjoint(with: written)
  }

  /// Whether it may change as time passes, by what definitions ask included.
  func asksForTime(_ definitions: [Definition]) -> Bool {
    switch self {
    case .always: false
    case .all(let parts), .any(let parts), .atLeast(_, let parts):
      parts.contains { $0.asksForTime(definitions) }
    case .not(let inner): inner.asksForTime(definitions)
    case .definition(let definition): definitions[definition].when.asksForTime(definitions)
    case .test(_, .age), .clockFrom, .clockBefore, .activity: true
    case .test: false
    }
  }

  /// The condition with one of its parts taken as settled; definitions that have it are spelt out.
  func settling(_ part: Guard, as truth: Bool, _ definitions: [Definition]) -> Guard {
    if self == part { return truth ? .always : .not(.always) }
    switch self {
    case .all(let parts): return .all(parts.map { $0.settling(part, as: truth, definitions) })
    case .any(let parts): return .any(parts.map { $0.settling(part, as: truth, definitions) })
    case .atLeast(let count, let parts):
      return .atLeast(count, of: parts.map { $0.settling(part, as: truth, definitions) })
    case .not(let inner): return .not(inner.settling(part, as: truth, definitions))
    case .definition(let ref):
      let spelt = definitions[ref].when.settling(part, as: truth, definitions)
      return spelt == definitions[ref].when ? self : spelt
    case .always, .test, .clockFrom, .clockBefore, .activity: return self
    }
  }

  /// Whether it plainly holds only before an instant.
  func isOver(at instant: Int, _ definitions: [Definition]) -> Bool {
    conjuncts(definitions).contains {
      if case .clockBefore(let end) = $0 { end <= instant } else { false }
    }
  }

  /// For one of the timed parts, whether it is true before its time has come, rather than after.
  var isTrueAtFirst: Bool {
    switch self {
    case .test(_, .age(.less, _)), .test(_, .age(.lessOrEqual, _)), .activity: true
    default: false
    }
  }
}

extension SampleLead {
  /// The first instant at which one of the timed parts is no longer what it was; nil when the lead
  /// has nothing that grows old.
  func turn(of part: Guard, in zone: Zone) -> Int? {
    switch part {
    case .activity(let activity, let seconds):
      return lastActivity[Int(activity.offset)].map {
        $0.saturating(plus: seconds.saturating(times: 1000)).saturating(plus: 1)
      }
    case .test(let field, .age(let comparison, let age)):
      let isLater = comparison == .greater || comparison == .lessOrEqual
      switch (age, record[Int(field.offset)]) {
      case (.seconds(let count), .integer(let instant)):
        let whole = count.saturating(plus: isLater ? 1 : 0)
        return instant.saturating(plus: whole.saturating(times: 1000))
      case (.days(let count), .text(let text)):
        return CivilDate(text).map { zone.start(of: $0.adding(days: count + (isLater ? 1 : 0))) }
      case (.months(let count), .text(let text)):
        return CivilDate(text).map {
          zone.start(of: $0.adding(months: count).adding(days: isLater ? 1 : 0))
        }
      default: return nil
      }
    default: return nil
    }
  }
}
