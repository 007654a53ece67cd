/// A request from a browser.
public struct PreviewRequest: Sendable {
  /// The method, such as "GET".
  public var method: String
  /// The path, percent-encoded and without the query.
  public var path: String
  /// The query, percent-encoded; empty if there is none.
  public var query: String
  /// The requested host: a name or an address, optionally with a port; nil if the request has no `Host` field.
  public var host: String?

  /// Creates a request.
  ///
  /// - Parameters:
  ///   - path: The percent-encoded path.
  ///   - query: The part after the question mark.
  ///   - method: The method.
  ///   - host: The requested host.
  public init(
    _ path: String, query: String = "", method: String = "GET", host: String? = "localhost"
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.host = host
  }

  /// Whether the requested host is this machine.
  ///
  /// A website could resolve its name to this machine and read the responses (DNS rebinding), but its requests contain that
  /// name as the host.
  var isLocal: Bool {
    guard let match = host?.lowercased().wholeMatch(of: /([^:]+|\[[^\]]*\])(:[0-9]{0,5})?/) else {
      return false
    }
    return ["localhost", "127.0.0.1", "[::1]"].contains(match.1)
  }
}
