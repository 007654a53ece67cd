public import Foundation

/// What a browser asks for.
public struct PreviewRequest: Sendable {
  /// The method, such as "GET".
  public var method: String
  /// The path as it came: with its escapes, without a query.
  public var path: String
  /// The query as it came; empty when there is none.
  public var query: String
  /// The server that the browser means: a name or an address, perhaps with a port; nil when it does not say.
  public var host: String?

  /// Creates a request.
  ///
  /// - Parameters:
  ///   - path: The path, with its escapes.
  ///   - query: What stands behind the question mark.
  ///   - method: The method.
  ///   - host: The server that is meant.
  public init(
    _ path: String, query: String = "", method: String = "GET", host: String? = "localhost"
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.host = host
  }

  /// Whether it is meant for this machine.
  ///
  /// A page on the web can have its name lead here and would then be allowed to read what is answered (DNS rebinding),
  /// but its requests carry that name.
  var isLocal: Bool {
    guard let match = host?.lowercased().wholeMatch(of: /([^:]+|\[[^\]]*\])(:[0-9]{0,5})?/) else {
      return false
    }
    return ["localhost", "127.0.0.1", "[::1]"].contains(match.1)
  }
}

/// What a browser is answered.
public struct PreviewResponse: Sendable {
  /// The status, such as 200.
  public let status: Int
  /// What kind of content it is.
  public let type: String
  /// The content.
  public let body: Data

  init(_ status: Int, type: String = "text/html; charset=utf-8", _ body: some Sequence<UInt8>) {
    self.status = status
    self.type = type
    self.body = Data(body)
  }

  /// A page that says why there is no other one.
  init(_ status: Int, _ sentence: String) {
    self.init(status, type: "text/plain; charset=utf-8", (sentence + "\n").utf8)
  }

  /// What a page may do: show what is on this server, and run the one script that is there, whatever else got into it.
  private static let policy =
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    + "style-src 'self' 'unsafe-inline'; font-src 'self' data:; base-uri 'none'; "
    + "form-action 'none'; frame-ancestors 'none'"

  /// The answer as it is sent.
  ///
  /// - Parameters:
  ///   - request: What was asked; nil where that is unknown.
  ///   - isLast: Whether the connection ends with it.
  /// - Returns: The status, the header, and the content unless nobody asked for it.
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

  /// The header: a preview is never stored, its files are nothing but what they say they are, and no other site may
  /// show them.
  public var header: [(name: String, value: String)] {
    [
      ("Content-Type", type), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"),
      ("Cross-Origin-Resource-Policy", "same-origin"), ("Content-Security-Policy", Self.policy),
    ] + (status == 405 ? [("Allow", "GET, HEAD")] : [])
  }
}
