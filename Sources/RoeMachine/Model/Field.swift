/// A typed fact about a lead. Missing is a value of every optional field.
public struct Field: Equatable, Sendable {
  public var id: String
  public var type: FieldType
  public var isOptional: Bool
  /// A frozen field keeps the value it was captured with; later edits of it are refused.
  public var isFrozen: Bool
  /// The link through which the host fills the field from a related record.
  public var source: String?
  /// For the second level of a reason: which values go with which value of another field.
  public var detail: Detail?

  public struct Detail: Equatable, Sendable {
    public var of: Ref<Field>
    public var values: [String: [String]]
    public init(of: Ref<Field>, values: [String: [String]]) {
      self.of = of
      self.values = values
    }
  }

  public init(
    id: String, type: FieldType, isOptional: Bool = false, isFrozen: Bool = false,
    source: String? = nil, detail: Detail? = nil
  ) {
    self.id = id
    self.type = type
    self.isOptional = isOptional
    self.isFrozen = isFrozen
    self.source = source
    self.detail = detail
  }
}

public enum FieldType: Equatable, Sendable {
  case boolean
  case integer(min: Int?, max: Int?)
  /// A number that starts at 0, is changed by rules alone, and stops at `max`.
  case counter(max: Int)
  /// An amount in minor units of one currency (ISO 4217).
  case money(currency: String)
  /// A calendar day, `YYYY-MM-DD`.
  case date
  /// Milliseconds UTC.
  case instant
  case text
  /// The id of a person of the roster.
  case person
  /// One of the declared values, in their declared order.
  case choice([String])
  /// Any number of the declared values.
  case set([String])
}

/// The value of a field in one record.
public enum Value: Hashable, Sendable {
  case missing
  case boolean(Bool)
  /// An integer, a counter, minor units of money, or an instant.
  case integer(Int)
  /// A text, a choice, a person, or a date.
  case text(String)
  /// Sorted by UTF-8 bytes, without repeats.
  case set([String])
}
