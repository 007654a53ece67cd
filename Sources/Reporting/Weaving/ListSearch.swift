import Blocks
import Classifier
import HTML
import Resources
import SourceText

/// The search of the list of reviews: a script, and data that it loads when a reader searches or sorts.
///
/// A page that is opened from a folder can load scripts but no data, so the data are scripts too.
struct ListSearch {
  /// The path of the script.
  static let scriptPath = "assets/list.js"
  /// The largest number of reviews of a site with a search: its data have some 200 bytes a review.
  static let mostReviews = 20_000
  private static let reviewsPerFile = 500

  /// The number of data files.
  let files: Int

  /// Plans the data; nil if the reviews are too few or too many for a search.
  init?(_ reviews: ReviewSummaries) {
    let count = reviews.count(of: .all)
    guard (ReviewSelection.least...Self.mostReviews).contains(count) else { return nil }
    files = (count + Self.reviewsPerFile - 1) / Self.reviewsPerFile
  }

  /// Writes the script and the data.
  ///
  /// - Parameters:
  ///   - reviews: All reviews.
  ///   - run: The run, for the addresses of pages.
  ///   - write: Receives the text and the path of each file.
  /// - Throws: The errors of the receiver.
  func write(
    _ reviews: ReviewSummaries, of run: Run,
    to write: (_ text: String, _ path: String) throws -> Void
  ) throws {
    try write(EmbeddedResources.text("Templates/list.js"), Self.scriptPath)
    for file in 0..<files {
      let first = file * Self.reviewsPerFile
      let rows = (first..<min(first + Self.reviewsPerFile, reviews.count)).map { index in
        row(reviews[index], at: run.reviewPath(reviews[index].id, number: index + 1))
      }
      let text = "reportReviews(\(file + 1), [\n\(rows.joined(separator: ",\n"))\n]);\n"
      try write(text, "assets/list-\(file + 1).js")
    }
  }

  private func row(_ review: ReviewSummary, at path: String) -> String {
    let prediction = review.prediction
    let row: [JSON] = [
      .string(path), .string(review.title.clipped(200)), .string(review.excerpt.text.clipped(300)),
      .string("\(prediction.verdict), \(NumberText.percent(prediction.confidence))"),
      .number((prediction.confidence * 1e6).rounded() / 1e6),
      review.label.map { .string($0.name) } ?? .null, .bool(review.label == prediction.label),
    ]
    return JSON.array(row).description
  }
}

extension MarkedText {
  /// The words without their marks.
  fileprivate var text: String {
    segments.map { segment in
      switch segment {
      case .plain(let text), .word(let text, _), .unread(let text, _): String(text)
      }
    }.joined()
  }
}
