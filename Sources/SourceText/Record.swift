/// One row of a table or one object of a JSON Lines file: texts by name.
public struct Record: Hashable, Sendable {
  /// The texts; names are in lower case.
  public let fields: [String: String]
  /// Where the record begins.
  public let location: SourceLocation

  /// Creates a record.
  ///
  /// - Parameters:
  ///   - fields: The texts by name, in any case.
  ///   - location: Where the record begins.
  public init(_ fields: some Sequence<(String, String)>, at location: SourceLocation) {
    self.fields = Dictionary(
      fields.map { ($0.0.lowercased(), $0.1) }, uniquingKeysWith: { first, _ in first })
    self.location = location
  }

  /// The text of the first of several names that there is.
  ///
  /// - Parameter names: Names in lower case.
  /// - Returns: The text; nil when the record has none of the names.
  public subscript(names: [String]) -> String? {
    names.lazy.compactMap { fields[$0] }.first
  }
}
