public import Foundation
import Reporting

/// A response to a browser.
public struct PreviewResponse: Sendable {
  /// The status code, such as 200.
  public let status: Int
  /// The content type.
  public let type: String
  /// The content.
  public let body: Data

  init(_ status: Int, type: String = "text/html; charset=utf-8", _ body: some Sequence<UInt8>) {
    self.status = status
    self.type = type
    self.body = Data(body)
  }

  /// Creates a plain-text response with an error message.
  init(_ status: Int, _ sentence: String) {
    self.init(status, type: "text/plain; charset=utf-8", (sentence + "\n").utf8)
  }

  /// The content security policy: pages load only resources of this server and `data:` URLs, and no inline scripts but that of
  /// a playground.
  private static let policy =
    "default-src 'none'; script-src 'self' \(PlaygroundScript.source); connect-src 'self'; img-src 'self' data:; "
    + "style-src 'self' 'unsafe-inline'; font-src 'self' data:; base-uri 'none'; "
    + "form-action 'none'; frame-ancestors 'none'"

  /// Returns the bytes of the response.
  ///
  /// - Parameters:
  ///   - request: The request; nil if it could not be parsed.
  ///   - isLast: Whether the connection is closed after this response.
  /// - Returns: The status line, the header and, except for HEAD requests, the content.
  public func bytes(for request: PreviewRequest?, isLast: Bool) -> Data {
    let phrase = Self.phrases[status] ?? ""
    let length = ("Content-Length", "\(body.count)")
    let fields = header + [length, ("Connection", isLast ? "close" : "keep-alive")]
    let lines = fields.map { "\($0.name): \($0.value)" }
    let head = (["HTTP/1.1 \(status) \(phrase)"] + lines + ["\r\n"]).joined(separator: "\r\n")
    return Data(head.utf8) + (request?.method == "HEAD" ? Data() : body)
  }

  private static let phrases = [
    200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    431: "Request Header Fields Too Large", 503: "Service Unavailable",
  ]

  /// The header fields, which prevent caching, content sniffing and embedding in other sites.
  public var header: [(name: String, value: String)] {
    [
      ("Content-Type", type), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"),
      ("Cross-Origin-Resource-Policy", "same-origin"), ("Content-Security-Policy", Self.policy),
    ] + (status == 405 ? [("Allow", "GET, HEAD")] : [])
  }
}
