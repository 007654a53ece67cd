import Foundation
import Preview
import Reporting
import Testing

/// Requests as they come, in one piece or many.
@Suite struct PreviewRequestReaderTests {
  /// What is found in bytes, which come in pieces of a size.
  private func read(_ text: String, by size: Int = 1 << 20) -> [String] {
    var reader = PreviewRequestReader()
    var found: [String] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      reader.add(Array(bytes[start..<min(bytes.count, start + size)]))
      loop: while true {
        switch reader.next() {
        case .more: break loop
        case .request(let request, let isLast):
          let host = request.host ?? "nobody"
          found.append(
            "\(request.method) \(request.path) \(request.query) \(host)\(isLast ? " last" : "")")
          if isLast { return found }
        case .refused(let response):
          found.append("\(response.status)")
          return found
        }
      }
    }
    return found
  }

  @Test(arguments: [1, 2, 7, 1000])
  func `requests are read however they are cut`(size: Int) {
    let two = "GET /a?b=c HTTP/1.1\r\nHost: localhost:1\r\nX: y\r\n\r\nHEAD / HTTP/1.1\nhost:h\n\n"
    #expect(read(two, by: size) == ["GET /a b=c localhost:1", "HEAD /  h"])
    #expect(read("\r\nGET / HTTP/1.0\r\n\r\n", by: size) == ["GET /  nobody last"])
    #expect(read("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", by: size) == ["GET /  nobody last"])
    #expect(
      read("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello", by: size) == ["POST /  nobody last"]
    )
    #expect(read("GET / HTTP/1.1\r\nHost: a\r\n", by: size) == [])
  }

  @Test(arguments: [1000, 8192, 1 << 22])
  func `no more is read of a request than a browser sends`(size: Int) {
    let most = PreviewRequestReader.mostBytes
    let end = " HTTP/1.1\r\n\r\n"
    let fits = "GET /" + String(repeating: "a", count: most - 5 - end.utf8.count) + end
    #expect(read(fits, by: size).count == 1 && read(fits, by: size) != ["431"])
    #expect(read("GET /a" + fits.dropFirst(5), by: size) == ["431"])
    #expect(read("GET /" + String(repeating: "a", count: 1 << 21), by: size) == ["431"])
    let header = "GET / HTTP/1.1\r\n" + String(repeating: "a: b\r\n", count: 2000)
    #expect(read(header, by: size) == ["431"])
  }

  @Test(arguments: [
    "GET\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/2\r\n\r\n", "GET / / HTTP/1.1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n", "GET / HTTP/1.1\r\nno field\r\n\r\n",
    "GET / HTTP/1.1\r\na b: c\r\n\r\n", "\u{16}\u{3}\u{1}\r\n\r\n",
  ])
  func `what no browser sends is refused`(text: String) {
    #expect(read(text) == ["400"])
  }

  @Test func `an answer has its length, and its content unless nobody asked for that`() {
    var reader = PreviewRequestReader()
    reader.add(Array("a\n\n".utf8))
    guard case .refused(let response) = reader.next() else {
      Issue.record("this is a request")
      return
    }
    let text = String(decoding: response.bytes(for: nil, isLast: true), as: UTF8.self)
    #expect(text.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
    let length = "Content-Length: \(response.body.count)"
    #expect(text.contains("\r\n\(length)\r\nConnection: close\r\n\r\nThe request"))
    let head = response.bytes(for: PreviewRequest("/", method: "HEAD"), isLast: false)
    #expect(String(decoding: head, as: UTF8.self).hasSuffix("Connection: keep-alive\r\n\r\n"))
  }
}
