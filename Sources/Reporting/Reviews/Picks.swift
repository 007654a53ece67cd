import Classifier
public import SourceText
import Spooling

/// The reviews of a run.
///
/// Few reviews are in memory, many in a temporary file, from which each is read on access: in memory, a review takes eight bytes.
public struct Picks: RandomAccessCollection, Sendable {
  /// A label as written, with its first location; nil for the name of a folder.
  struct WrittenLabel: Sendable {
    let label: Label
    let location: SourceLocation?
  }

  private let records: RecordList<PickRecord>
  /// The numbers appended to ids that other reviews have, by the index of the review.
  private let suffixes: [Int: Int]
  /// The labels that the reviews have, each once with and once without a location.
  let labels: [WrittenLabel]
  /// The names of the input's columns without a part of the review, sorted.
  let columns: [String]
  /// The model's classes by label, of labels with and without a location; nil before they are known.
  private var classes: (located: [Label: Label], folders: [Label: Label])?

  init(
    _ records: RecordList<PickRecord>, suffixes: [Int: Int], labels: [WrittenLabel],
    columns: [String]
  ) {
    self.records = records
    self.suffixes = suffixes
    self.labels = labels
    self.columns = columns
  }

  /// Collects reviews with unique ids.
  ///
  /// - Parameter picks: The reviews.
  /// - Throws: A diagnostic if they cannot be written to a temporary file, or if two have the same id.
  public init(_ picks: some Sequence<Pick>) throws(Diagnostics) {
    let collector = PickCollector(reserved: [])
    for pick in picks { try collector.add(PickRecord(pick)) }
    self = try collector.picks()
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { records.count }

  public subscript(position: Int) -> Pick {
    let record = records[position]
    return record.pick(
      id: record.id(at: position, suffix: suffixes[position]), label: label(of: record))
  }

  private func label(of record: PickRecord) -> Label? {
    guard let classes, let written = record.label else { return record.label }
    return (record.labelLocation == nil ? classes.folders : classes.located)[written]
  }

  /// Returns the reviews labelled with the model's class names.
  ///
  /// - Parameters:
  ///   - meaning: The mapping from the labels of all picks to the model's classes.
  ///   - problems: Collects each label that is not one of the classes, at its first location.
  /// - Returns: The same reviews.
  func named(by meaning: LabelMeaning, problems: inout Diagnostics) -> Picks {
    var (located, folders): ([Label: Label], [Label: Label]) = ([:], [:])
    for written in labels {
      do throws(Diagnostics) {
        let name = try meaning.label(for: written.label.name, at: written.location)
        if written.location == nil {
          folders[written.label] = name
        } else {
          located[written.label] = name
        }
      } catch {
        // A folder is a class only if the model has such a class.
        if written.location != nil { problems.report(error) }
      }
    }
    var named = self
    named.classes = (located, folders)
    return named
  }

  /// Throws if a review could not be read from the temporary file; it was then read as another one.
  func throwIfFailed() throws(Diagnostics) { try records.throwIfFailed() }
}
