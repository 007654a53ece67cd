/// Reads requests as browsers send them, and no more of one than a browser needs.
///
/// - Source: RFC 9112, *HTTP/1.1*.
public struct PreviewRequestReader: Sendable {
  /// What stands in the bytes so far.
  public enum Outcome: Sendable {
    /// Not all of a request.
    case more
    /// A request; the last one when the connection ends with its answer.
    case request(PreviewRequest, isLast: Bool)
    /// Something that no browser sends.
    case refused(PreviewResponse)
  }

  /// The most bytes of a request, whose body nobody reads.
  public static let mostBytes = 8 << 10

  private var bytes: [UInt8] = []
  private var searched = 0

  /// Creates a reader of a connection.
  public init() {}

  /// Adds what came.
  public mutating func add(_ more: [UInt8]) { bytes += more }

  /// Takes the next request out of what came.
  ///
  /// - Complexity: O(1) in the length of what came beyond ``mostBytes``.
  public mutating func next() -> Outcome {
    // Line ends that stand between two requests.
    if let start = bytes.firstIndex(where: { $0 != 13 && $0 != 10 }), start > 0 {
      bytes.removeFirst(start)
      searched = 0
    }
    guard let end = end() else {
      return bytes.count >= Self.mostBytes
        ? .refused(PreviewResponse(431, "This request is longer than any that a page sends."))
        : .more
    }
    // To a string CR LF is one character, and LF another.
    let lines = bytes[..<end].split(separator: 10).map { line in
      String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
    }.filter { !$0.isEmpty }
    bytes.removeFirst(end)
    searched = 0
    return Self.request(lines)
      ?? .refused(PreviewResponse(400, "This is no request of a browser."))
  }

  /// The index after the empty line that ends a request.
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
      // Of two hosts nobody knows which one is meant.
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
