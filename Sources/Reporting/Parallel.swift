/// Processes indices in parallel and delivers the results in order.
///
/// At most `jobs` pieces of work run at a time, and at most four times as many are ahead of the first that is not finished, so
/// memory does not grow with the number of indices. The results do not depend on `jobs`.
///
/// - Parameters:
///   - indices: The indices.
///   - jobs: The number of indices to process in parallel, at least 1.
///   - work: The work on one index.
///   - body: Receives each result, in the order of the indices.
/// - Throws: The first error of the work or the body, in order; `CancellationError` if the task is cancelled.
func eachInOrder<Result: Sendable>(
  _ indices: Range<Int>, jobs: Int,
  work: @escaping @Sendable (Int) throws -> Result, body: (Result) throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: (Int, Swift.Result<Result, any Error>).self) { group in
    var waiting: [Int: Swift.Result<Result, any Error>] = [:]
    var started = indices.lowerBound
    var wanted = indices.lowerBound
    var running = 0
    let jobs = max(1, jobs)
    // A worker whose result has to wait for an earlier one goes on with the next, but not without limit.
    func start() {
      while running < jobs, started < min(indices.upperBound, wanted + 4 * jobs) {
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
        running += 1
      }
    }
    start()
    while let (index, result) = try await group.next() {
      waiting[index] = result
      running -= 1
      start()
      while let next = waiting.removeValue(forKey: wanted) {
        try body(try next.get())
        wanted += 1
        start()
      }
    }
  }
}
