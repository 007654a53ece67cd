import Reporting

/// A parser for the subset of HTTP requests that browsers send.
///
/// - Source: RFC 9112, *HTTP/1.1*.
public struct PreviewRequestReader: Sendable {
  /// The result of parsing the received bytes.
  public enum Outcome: Sendable {
    /// The request is incomplete.
    case more
    /// A request; `isLast` if the connection is to be closed after the response.
    case request(PreviewRequest, isLast: Bool)
    /// An invalid request, with the response to it.
    case refused(PreviewResponse)
  }

  /// The largest size of a request in bytes; bodies are not read.
  public static let mostBytes = 8 << 10

  private var bytes: [UInt8] = []
  private var searched = 0

  /// Creates a reader for a connection.
  public init() {}

  /// Adds received bytes.
  public mutating func add(_ more: [UInt8]) { bytes += more }

  /// Removes the next request from the received bytes.
  ///
  /// - Complexity: O(1) in the number of received bytes beyond ``mostBytes``.
  public mutating func next() -> Outcome {
    // Skip line ends between two requests.
    if let start = bytes.firstIndex(where: { $0 != 13 && $0 != 10 }), start > 0 {
      bytes.removeFirst(start)
      searched = 0
    }
    guard let end = end() else {
      return bytes.count >= Self.mostBytes
        ? .refused(PreviewResponse(431, "The request is too long."))
        : .more
    }
    // Split bytes rather than characters: in a string, CR LF is a single character.
    let lines = bytes[..<end].split(separator: 10).map { line in
      String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
    }.filter { !$0.isEmpty }
    bytes.removeFirst(end)
    searched = 0
    return Self.request(lines)
      ?? .refused(PreviewResponse(400, "The request is malformed."))
  }

  /// Returns the index after the empty line that ends a request.
  private mutating func end() -> Int? {
    let most = min(bytes.count, Self.mostBytes)
    for index in max(0, searched - 3)..<max(most, searched) where bytes[index] == 10 {
      let next = bytes[(index + 1)..<most]
      if next.first == 10 { return index + 2 }
      if next.starts(with: [13, 10]) { return index + 3 }
    }
    searched = most
    return nil
  }

  private static func request(_ lines: [String]) -> Outcome? {
    let words = (lines.first ?? "").split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0" else { return nil }
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, let name = parts.first, !name.contains(where: \.isWhitespace) else {
        return nil
      }
      let value = parts[1].drop(while: \.isWhitespace)
      let old = fields.updateValue(String(value), forKey: name.lowercased())
      // Reject duplicate Host fields as ambiguous.
      if old != nil && name.lowercased() == "host" { return nil }
    }
    let target = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let request = PreviewRequest(
      String(target.first ?? ""), query: target.count > 1 ? String(target[1]) : "",
      method: String(words[0]), host: fields["host"])
    let hasBody =
      fields["transfer-encoding"] != nil || !["0", nil].contains(fields["content-length"])
    let isLast =
      hasBody || words[2] == "HTTP/1.0" || fields["connection"]?.lowercased() == "close"
    return .request(request, isLast: isLast)
  }
}
