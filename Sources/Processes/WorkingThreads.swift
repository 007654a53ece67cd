internal import Dispatch

/// Threads for work that computes for long or waits for a program.
///
/// The concurrency thread pool has as many threads as there are processors, and blocking one delays signal handling and
/// servers. A task with this executor as its preference uses none of them.
public final class WorkingThreads: TaskExecutor {
  private let queue = DispatchQueue(label: "work", attributes: .concurrent)

  /// Creates an executor; its threads are started on demand.
  public init() {}

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
