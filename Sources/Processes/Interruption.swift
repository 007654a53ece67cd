internal import CProcesses
internal import Foundation
internal import Synchronization

/// Ctrl-C, and the signal by which other programs ask this one to end.
///
/// A thread of their own waits for them, so they are heard whatever the others are about. The first ends the process
/// cleanly: with the programs that it started, without what is half written. Whoever has something to finish
/// says so by ``whenAsked(_:)``; then the second signal, or the end of its patience, does that.
public enum Interruption {
  /// How long somebody may take to finish, in seconds.
  private static let patience = 10.0

  private static let finish = Mutex<(@Sendable () -> Void)?>(nil)

  /// Begins to listen, once for a process.
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

  /// Names what the first signal does instead of ending the process.
  public static func whenAsked(_ body: @escaping @Sendable () -> Void) {
    finish.withLock { $0 = body }
  }

  /// Ends the process as ever when what it writes has no reader any more.
  ///
  /// - Parameter error: What came of writing.
  public static func endIfNobodyReads(_ error: any Error) {
    let error = error as NSError
    let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
    if cause.domain == NSPOSIXErrorDomain && cause.code == EPIPE { end(by: SIGPIPE) }
  }

  /// Ends the process as a signal would, and leaves nothing half done.
  public static func end(by signal: Int32) -> Never {
    Unfinished.abandon { processes_end_by(signal) }
  }
}
