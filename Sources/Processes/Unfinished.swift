internal import Foundation
internal import Synchronization

/// The resources this process must clean up: child processes and incomplete files.
public enum Unfinished {
  private struct State {
    var programs: Set<Int32> = []
    var paths: Set<String> = []
  }

  private static let state = Mutex(State())

  /// Starts a program and registers it.
  ///
  /// - Parameter start: Starts it; returns a value that is not a process id on failure.
  /// - Returns: The result of `start`.
  static func start(_ start: () -> Int32) -> Int32 {
    state.withLock { state in
      let id = start()
      if id > 0 { state.programs.insert(id) }
      return id
    }
  }

  /// Ends and unregisters a program and its group; its id may be reused afterwards.
  static func end(_ id: Int32) {
    state.withLock { state in
      state.programs.remove(id)
      _ = Foundation.kill(-id, SIGKILL)
    }
  }

  /// Kills a program and its group, if it is still registered.
  static func kill(_ id: Int32) {
    state.withLock { state in
      if state.programs.contains(id) { _ = Foundation.kill(-id, SIGKILL) }
    }
  }

  /// Registers a path whose contents are incomplete.
  public static func add(_ path: String) { state.withLock { _ = $0.paths.insert(path) } }

  /// Removes and unregisters a path.
  public static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
    state.withLock { _ = $0.paths.remove(path) }
  }

  /// Runs a closure that must not run after ``abandon(_:)`` has begun.
  static func settling<Result>(_ body: () throws -> Result) rethrows -> Result {
    try state.withLock { _ in try body() }
  }

  /// Kills all registered programs, removes all incomplete files, and ends the process; no output is replaced after that.
  ///
  /// - Parameter end: Ends this process.
  static func abandon(_ end: () -> Never) -> Never {
    state.withLock { state in
      for id in state.programs { _ = Foundation.kill(-id, SIGKILL) }
      for path in state.paths {
        // A program that is still writing there may recreate files, so retry.
        for _ in 0..<3 where FileManager.default.fileExists(atPath: path) {
          try? FileManager.default.removeItem(atPath: path)
        }
      }
      end()
    }
  }
}
