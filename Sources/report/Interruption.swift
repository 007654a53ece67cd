import Dispatch
import Foundation

/// Ctrl-C, and the signal by which other programs ask this one to end.
enum Interruption {
  /// Waits for the first such signal, or until the task is cancelled.
  ///
  /// A second one ends the program at once, as if it never waited for any.
  static func wait() async {
    let signals = [SIGINT, SIGTERM]
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    let sources = signals.map { number in
      // Left alone, the signal would end the program before anybody is told.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        // Whoever waits may be kept from hearing of it by work that holds every thread.
        for number in signals { signal(number, SIG_DFL) }
        continuation.finish()
      }
      source.activate()
      return source
    }
    for await _ in stream {}
    for source in sources { source.cancel() }
    for number in signals { signal(number, SIG_DFL) }
  }
}
