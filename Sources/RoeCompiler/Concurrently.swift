import Dispatch

/// Answers independent questions on all cores, in the order in which they are asked.
package func concurrently<Answer: Sendable>(
  _ count: Int, _ answer: @Sendable (Int) -> Answer
) -> [Answer] {
  if count < 2 { return (0..<count).map(answer) }
  var answers = [Answer?](repeating: nil, count: count)
  answers.withUnsafeMutableBufferPointer { buffer in
    // Each iteration writes its own element.
    nonisolated(unsafe) let slots = buffer
    DispatchQueue.concurrentPerform(iterations: count) { slots[$0] = answer($0) }
  }
  return answers.compactMap { $0 }
}
