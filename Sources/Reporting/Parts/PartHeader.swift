import SourceText

/// The first line of a part file: which part of which run it is.
struct PartHeader: Sendable {
  /// The part.
  let part: Part
  /// The reviews of the run.
  let source: PartSource

  init(_ part: Part, of source: PartSource) {
    (self.part, self.source) = (part, source)
  }

  /// Returns the line.
  ///
  /// - Parameter run: The run.
  /// - Returns: The line, without a line end.
  func line<Run: PartRun>(_ run: Run) -> String {
    JSONWriter.object { json in
      json.write("kind", Run.kind.rawValue)
      json.write("version", Version.current)
      json.write("part", part.number)
      json.write("parts", part.count)
      source.write(to: &json)
      run.write(to: &json)
      source.writePlace(to: &json)
    }
  }

  /// Reads a header.
  ///
  /// - Parameter header: The header, of this version.
  /// - Throws: A diagnostic about the first member that is missing or wrong.
  init(_ header: JSONField) throws(Diagnostics) {
    let count = try header["parts"].whole(1...1_000_000)
    let number = try header["part"].whole(1...count)
    guard let part = Part(number, of: count) else { throw header["part"].problem("a part") }
    self.init(part, of: try PartSource(header))
  }

  /// The members in which parts of one run may differ.
  private static let own: Set = ["part", "source", "warnings"]

  /// Returns the problem of two headers that belong to different runs.
  ///
  /// - Parameters:
  ///   - header: The header of a part.
  ///   - first: The header of the first part.
  /// - Returns: The problem; nil if they belong to one run.
  static func difference(of header: JSONField, from first: JSONField) -> Diagnostic? {
    let (members, others) = (header.value?.object ?? [:], first.value?.object ?? [:])
    let keys = Set(members.keys).union(others.keys).subtracting(own)
    let differing = keys.filter { members[$0] != others[$0] }
    let order = ["model", "reviews", "reviews_sha256", "parts"]
    guard let key = order.first(where: differing.contains) ?? differing.min() else { return nil }
    let file = first.location.file
    let (message, hint): (String, String)
    switch key {
    case "model":
      (message, hint) = (
        "this part is of another model than '\(file)'",
        "compute all parts with one model: its SHA-256 is \(text(others[key])) there, and "
          + "\(text(members[key])) here"
      )
    case "reviews", "reviews_sha256":
      (message, hint) = (
        "this part is of other reviews than '\(file)'",
        "compute all parts with the same reviews and the same --limit"
      )
    case "parts":
      (message, hint) = (
        "this is one of \(text(members[key])) parts, but '\(file)' is one of \(text(others[key]))",
        "compute all parts of one division"
      )
    default:
      (message, hint) = (
        "this part was computed with other settings than '\(file)': '\(key)' differs",
        "compute all parts with the same options"
      )
    }
    return Diagnostic(message, at: header[key].location, hint: hint)
  }

  private static func text(_ value: JSON?) -> String {
    value.map { $0.string ?? $0.description } ?? "missing"
  }
}
