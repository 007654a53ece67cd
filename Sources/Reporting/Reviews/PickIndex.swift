import Literate

/// The numbers of reviews by the hashes of their ids.
///
/// Of a review, sixteen bytes are in memory; ids are read again to compare them.
struct PickIndex: Sendable {
  private let entries: [(hash: Int, number: Int32)]

  /// Reads the ids of all reviews.
  init(_ picks: Picks) {
    var entries: [(hash: Int, number: Int32)] = []
    entries.reserveCapacity(picks.count)
    for (number, pick) in picks.enumerated() {
      entries.append((pick.id.hashValue, Int32(clamping: number)))
    }
    entries.sort { ($0.hash, $0.number) < ($1.hash, $1.number) }
    self.entries = entries
  }

  /// Returns the number of a review, from 0; nil if none has the id.
  ///
  /// - Complexity: O(log *n*)
  func number(of id: String, in picks: Picks) -> Int? {
    let hash = id.hashValue
    var rest = entries[...]
    while !rest.isEmpty {
      let middle = rest.startIndex + rest.count / 2
      rest = entries[middle].hash < hash ? rest[(middle + 1)...] : rest[..<middle]
    }
    // Different ids may have one hash.
    return entries[rest.startIndex...].lazy.prefix { $0.hash == hash }
      .map { Int($0.number) }.first { picks[$0].id == id }
  }
}

extension ReviewNames {
  /// Creates the ids of picks, which are indexed when a document first names one.
  init(of picks: Picks) {
    let findings = Findings()
    self.init(
      contains: { id in
        findings.finding { PickIndex(picks) }.number(of: id, in: picks) != nil
      },
      all: { picks.map(\.id) })
  }
}
