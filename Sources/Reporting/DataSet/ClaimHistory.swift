import Attribution
import DataSet
import Literate
import SourceText

/// The file with the values of claims in all runs, and what it contained before this run.
struct ClaimHistory: Sendable {
  private let file: RunHistory
  /// The earlier runs, the oldest first.
  let records: [RunRecord]
  /// Warnings about lines that are no runs.
  let problems: [Diagnostic]

  /// Reads a file; one that does not exist is created at the end of the run.
  ///
  /// - Throws: A diagnostic if the file is not a history.
  init(_ path: String) throws(Diagnostics) {
    file = RunHistory(path)
    (records, problems) = try file.read()
  }

  /// Appends this run.
  ///
  /// - Parameters:
  ///   - claims: All claims of the run.
  ///   - name: The name of the run; nil for its number.
  ///   - run: The run.
  /// - Throws: A diagnostic if the file cannot be written.
  func append(
    _ claims: some Sequence<ClaimResult>, named name: String?, of run: Run
  ) throws(Diagnostics) {
    var values: [String: Double?] = [:]
    // Claims about one review have no label that is unique in the run.
    for claim in claims where claim.review == nil {
      if let label = claim.label { values[label] = .some(claim.recordedValue) }
    }
    // A run without a labelled claim has nothing to compare with later.
    if values.isEmpty { return }
    try file.append(
      RunRecord(
        run: name ?? "\(records.count + 1)",
        properties: [
          "model": run.analyst.explainer.sha256, "reviews": "\(run.picks.count)",
        ].merging(run.date.map { ["date": $0] } ?? [:]) { $1 }, values: values))
  }
}

extension ClaimResult {
  /// The number that a history keeps: that of the left side, or the share of reviews, or 1 if the claim holds and 0 if not.
  var recordedValue: Double? {
    if let tally { return tally.total > 0 ? Double(tally.holding) / Double(tally.total) : nil }
    if let exact = relations.first?.left.exact { return Double(exact) }
    if let measurement = measured.first {
      if let number = measurement.value?.number { return number }
      if measurement.value == nil { return nil }
    }
    return holds ? 1 : 0
  }
}

extension ReportContext {
  /// The value of the current claim in the last run that measured it.
  var lastValue: Double? {
    guard let claim else { return nil }
    return run.history?.last { ($0.values[claim] ?? nil) != nil }?.values[claim] ?? nil
  }
}
