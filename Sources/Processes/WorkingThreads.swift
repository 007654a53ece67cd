internal import Dispatch

/// Threads for work that computes for long or waits for a program.
///
/// Concurrency's own threads are as few as processors, and whoever keeps one from the others keeps signals and servers
/// waiting. A task with this executor as its preference takes none of them.
public final class WorkingThreads: TaskExecutor {
  private let queue = DispatchQueue(label: "work", attributes: .concurrent)

  /// Prepares threads, which are started when there is work.
  public init() {}

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
