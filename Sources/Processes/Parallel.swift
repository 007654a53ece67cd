import Dispatch
import Synchronization

/// Concurrent execution.
package enum Parallel {
  /// Calls a function for each number below a bound.
  ///
  /// - Parameters:
  ///   - count: The bound.
  ///   - jobs: The maximum number of concurrent calls.
  ///   - body: The work; it must not depend on the order of calls.
  package static func forEach(_ count: Int, jobs: Int, _ body: @Sendable (Int) -> Void) {
    let workers = max(1, min(jobs, count))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        body(index)
      }
    }
  }

  /// Calls a function for each number below a bound and returns the results in order.
  ///
  /// - Parameters:
  ///   - count: The bound.
  ///   - jobs: The maximum number of concurrent calls.
  ///   - progress: Receives the number of finished calls, from 0 to the bound in order, and the bound.
  ///   - body: The work.
  /// - Returns: The results by number.
  package static func map<Result: Sendable>(
    _ count: Int, jobs: Int, progress: @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in },
    _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    progress(0, count)
    let state = Mutex((done: 0, results: [Result?](repeating: nil, count: count)))
    forEach(count, jobs: jobs) { index in
      let result = body(index)
      state.withLock { state in
        state.results[index] = result
        state.done += 1
        // Under the lock, so that the numbers arrive in order.
        progress(state.done, count)
      }
    }
    return state.withLock { $0.results.compactMap(\.self) }
  }

  /// Updates each element of an array in place.
  ///
  /// - Parameters:
  ///   - elements: The elements.
  ///   - jobs: The maximum number of concurrent calls.
  ///   - body: Updates the element with an index.
  package static func update<Element: Sendable>(
    _ elements: inout [Element], jobs: Int, _ body: @Sendable (Int, inout Element) -> Void
  ) {
    // Each element is moved out and back, so its buffer is uniquely referenced and not copied.
    let count = elements.count
    let slots = Mutex(elements.map(Optional.some))
    elements = []
    forEach(count, jobs: jobs) { index in
      guard var element = slots.withLock({ $0[index].take() }) else { return }
      body(index, &element)
      slots.withLock { [element] in $0[index] = element }
    }
    elements = slots.withLock { $0.compactMap(\.self) }
  }

  /// Splits `0..<count` into ranges for ``map(_:jobs:_:)``, always in the same way.
  ///
  /// - Parameters:
  ///   - count: The number of items.
  ///   - size: The number of items per range.
  /// - Returns: The ranges in order; the last one may be shorter.
  package static func pieces(of count: Int, size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }
}
