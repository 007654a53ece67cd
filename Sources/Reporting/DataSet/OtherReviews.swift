import Classifier
import Literate
import Reviews
import Site
import SourceText

/// A chunk that reads reviews besides those of the report.
protocol ChunkOfOtherReviews: Chunk {
  /// The path of the other reviews, relative to the document or the command line; nil for none.
  var others: OtherReviews? { get }
}

/// A set of reviews besides those of the report, such as the training data.
struct OtherReviews: Hashable, Sendable {
  /// The path as written.
  let path: String
  /// The location of the path.
  let location: SourceLocation

  /// The path, resolved from the document's folder.
  var resolved: String { Path.resolve(path, from: location.file) }
}

extension Options {
  /// Takes an option with the path of other reviews.
  mutating func takeReviews(_ key: String, values: String) -> OtherReviews? {
    takeText(key, values: values).map {
      OtherReviews(path: $0.value, location: $0.valueLocation)
    }
  }
}

extension SiteDocuments<ReportContext> {
  /// The other reviews that chunks name.
  var otherReviews: [OtherReviews] {
    var found: [OtherReviews] = []
    for chunk in (reports + [index]).flatMap(\.document.chunks) {
      if let others = (chunk as? any ChunkOfOtherReviews)?.others,
        !found.contains(where: { $0.resolved == others.resolved })
      {
        found.append(others)
      }
    }
    return found
  }
}

extension ReportBuilder {
  /// Reads the reviews that chunks name besides those of the report, by their resolved paths.
  static func otherReviews(
    of documents: SiteDocuments<ReportContext>, _ options: ReviewOptions,
    willRead: (Input) -> Void, problems: inout Diagnostics
  ) -> [String: Picks] {
    var found: [String: Picks] = [:]
    for file in documents.heldOutFiles { willRead(.file(file.resolved)) }
    for others in documents.otherReviews {
      willRead(.reviews(others.resolved))
      found[others.resolved] = problems.collect { () throws(Diagnostics) in
        do throws(Diagnostics) {
          return try PickList(reading: others.resolved, options: options).picks
        } catch {
          guard Path.isFile(others.resolved) || Path.isFolder(others.resolved) else {
            throw Diagnostics(
              "there is no such file '\(others.path)'", at: others.location,
              hint: "name reviews in any form that --reviews accepts")
          }
          // The problems of a file that is there are at their lines.
          throw error
        }
      }
    }
    return found
  }
}

extension SiteDocuments<ReportContext> {
  /// The reviews of the first chunk `shift`.
  var comparedReviews: OtherReviews? {
    (reports + [index]).lazy.flatMap(\.document.chunks).compactMap { $0 as? ShiftChunk }
      .compactMap(\.others).first
  }
}
