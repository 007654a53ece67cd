import FlyingSocks
import Foundation
import Preview
import Reporting

/// A browser's connection to the preview server.
struct PreviewConnection: Sendable {
  let socket: AsyncSocket
  /// Returns the current site.
  let site: @Sendable () -> PreviewSite

  /// The timeout in seconds, both of a page's long poll for the next build and of an idle connection.
  private static let patience = 20.0

  /// Answers requests one after another until the browser disconnects or sends an invalid request.
  func serve() async {
    var reader = PreviewRequestReader()
    do {
      while true {
        switch reader.next() {
        case .more: reader.add(try await read())
        case .request(let request, let isLast):
          let response = try await answer(request)
          try await socket.write(response.bytes(for: request, isLast: isLast))
          if isLast { return await end() }
        case .refused(let response):
          try await socket.write(response.bytes(for: nil, isLast: true))
          return await end()
        }
      }
    } catch {
      // The browser disconnected or timed out; no response can be sent.
    }
  }

  private func answer(_ request: PreviewRequest) async throws -> PreviewResponse {
    // Polling a value is cheap, and avoids a list of waiting pages that must be maintained.
    let end = ContinuousClock.now + .seconds(Self.patience)
    while site().isWaiting(request), ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(40))
    }
    return site().response(for: request)
  }

  private func read() async throws -> [UInt8] {
    try await withThrowingTaskGroup { group in
      group.addTask { try await socket.read(atMost: PreviewRequestReader.mostBytes) }
      group.addTask {
        try await Task.sleep(for: .seconds(Self.patience))
        throw CancellationError()
      }
      defer { group.cancelAll() }
      return try await group.next() ?? []
    }
  }

  /// Lets the response arrive: closing a socket that has unread bytes would discard it.
  private func end() async {
    guard shutdown(socket.socket.file.rawValue, Int32(SHUT_WR)) == 0 else { return }
    let deadline = ContinuousClock.now + .seconds(2)
    while ContinuousClock.now < deadline, let bytes = try? await read(), !bytes.isEmpty {}
  }
}
