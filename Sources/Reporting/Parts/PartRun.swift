package import SourceText

/// The kinds of runs that `report join` puts together from part files.
package enum PartKind: String, CaseIterable, Sendable {
  /// `report evaluate`.
  case evaluation
  /// `report evaluate --faithfulness`.
  case faithfulness
  /// `report diagnose`.
  case diagnosis

  /// The kind with its article.
  var phrase: String {
    switch self {
    case .evaluation: "an evaluation"
    case .faithfulness: "a faithfulness study"
    case .diagnosis: "a diagnosis"
    }
  }
}

/// A run whose result combines one record per review, in the order of the reviews.
///
/// A whole run makes the records of all reviews and combines them. A part makes those of some reviews and writes them to a part
/// file, and `report join` combines the records of all parts, by the same code. A run has every setting on which the records and
/// the result depend, so parts with equal runs and equal reviews belong together.
package protocol PartRun: Sendable {
  /// The measurements on a review.
  associatedtype Record: Sendable

  /// The kind.
  static var kind: PartKind { get }

  /// Writes the settings as members of the header of a part file.
  func write(to json: inout JSONWriter)

  /// Reads the settings from the header of a part file.
  ///
  /// - Parameter header: The header.
  /// - Throws: A diagnostic about the first member that is missing or wrong.
  init(_ header: JSONField) throws(Diagnostics)

  /// Writes a record as members of a line.
  func write(_ record: Record, to json: inout JSONWriter)

  /// Reads a record.
  ///
  /// - Parameter line: The line.
  /// - Returns: The record, of the sizes that the settings imply.
  /// - Throws: A diagnostic about the first member that is missing or wrong.
  func record(_ line: JSONField) throws(Diagnostics) -> Record

  /// Combines the records of all reviews.
  ///
  /// - Parameters:
  ///   - records: The records in the order of the reviews.
  ///   - source: The reviews.
  ///   - form: The form of the output.
  /// - Returns: What the run prints.
  /// - Throws: A diagnostic if the reviews have no result.
  func output(
    of records: [Record], on source: PartSource, as form: PartOutput.Form
  ) throws(Diagnostics) -> PartOutput
}

/// The output of a run over all its reviews.
package struct PartOutput: Sendable {
  /// The form of an output.
  package struct Form: Sendable {
    /// Whether the output is one JSON object.
    let isJSON: Bool
    /// The width of the terminal, which the tables are fitted to; nil for no limit.
    let columns: Int?
    /// The number of blocks of resamples to process in parallel; it does not affect the output.
    let jobs: Int

    /// Creates a form.
    package init(isJSON: Bool, columns: Int?, jobs: Int) {
      (self.isJSON, self.columns, self.jobs) = (isJSON, columns, jobs)
    }
  }

  /// The text for standard output, without a final line feed.
  package let text: String
  /// The warnings that only the records show.
  package let warnings: [Diagnostic]

  /// Creates an output.
  init(_ text: String, warnings: [Diagnostic] = []) {
    (self.text, self.warnings) = (text, warnings)
  }
}
