extension LifecycleEncoder {
  /// Leaves out a guard that always holds.
  func guardMember(_ w: inout CanonicalWriter, _ key: String, _ test: Guard) {
    if test == .always { return }
    w.key(key)
    condition(&w, test)
  }

  func condition(_ w: inout CanonicalWriter, _ test: Guard) {
    switch test {
    // The only way to write it where a guard must stand.
    case .always: w.tagged("all") { $0.array([Guard](), condition) }
    case .all(let operands): w.tagged("all") { $0.array(operands, condition) }
    case .any(let operands): w.tagged("any") { $0.array(operands, condition) }
    case .not(let operand): w.tagged("not") { condition(&$0, operand) }
    case .atLeast(let count, let operands):
      w.object { w in
        w.number("at_least", count)
        w.key("of")
        w.array(operands, condition)
      }
    case .definition(let ref):
      w.tagged("definition") { $0.string(lifecycle.definitions[ref].id) }
    case .test(let field, let test): self.test(&w, name(field), test)
    case .clockFrom(let instant): w.tagged("clock_from") { $0.integer(instant) }
    case .clockBefore(let instant): w.tagged("clock_before") { $0.integer(instant) }
    case .activity(let activity, let seconds):
      w.object { w in
        w.text("activity", name(activity))
        w.number("within", seconds)
      }
    }
  }

  private func test(_ w: inout CanonicalWriter, _ field: String, _ test: Test) {
    // Every key but these sorts after or before "field" as the alphabet says.
    w.object { w in
      switch test {
      case .age(let comparison, let age):
        let (unit, count) =
          switch age {
          case .days(let n): ("days", n)
          case .months(let n): ("months", n)
          case .seconds(let n): ("seconds", n)
          }
        w.key("age")
        w.tagged(comparison.rawValue) { $0.integer(count) }
        w.text("field", field)
        w.text("unit", unit)
      case .compare(.equal, let value):
        w.key("eq")
        w.value(value)
        w.text("field", field)
      case .contains(let text):
        w.text("contains", text)
        w.text("field", field)
      case .endsWith(let text):
        w.text("ends_with", text)
        w.text("field", field)
      case .compare(let comparison, let value):
        w.text("field", field)
        w.key(comparison.rawValue)
        w.value(value)
      case .isMissing:
        w.text("field", field)
        w.text("is", "missing")
      case .isPresent:
        w.text("field", field)
        w.text("is", "present")
      case .isEmpty:
        w.text("field", field)
        w.text("is", "empty")
      case .oneOf(let values):
        w.text("field", field)
        w.key("in")
        w.array(values) { $0.value($1) }
      case .noneOf(let values):
        w.text("field", field)
        w.key("not_in")
        w.array(values) { $0.value($1) }
      case .startsWith(let text):
        w.text("field", field)
        w.text("starts_with", text)
      case .hasAny(let texts):
        w.text("field", field)
        w.key("has_any")
        w.array(texts) { $0.string($1) }
      case .hasAll(let texts):
        w.text("field", field)
        w.key("has_all")
        w.array(texts) { $0.string($1) }
      }
    }
  }
}
