internal import CProcesses
internal import Foundation
internal import Synchronization

/// Handles SIGINT (Ctrl-C) and SIGTERM.
///
/// A dedicated thread waits for them, so they are handled whatever other threads are doing. The first signal ends the process
/// cleanly: it terminates child processes and removes incomplete output. Code that needs to finish work first registers a
/// handler with ``whenAsked(_:)``; then the second signal, or the timeout, ends the process.
public enum Interruption {
  /// The time allowed for finishing, in seconds.
  private static let patience = 10.0

  private static let finish = Mutex<(@Sendable () -> Void)?>(nil)

  /// Starts waiting for signals; call once per process.
  public static func listen() {
    processes_ignore_broken_pipes()
    guard processes_listen() else { return }
    Thread.detachNewThread {
      let first = processes_next_interruption()
      guard let finish = finish.withLock({ $0 }) else { end(by: first) }
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: patience)
        end(by: first)
      }
      finish()
      end(by: processes_next_interruption())
    }
  }

  /// Registers a handler that runs on the first signal instead of ending the process.
  public static func whenAsked(_ body: @escaping @Sendable () -> Void) {
    finish.withLock { $0 = body }
  }

  /// Ends the process with the default signal if its output pipe has no reader.
  ///
  /// - Parameter error: The error of the write.
  public static func endIfNobodyReads(_ error: any Error) {
    let error = error as NSError
    let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
    if cause.domain == NSPOSIXErrorDomain && cause.code == EPIPE { end(by: SIGPIPE) }
  }

  /// Ends the process as a signal would, after removing incomplete output.
  public static func end(by signal: Int32) -> Never {
    Unfinished.abandon { processes_end_by(signal) }
  }
}
