/// Does work on several indices at a time and hands over the results in order.
///
/// At most `jobs` pieces of work are under way, and the results that wait for an earlier one are as few, so memory does not
/// grow with the number of indices; what comes out does not depend on `jobs`.
///
/// - Parameters:
///   - indices: What to work on.
///   - jobs: How many at a time, at least 1.
///   - work: The work on one index.
///   - body: Takes each result, in the order of the indices.
/// - Throws: The first error of the work or the body, in order; `CancellationError` when the task is cancelled.
func eachInOrder<Result: Sendable>(
  _ indices: Range<Int>, jobs: Int,
  work: @escaping @Sendable (Int) throws -> Result, body: (Result) throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: (Int, Swift.Result<Result, any Error>).self) { group in
    var waiting: [Int: Swift.Result<Result, any Error>] = [:]
    var started = indices.lowerBound
    var wanted = indices.lowerBound
    func start() {
      guard started < indices.upperBound else { return }
      let index = started
      group.addTask {
        (
          index,
          Swift.Result {
            try Task.checkCancellation()
            return try work(index)
          }
        )
      }
      started += 1
    }
    for _ in 0..<max(1, jobs) { start() }
    while let (index, result) = try await group.next() {
      waiting[index] = result
      while let next = waiting.removeValue(forKey: wanted) {
        try body(try next.get())
        wanted += 1
        start()
      }
    }
  }
}
