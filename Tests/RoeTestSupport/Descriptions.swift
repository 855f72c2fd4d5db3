package import RoeSource
import Testing

/// A test names a code by its number, not by all that is said about it.
extension Code: CustomTestStringConvertible {
  package var testDescription: String { id }
}
