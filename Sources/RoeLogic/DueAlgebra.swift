/// Combines due functions, and works out each combination of the same two only once.
///
/// Functions are the same when one comes from the other, not when they happen to be equal: those
/// who ask should start from the same ones. Its answers do not depend on what was asked before.
package final class DueAlgebra {
  private enum Operation: Hashable {
    case latest, earliest, after, envelope, notAfter
    case shifted(Int)
  }

  private struct Question: Hashable {
    let operation: Operation
    let first: ObjectIdentifier
    let second: ObjectIdentifier
  }

  private struct Answer<Value> {
    let value: Value
    /// Held, so that nothing else can come to lie where they are.
    let of: (DueFunction, DueFunction)
  }

  /// How many pieces and ranges are held, and for how many an answer takes up the space by itself;
  /// beyond the most, all answers are forgotten.
  private var held = 0
  private static let mostHeld = 2_000_000

  /// How many pieces and ranges have been worked out in all.
  package private(set) var worked = 0

  private struct Part: Hashable {
    let of: ObjectIdentifier
    let set: InstantSet
  }

  private struct Wait: Hashable {
    let part: Part
    let range: Range<Int>
  }

  private var parts: [Part: Answer<DueFunction>] = [:]
  private var waits: [Wait: (value: (wait: Int, at: Int)?, of: DueFunction)] = [:]
  private var functions: [Question: Answer<DueFunction>] = [:]
  private var spans: [Question: Answer<InstantSet>] = [:]

  /// Due at the very instant.
  package let identity: DueFunction
  package let never: DueFunction

  /// - Parameter start: from here on all functions are defined.
  package init(from start: Int) {
    identity = DueFunction(from: start)
    never = DueFunction(from: start, constant: DueFunction.never)
  }

  /// At every instant the later of the two.
  package func latest(_ a: DueFunction, _ b: DueFunction) -> DueFunction {
    function(.latest, a, b) { .latest(a, b) }
  }

  /// At every instant the earlier of the two.
  package func earliest(_ a: DueFunction, _ b: DueFunction) -> DueFunction {
    function(.earliest, a, b) { .earliest(a, b) }
  }

  /// A function of the instants that the first one gives.
  package func composed(_ function: DueFunction, after first: DueFunction) -> DueFunction {
    self.function(.after, function, first) { function.after(first) }
  }

  package func shifted(_ function: DueFunction, by delay: Int) -> DueFunction {
    if delay == 0 { return function }
    return self.function(.shifted(delay), function, function) { function.shifted(by: delay) }
  }

  /// The latest value at each instant or any before it.
  package func envelope(_ function: DueFunction) -> DueFunction {
    self.function(.envelope, function, function) { function.envelope }
  }

  /// Where the first is earlier than the second, or as early.
  package func span(of a: DueFunction, notAfter b: DueFunction) -> InstantSet {
    let question = Question(operation: .notAfter, first: a.identity, second: b.identity)
    if let known = spans[question] { return known.value }
    let span = a.span(notAfter: b)
    hold(span.ranges.count)
    spans[question] = Answer(value: span, of: (a, b))
    return span
  }

  /// The same on these instants; and `nowhere` on all others, where that saves room.
  package func part(of function: DueFunction, on set: InstantSet) -> DueFunction {
    // What is small is told by itself.
    if function.pieces.count < 64 { return function }
    let key = Part(of: function.identity, set: set)
    if let known = parts[key] { return known.value }
    let part = function.restricted(to: set)
    hold(part.pieces.count + 2 * set.ranges.count)
    parts[key] = Answer(value: part, of: (function, part))
    return part
  }

  /// The longest wait of all that begin in a range, and the first instant at which it begins; nil
  /// where the function says nothing in it.
  ///
  /// - Parameter set: only these instants count.
  package func longestWait(
    of function: DueFunction, in range: Range<Int>, on set: InstantSet
  ) -> (wait: Int, at: Int)? {
    let key = Wait(part: Part(of: function.identity, set: set), range: range)
    if let known = waits[key] { return known.value }
    let longest = function.longestWait(in: range, on: set)
    hold(2 * set.ranges.count)
    waits[key] = (longest, function)
    return longest
  }

  private func function(
    _ operation: Operation, _ a: DueFunction, _ b: DueFunction, _ work: () -> DueFunction
  ) -> DueFunction {
    let question = Question(operation: operation, first: a.identity, second: b.identity)
    if let known = functions[question] { return known.value }
    let result = work()
    hold(result.pieces.count)
    functions[question] = Answer(value: result, of: (a, b))
    return result
  }

  private func hold(_ count: Int) {
    let count = count + 16
    worked += count
    held += count
    if held <= Self.mostHeld { return }
    functions = [:]
    spans = [:]
    parts = [:]
    waits = [:]
    held = count
  }
}
