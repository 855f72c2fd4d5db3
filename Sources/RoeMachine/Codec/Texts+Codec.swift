extension Texts {
  init(json: JSON) throws(MachineError) {
    let reader = try JSONReader(json, keys: nil)
    self.init(
      title: try reader.optional("title", JSONReader.text) ?? "",
      says: try reader.optional("says", JSONReader.text),
      maintainedBy: try reader.optional("maintained_by", JSONReader.text),
      review: try reader.optional("review") { json throws(MachineError) in
        let reader = try JSONReader(json, keys: nil)
        return Review(
          every: try reader.required("every", JSONReader.word),
          last: try reader.optional("last", JSONReader.day))
      },
      rules: try reader.map("rules", Text.init(json:)),
      calendars: try reader.list("calendars", CalendarText.init(json:)),
      slas: try reader.list("slas", SLAText.init(json:)),
      handoffs: try reader.list("handoffs", HandoffText.init(json:)),
      exceptions: try reader.list("exceptions", ExceptionText.init(json:)))
  }

  func write(to writer: inout CanonicalWriter) {
    writer.object { w in
      w.list("calendars", calendars) { $1.write(to: &$0) }
      w.list("exceptions", exceptions) { $1.write(to: &$0) }
      w.list("handoffs", handoffs) { $1.write(to: &$0) }
      w.text("maintained_by", maintainedBy)
      if let review {
        w.key("review")
        w.object { w in
          w.text("every", review.every.rawValue)
          w.text("last", review.last)
        }
      }
      w.map("rules", rules) { $1.write(to: &$0) }
      w.text("says", says)
      w.list("slas", slas) { $1.write(to: &$0) }
      w.text("title", title)
    }
  }
}

extension Text {
  fileprivate init(json: JSON) throws(MachineError) {
    let reader = try JSONReader(json, keys: nil)
    self.init(
      title: try reader.optional("title", JSONReader.text),
      says: try reader.optional("says", JSONReader.text),
      because: try reader.optional("because", JSONReader.text),
      link: try reader.optional("link", JSONReader.text),
      maintainedBy: try reader.optional("maintained_by", JSONReader.text),
      agreedBy: try reader.list("agreed_by", JSONReader.text),
      reviewer: try reader.optional("reviewer", JSONReader.text),
      reviewBy: try reader.optional("review_by", JSONReader.day),
      from: try reader.optional("from", JSONReader.day),
      until: try reader.optional("until", JSONReader.day))
  }

  fileprivate func write(to writer: inout CanonicalWriter) {
    writer.object { w in
      w.texts("agreed_by", agreedBy)
      w.text("because", because)
      w.text("from", from)
      w.text("link", link)
      w.text("maintained_by", maintainedBy)
      w.text("review_by", reviewBy)
      w.text("reviewer", reviewer)
      w.text("says", says)
      w.text("title", title)
      w.text("until", until)
    }
  }
}

extension CalendarText {
  fileprivate init(json: JSON) throws(MachineError) {
    let reader = try JSONReader(json, keys: nil)
    self.init(
      id: try reader.required("id", JSONReader.text),
      zone: try reader.required("zone", JSONReader.text),
      hours: try reader.list("hours", JSONReader.text),
      holidays: try reader.list("holidays", JSONReader.text),
      zoneData: try reader.required("zone_data", JSONReader.text))
  }

  fileprivate func write(to writer: inout CanonicalWriter) {
    writer.object { w in
      w.texts("holidays", holidays)
      w.texts("hours", hours)
      w.text("id", id)
      w.text("zone", zone)
      w.text("zone_data", zoneData)
    }
  }
}

extension SLAText {
  fileprivate init(json: JSON) throws(MachineError) {
    let reader = try JSONReader(json, keys: nil)
    self.init(
      lifecycle: try reader.required("lifecycle", JSONReader.text),
      id: try reader.required("id", JSONReader.text),
      clocks: try reader.list("clocks", JSONReader.text),
      target: try reader.optional("target", JSONReader.integer),
      neverLongerThan: try reader.optional("never_longer_than", JSONReader.text),
      due: try reader.map("due", JSONReader.text))
  }

  fileprivate func write(to writer: inout CanonicalWriter) {
    writer.object { w in
      w.texts("clocks", clocks)
      w.map("due", due) { $0.string($1) }
      w.text("id", id)
      w.text("lifecycle", lifecycle)
      w.text("never_longer_than", neverLongerThan)
      w.number("target", target)
    }
  }
}

extension HandoffText {
  fileprivate init(json: JSON) throws(MachineError) {
    let reader = try JSONReader(json, keys: nil)
    self.init(
      lifecycle: try reader.required("lifecycle", JSONReader.text),
      id: try reader.required("id", JSONReader.text),
      from: try reader.list("from", JSONReader.text),
      move: try reader.required("move", JSONReader.text),
      pending: try reader.optional("pending", JSONReader.text),
      to: try reader.required("to", JSONReader.text),
      accept: try reader.optional("accept", JSONReader.text),
      reject: try reader.optional("reject", JSONReader.text),
      silence: try reader.optional("silence", JSONReader.text))
  }

  fileprivate func write(to writer: inout CanonicalWriter) {
    writer.object { w in
      w.text("accept", accept)
      w.texts("from", from)
      w.text("id", id)
      w.text("lifecycle", lifecycle)
      w.text("move", move)
      w.text("pending", pending)
      w.text("reject", reject)
      w.text("silence", silence)
      w.text("to", to)
    }
  }
}

extension ExceptionText {
  fileprivate init(json: JSON) throws(MachineError) {
    let reader = try JSONReader(json, keys: nil)
    self.init(
      lifecycle: try reader.required("lifecycle", JSONReader.text),
      id: try reader.required("id", JSONReader.text),
      approvedBy: try reader.optional("approved_by", JSONReader.text),
      evidence: try reader.optional("evidence", JSONReader.text),
      until: try reader.optional("until", JSONReader.day),
      rule: try reader.required("rule", JSONReader.text))
  }

  fileprivate func write(to writer: inout CanonicalWriter) {
    writer.object { w in
      w.text("approved_by", approvedBy)
      w.text("evidence", evidence)
      w.text("id", id)
      w.text("lifecycle", lifecycle)
      w.text("rule", rule)
      w.text("until", until)
    }
  }
}
