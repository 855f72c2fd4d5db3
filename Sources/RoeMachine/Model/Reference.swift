/// The place of an element in the one array that holds its kind, so that a state can never be
/// taken for a field and a reference can never be misspelt.
public struct Ref<Element>: Hashable, Comparable, Sendable {
  public var offset: Int32

  @inlinable
  public init(_ offset: Int) { self.offset = Int32(truncatingIfNeeded: offset) }

  @inlinable
  public static func < (a: Self, b: Self) -> Bool { a.offset < b.offset }
}

extension Array {
  @inlinable
  public subscript(ref: Ref<Element>) -> Element {
    get { self[Int(ref.offset)] }
    set { self[Int(ref.offset)] = newValue }
  }

  /// A reference to every element of this array, in order.
  @inlinable
  public var refs: [Ref<Element>] { indices.map { Ref($0) } }
}
