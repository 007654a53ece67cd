import Classifier
import SourceText
import Spooling

/// Gives each review an id while the reviews are read: the given one, else the file's name, else `review-<n>`.
///
/// Of the ids, only hashes are in memory; where two are equal, the ids are read again.
final class PickCollector {
  private var records = RecordList<PickRecord>.Appender()
  private let reserved: Set<String>
  /// The indices of reviews by the hashes of their ids; of two with the same hash, the second is behind the first.
  private var taken: [Int: Int] = [:]
  private var suffixes: [Int: Int] = [:]
  private var labels: [Picks.WrittenLabel] = []
  private var columns: Set<String> = []
  private var known: (located: Set<Label>, folders: Set<Label>) = ([], [])
  /// The problems of ids.
  private(set) var problems = Diagnostics()

  /// Starts without reviews.
  ///
  /// - Parameter reserved: Ids that no review may have.
  init(reserved: Set<String>) { self.reserved = reserved }

  /// Adds a review.
  ///
  /// - Parameter record: The review.
  /// - Throws: A diagnostic if it cannot be written to the temporary file.
  func add(_ record: PickRecord) throws(Diagnostics) {
    if let idLocation = record.idLocation { check(record.name, at: idLocation) }
    if let label = record.label { note(label, at: record.labelLocation) }
    for name in record.columns.keys where !columns.contains(name) { columns.insert(name) }
    try records.append(record)
  }

  private func check(_ id: String, at location: SourceLocation) {
    if reserved.contains(id) {
      problems.report(
        Diagnostic("the id '\(id)' is reserved for a page of the site", at: location))
    } else if let first = take(id, for: records.count) {
      problems.report(
        Diagnostic(
          "duplicate id '\(id)'", at: location,
          hint: records.list[first].idLocation.map { "it was first used at \($0)" }))
    }
  }

  private func note(_ label: Label, at location: SourceLocation?) {
    let isNew =
      location == nil
      ? known.folders.insert(label).inserted : known.located.insert(label).inserted
    if isNew { labels.append(Picks.WrittenLabel(label: label, location: location)) }
  }

  /// Takes an id for a review; returns the index of the review that already has it.
  private func take(_ id: String, for index: Int) -> Int? {
    var hash = id.hashValue
    while let other = taken[hash] {
      if records.list[other].id(at: other, suffix: suffixes[other]) == id { return other }
      hash &+= 1
    }
    taken[hash] = index
    return nil
  }

  /// Returns the reviews with unique ids, and forgets them.
  ///
  /// - Throws: The problems of ids, or a diagnostic if the reviews cannot be read again.
  func picks() throws(Diagnostics) -> Picks {
    let list = records.list
    // The last numbers appended to ids that several reviews would like.
    var last: [String: Int] = [:]
    for index in list.indices {
      let record = list[index]
      if record.origin == .given { continue }
      let wish = record.wish(at: index)
      var id = wish
      while reserved.contains(id) || take(id, for: index) != nil {
        let suffix = (last[wish] ?? 1) + 1
        last[wish] = suffix
        suffixes[index] = suffix
        id = "\(wish)-\(suffix)"
      }
    }
    try list.throwIfFailed()
    try problems.throwIfErrors()
    return Picks(list, suffixes: suffixes, labels: labels, columns: columns.sorted())
  }
}
