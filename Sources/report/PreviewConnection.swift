import FlyingFox
import FlyingSocks
import Foundation
import Reporting

/// A connection of a browser to the preview's server.
struct PreviewConnection: Sendable {
  let socket: AsyncSocket
  /// The site as it is at the moment.
  let site: @Sendable () -> PreviewSite

  /// How long a page waits for the next build before it asks again, and a browser may be silent, in seconds.
  private static let patience = 20.0

  /// Answers one request after the other, until the browser leaves or is no good.
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
      // It left, or is silent for too long: nobody is there to be told.
    }
  }

  private func answer(_ request: PreviewRequest) async throws -> PreviewResponse {
    // A page that waits costs a look at a value; no list of those who wait has to be kept and cleared.
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

  /// Lets what was answered arrive: a socket that is closed while bytes wait to be read takes the answer back.
  private func end() async {
    guard shutdown(socket.socket.file.rawValue, Int32(SHUT_WR)) == 0 else { return }
    let deadline = ContinuousClock.now + .seconds(2)
    while ContinuousClock.now < deadline, let bytes = try? await read(), !bytes.isEmpty {}
  }
}
