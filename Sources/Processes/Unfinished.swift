internal import Foundation
internal import Synchronization

/// What this process must not leave behind: programs that it started, and files that are only half there.
public enum Unfinished {
  private struct State {
    var programs: Set<Int32> = []
    var paths: Set<String> = []
  }

  private static let state = Mutex(State())

  /// Starts a program and takes note of it.
  ///
  /// - Parameter start: Starts it; what it returns is no number of a program when there is none.
  /// - Returns: The same number.
  static func start(_ start: () -> Int32) -> Int32 {
    state.withLock { state in
      let id = start()
      if id > 0 { state.programs.insert(id) }
      return id
    }
  }

  /// Ends a program and its group, which nobody may end after that, since others may get its number.
  static func end(_ id: Int32) {
    state.withLock { state in
      state.programs.remove(id)
      _ = Foundation.kill(-id, SIGKILL)
    }
  }

  /// Ends a program and its group, if it is still one that was started here.
  static func kill(_ id: Int32) {
    state.withLock { state in
      if state.programs.contains(id) { _ = Foundation.kill(-id, SIGKILL) }
    }
  }

  /// Takes note of a path at which something grows that is of no use before it is whole.
  public static func add(_ path: String) { state.withLock { _ = $0.paths.insert(path) } }

  /// Removes what is at a path and forgets it.
  public static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
    state.withLock { _ = $0.paths.remove(path) }
  }

  /// Does something that must not happen after ``abandon(_:)`` has begun.
  static func settling<Result>(_ body: () throws -> Result) rethrows -> Result {
    try state.withLock { _ in try body() }
  }

  /// Ends all programs, removes all that is half there, and goes on; nothing takes the place of an output any more.
  ///
  /// - Parameter end: Ends this process.
  static func abandon(_ end: () -> Never) -> Never {
    state.withLock { state in
      for id in state.programs { _ = Foundation.kill(-id, SIGKILL) }
      for path in state.paths {
        // Whoever still writes there may be faster once.
        for _ in 0..<3 where FileManager.default.fileExists(atPath: path) {
          try? FileManager.default.removeItem(atPath: path)
        }
      }
      end()
    }
  }
}
