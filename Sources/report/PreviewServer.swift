import FlyingFox
import FlyingSocks
import Foundation
import Processes
import Reporting
import SourceText
import Synchronization

/// The server of `report preview`: it answers this machine alone, and ends at the first signal.
enum PreviewServer {
  /// The most browsers' connections at a time: each has about six.
  private static let mostConnections = 64

  /// Serves a site while something else goes on.
  ///
  /// - Parameters:
  ///   - port: The port; 0 for any that is free.
  ///   - site: The site as it is at the moment.
  ///   - work: What goes on; it is told the address and is cancelled at the end.
  /// - Throws: A diagnostic when the port can't be had; what the work throws.
  static func run(
    port: Int, site: @escaping @Sendable () -> PreviewSite,
    _ work: @escaping @Sendable (_ address: String) async throws -> Void
  ) async throws {
    let pool = HTTPServer.defaultPool()
    try await pool.prepare()
    let listener = try AsyncSocket(socket: try listen(port), pool: pool)
    defer { try? listener.close() }
    guard case .ip4(_, let port) = try listener.socket.sockname() else { return }
    let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
    Interruption.whenAsked { continuation.finish() }
    // Whatever the work does with its threads, the server has others.
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
      throw diagnostic(error, port: port)
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
          // A browser that left again, or no descriptor left: others may have better luck.
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

  private static func diagnostic(_ error: SocketError, port: Int) -> any Error {
    guard case .failed(_, let number, let message) = error else { return error }
    let place = SourceLocation(file: "--port")
    switch number {
    case EADDRINUSE:
      let other = port < 65535 ? port + 1 : 4000
      return Diagnostic(
        "port \(port) is in use", at: place,
        hint: "try --port \(other), or --port 0 for any that is free")
    case EACCES:
      return Diagnostic(
        "port \(port) is for programs of the system", at: place,
        hint: "try --port 4000, or --port 0 for any that is free")
    default:
      return Diagnostic("port \(port) can't be had: \(message)", at: place, cause: .machine)
    }
  }
}
