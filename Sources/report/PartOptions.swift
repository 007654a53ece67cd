public import ArgumentParser
import Classifier
import Foundation
import Processes
public import Reporting
import SourceText

extension Part: ExpressibleByArgument {
  /// Parses `k/n`; nil for any other text.
  public init?(argument: String) { self.init(parsing: argument) }
}

/// The option of commands whose work several processes can share.
struct PartOptions: ParsableArguments {
  @Option(
    help:
      "Compute part k of n, such as 2/7, and print a part file for 'report join'.")
  var part: Part?

  /// Returns the indices of the reviews to compute.
  ///
  /// - Parameter reviews: The number of reviews of the run.
  /// - Returns: All, or those of the part.
  func range(of reviews: Int) -> Range<Int> { (part ?? .whole).range(of: reviews) }

  /// Measures the reviews of the part in parallel, and shows the progress.
  ///
  /// - Parameters:
  ///   - reviews: The number of reviews of the run.
  ///   - jobs: The number of reviews to process in parallel.
  ///   - measure: Measures the review with an index.
  /// - Returns: The records in the order of the reviews.
  func records<Record: Sendable>(
    of reviews: Int, jobs: Int, _ measure: @Sendable (Int) -> Record
  ) -> [Record] {
    let range = range(of: reviews)
    @Sendable func show(_ done: Int, of total: Int) {
      if total > 0 { Console.progress(done, of: total, "review") }
    }
    return Parallel.map(range.count, jobs: jobs, progress: show) { index in
      measure(range.lowerBound + index)
    }
  }

  /// Prints the output of a whole run, or the part file.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - records: The records of the computed reviews.
  ///   - source: All reviews of the run.
  ///   - form: The form of the output of a whole run.
  ///   - problems: The printer of warnings.
  /// - Throws: Diagnostics if the reviews have no result, or if writing fails.
  func print<Run: PartRun>(
    _ run: Run, _ records: [Run.Record], on source: PartSource, as form: PartOutput.Form,
    _ problems: DiagnosticPrinter
  ) throws(Diagnostics) {
    guard let part else {
      return try Console.print(try run.output(of: records, on: source, as: form), problems)
    }
    let file = PartFile(run, part, of: source, records: records)
    try file.eachLine { line throws(Diagnostics) in try Console.print(line) }
  }
}

extension Console {
  /// Prints the output of a run, and its warnings.
  static func print(
    _ output: PartOutput, _ problems: DiagnosticPrinter
  ) throws(Diagnostics) {
    report(output.warnings, problems)
    try print(output.text)
  }
}
