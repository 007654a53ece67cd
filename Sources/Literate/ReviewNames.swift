/// The ids of the reviews that documents may name.
///
/// Reviews may be many and are seldom named, so the ids need not be in memory.
public struct ReviewNames: Sendable, ExpressibleByArrayLiteral {
  /// Returns whether a review has an id.
  let contains: @Sendable (_ id: String) -> Bool
  /// Returns all ids, for a hint when one does not exist.
  let all: @Sendable () -> [String]

  /// Creates names that are looked up when they are needed.
  ///
  /// - Parameters:
  ///   - contains: Returns whether a review has an id.
  ///   - all: Returns all ids.
  public init(
    contains: @escaping @Sendable (_ id: String) -> Bool, all: @escaping @Sendable () -> [String]
  ) {
    (self.contains, self.all) = (contains, all)
  }

  /// Creates names from a list.
  public init(arrayLiteral ids: String...) { self.init(ids) }

  /// Creates names from a list.
  public init(_ ids: some Sequence<String>) {
    let known = Set(ids)
    self.init(contains: { known.contains($0) }, all: { Array(known) })
  }
}
