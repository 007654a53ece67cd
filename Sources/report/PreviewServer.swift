import FlyingSocks
import Foundation
import Preview
import Processes
import Reporting
import SourceText
import Synchronization

/// The server of `report preview`: it accepts connections from this machine only, and stops at the first signal.
enum PreviewServer {
  /// The largest number of simultaneous connections; a browser opens about six.
  private static let mostConnections = 64

  /// Serves a site while other work runs.
  ///
  /// - Parameters:
  ///   - port: The port; 0 chooses a free port.
  ///   - site: Returns the current site.
  ///   - work: The work; it receives the address and is cancelled when the server stops.
  /// - Throws: A diagnostic if the port is not available; the errors of the work.
  static func run(
    port: Int, site: @escaping @Sendable () -> PreviewSite,
    _ work: @escaping @Sendable (_ address: String) async throws -> Void
  ) async throws {
    let pool = SocketPool<Poll>.make()
    try await pool.prepare()
    let listener = try AsyncSocket(socket: try listen(port), pool: pool)
    defer { try? listener.close() }
    guard case .ip4(_, let port) = try listener.socket.sockname() else { return }
    let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
    Interruption.whenAsked { continuation.finish() }
    // The server has its own threads, so that the work cannot block it.
    try await withThrowingTaskGroup { group in
      group.addTask(executorPreference: globalConcurrentExecutor) { try await pool.run() }
      group.addTask(executorPreference: globalConcurrentExecutor) {
        try await accept(from: listener, site)
      }
      group.addTask(executorPreference: globalConcurrentExecutor) { for await _ in signals {} }
      group.addTask { try await work("http://127.0.0.1:\(port)/") }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private static func listen(_ port: Int) throws -> Socket {
    do {
      let socket = try Socket(domain: AF_INET)
      do {
        try socket.setValue(true, for: .localAddressReuse)
        try socket.bind(to: .inet(ip4: "127.0.0.1", port: UInt16(port)))
        try socket.listen()
        return socket
      } catch {
        try? socket.close()
        throw error
      }
    } catch let error as SocketError {
      throw problem(error, port: port)
    }
  }

  private static func accept(
    from listener: AsyncSocket, _ site: @escaping @Sendable () -> PreviewSite
  ) async throws {
    let open = Mutex(0)
    let count: @Sendable (Int) -> Int = { change in
      open.withLock { open in
        open += change
        return open
      }
    }
    try await withThrowingDiscardingTaskGroup { group in
      while true {
        let socket: AsyncSocket
        do {
          socket = try await listener.accept()
        } catch {
          try Task.checkCancellation()
          // The browser disconnected, or no file descriptor is free: try again.
          try await Task.sleep(for: .milliseconds(100))
          continue
        }
        let isWelcome = count(1) <= mostConnections
        group.addTask {
          if isWelcome { await PreviewConnection(socket: socket, site: site).serve() }
          try? socket.close()
          _ = count(-1)
        }
      }
    }
  }

  private static func problem(_ error: SocketError, port: Int) -> any Error {
    guard case .failed(_, let number, let message) = error else { return error }
    let place = SourceLocation(file: "--port")
    switch number {
    case EADDRINUSE:
      let other = port < 65535 ? port + 1 : 4000
      return Diagnostics(
        "port \(port) is in use", at: place,
        hint: "use --port \(other), or --port 0 for a free port")
    case EACCES:
      return Diagnostics(
        "port \(port) is reserved for privileged programs", at: place,
        hint: "use --port 4000, or --port 0 for a free port")
    default:
      return Diagnostics("cannot listen on port \(port): \(message)", at: place, cause: .machine)
    }
  }
}
