extension Machine {
  /// The canonical bytes of `meaning`, which the digest covers.
  public func encoded() -> [UInt8] {
    var writer = CanonicalWriter()
    write(to: &writer)
    return writer.bytes
  }

  func write(to writer: inout CanonicalWriter) {
    writer.object { writer in
      writer.list("calendars", calendars) { $0.calendar($1) }
      writer.text("effective", effective)
      writer.list("lifecycles", lifecycles) { writer, lifecycle in
        LifecycleEncoder(machine: self, lifecycle: lifecycle).write(to: &writer)
      }
      writer.list("people", people) { $0.string($1.id) }
      writer.list("pools", pools) { writer, pool in
        writer.object { writer in
          if pool.atLeast != 0 { writer.number("at_least", pool.atLeast) }
          writer.number("cap", pool.cap)
          writer.text("id", pool.id)
          writer.list("match", pool.match) { writer, match in
            writer.object { writer in
              writer.text("column", match.column)
              writer.text("field", match.field)
            }
          }
          writer.text("pick", pool.pick.rawValue)
          writer.text("steward", pool.steward.map { people[$0].id })
        }
      }
      writer.list("queues", queues) { writer, queue in
        writer.object { writer in
          writer.text("id", queue.id)
          writer.text("steward", queue.steward.map { people[$0].id })
        }
      }
      writer.list("roles", roles) { $0.string($1.id) }
      if syncLag != 0 { writer.number("sync_lag", syncLag) }
      writer.text("zone", zones[zone].id)
      writer.list("zones", zones) { $0.zone($1) }
    }
  }
}

extension CanonicalWriter {
  mutating func text(_ key: String, _ text: String?) {
    guard let text else { return }
    self.key(key)
    string(text)
  }

  mutating func number(_ key: String, _ number: Int?) {
    guard let number else { return }
    self.key(key)
    integer(number)
  }

  mutating func flag(_ key: String, _ value: Bool) {
    if !value { return }
    self.key(key)
    boolean(true)
  }

  /// Leaves out an empty list.
  mutating func list<Element>(
    _ key: String, _ elements: [Element], _ write: (inout Self, Element) -> Void
  ) {
    if elements.isEmpty { return }
    self.key(key)
    array(elements, write)
  }

  mutating func texts(_ key: String, _ texts: [String]) { list(key, texts) { $0.string($1) } }

  /// Leaves out an empty map.
  mutating func map<Value>(
    _ key: String, _ map: [String: Value], _ write: (inout Self, Value) -> Void
  ) {
    if map.isEmpty { return }
    self.key(key)
    object { writer in
      for (key, value) in map.sorted(by: { $0.key.precedesAsKey($1.key) }) {
        writer.key(key)
        write(&writer, value)
      }
    }
  }

  /// An object of one member.
  mutating func tagged(_ key: String, _ write: (inout Self) -> Void) {
    object { writer in
      writer.key(key)
      write(&writer)
    }
  }

  mutating func span(_ span: Range<Int>) {
    array([span.lowerBound, span.upperBound]) { $0.integer($1) }
  }

  mutating func value(_ value: Value) {
    switch value {
    case .missing: null()
    case .boolean(let value): boolean(value)
    case .integer(let number): integer(number)
    case .text(let text): string(text)
    case .set(let values): array(values) { $0.string($1) }
    }
  }

  fileprivate mutating func calendar(_ calendar: BusinessCalendar) {
    object { writer in
      writer.number("day", calendar.daySeconds)
      writer.list("days", calendar.days) { $0.span($1) }
      writer.text("id", calendar.id)
      writer.list("open", calendar.open) { $0.span($1) }
      writer.key("span")
      writer.span(calendar.span)
    }
  }

  fileprivate mutating func zone(_ zone: Zone) {
    object { writer in
      writer.text("id", zone.id)
      writer.list("offsets", zone.offsets) { writer, offset in
        writer.array([offset.from, offset.seconds]) { $0.integer($1) }
      }
    }
  }
}
