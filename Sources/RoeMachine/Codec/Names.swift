/// The ids of one kind of element, for resolving references.
struct Names<Element> {
  private let offsets: [String: Int]
  /// What the elements are called in messages.
  private let noun: String

  init(_ ids: [String], _ noun: String) throws(MachineError) {
    var offsets: [String: Int] = [:]
    offsets.reserveCapacity(ids.count)
    for (offset, id) in ids.enumerated() where offsets.updateValue(offset, forKey: id) != nil {
      throw MachineError(path: "[\(offset)]", "two \(noun)s have the id \(id)")
    }
    self.offsets = offsets
    self.noun = noun
  }

  /// The names of the elements that stand in an array under a key, before they are decoded.
  init(in json: JSON, _ key: String, _ noun: String) throws(MachineError) {
    var ids: [String] = []
    if case .array(let elements) = json[key] {
      for (index, element) in elements.enumerated() {
        do throws(MachineError) {
          guard let id = element["id"] else { throw MachineError(path: "id", "this is missing") }
          ids.append(try JSONReader.id(id))
        } catch { throw error.inside("\(key)[\(index)]") }
      }
    }
    do throws(MachineError) { try self.init(ids, noun) } catch { throw error.inside(key) }
  }

  func ref(_ json: JSON) throws(MachineError) -> Ref<Element> {
    let id = try JSONReader.text(json)
    guard let offset = offsets[id] else {
      throw MachineError("there is no \(noun) \(JSONReader.shown(id))")
    }
    return Ref(offset)
  }
}
