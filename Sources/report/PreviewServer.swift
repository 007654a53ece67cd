import FlyingFox
import FlyingSocks
import Foundation
import Reporting
import SourceText

/// The server of `report preview`: it answers this machine alone, and ends at the first signal.
enum PreviewServer {
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
    let server = HTTPServer(
      address: try .inet(ip4: "127.0.0.1", port: UInt16(port)), timeout: 2 * patience,
      logger: .disabled, handler: ClosureHTTPHandler { try await answer($0, site) })
    try await withThrowingTaskGroup { group in
      group.addTask {
        do { try await server.run() } catch let error as SocketError {
          throw diagnostic(error, port: port)
        }
      }
      group.addTask {
        try await server.waitUntilListening()
        guard case .ip4(_, let port) = await server.listeningAddress else { return }
        try await work("http://127.0.0.1:\(port)/")
      }
      group.addTask { await Interruption.wait() }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  /// How long a page waits for the next build before it asks again, in seconds.
  private static let patience = 20.0

  private static func answer(
    _ request: HTTPRequest, _ site: () -> PreviewSite
  ) async throws -> HTTPResponse {
    let asked = PreviewRequest(
      request.target.path(), query: request.target.query(), method: request.method.rawValue,
      host: request.headers[.host])
    // A page that waits costs a look at a value; no list of those who wait has to be kept and cleared.
    let end = ContinuousClock.now + .seconds(patience)
    while site().isWaiting(asked), ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(40))
    }
    let response = site().response(for: asked)
    return HTTPResponse(
      statusCode: HTTPStatusCode(response.status, phrase: phrases[response.status] ?? ""),
      headers: HTTPHeaders(
        Dictionary(
          response.header.map { (HTTPHeader($0.name), $0.value) }, uniquingKeysWith: { $1 })),
      body: asked.method == "HEAD" ? Data() : response.body)
  }

  private static let phrases = [
    200: "OK", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    503: "Service Unavailable",
  ]

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
