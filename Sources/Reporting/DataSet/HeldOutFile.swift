import Literate
import Site
import SourceText

/// A file of held-out predictions that a chunk names.
struct HeldOutFile: Hashable, Sendable {
  /// The path as written.
  let path: String
  /// The location of the path.
  let location: SourceLocation

  /// The path, resolved from the document's folder.
  var resolved: String { Path.resolve(path, from: location.file) }

  /// Reads the predictions.
  ///
  /// - Parameters:
  ///   - classes: The names of the model's classes.
  ///   - picks: The reviews of the report.
  /// - Returns: The predictions.
  /// - Throws: A diagnostic if the file is not one of predictions, or has none for these reviews.
  func predictions(
    of classes: [String], for picks: Picks
  ) throws(Diagnostics) -> HeldOutPredictions {
    let predictions = try HeldOutPredictions(reading: resolved, classes: classes)
    guard picks.contains(where: { predictions.probabilities(of: $0.text) != nil }) else {
      throw Diagnostics(
        "no review of this report is in '\(path)'", at: location,
        hint: "evaluate the same reviews; their texts must be equal")
    }
    return predictions
  }
}

extension SiteDocuments<ReportContext> {
  /// The files of held-out predictions that chunks name.
  var heldOutFiles: [HeldOutFile] {
    (reports + [index]).flatMap(\.document.chunks).compactMap { ($0 as? SuspectsChunk)?.heldOut }
  }

  /// Reads the held-out predictions that chunks name, before any review is analysed.
  ///
  /// - Parameters:
  ///   - classes: The names of the model's classes.
  ///   - picks: The reviews of the report.
  /// - Returns: The predictions by the resolved paths of their files.
  /// - Throws: The first problem of each file.
  func heldOutPredictions(
    of classes: [String], for picks: Picks
  ) throws(Diagnostics) -> [String: HeldOutPredictions] {
    var found: [String: HeldOutPredictions] = [:]
    var problems = Diagnostics()
    for file in heldOutFiles where found[file.resolved] == nil {
      found[file.resolved] = problems.collect { () throws(Diagnostics) in
        try file.predictions(of: classes, for: picks)
      }
    }
    try problems.throwIfErrors()
    return found
  }
}
