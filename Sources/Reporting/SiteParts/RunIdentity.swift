import Attribution
import Classifier
import Site
import SourceText

/// The inputs that determine the pages of a run, by the aspects in which two runs may differ.
///
/// Parts are put together only if all of them have the same identity.
struct RunIdentity: Hashable {
  /// The names of aspects, as in "the part was built with other documents", with digests or short values.
  let aspects: [String: String]

  init(aspects: [String: String]) { self.aspects = aspects }

  /// Describes a run.
  ///
  /// - Parameters:
  ///   - run: The model, the methods and the reviews.
  ///   - request: The options.
  ///   - files: The paths of all documents and pictures that were read.
  ///   - templates: The templates.
  init(_ run: Run, _ request: ReportBuilder.Request, files: [String], _ templates: Templates) {
    let analyst = run.analyst
    let explainer = analyst.explainer
    let chunkOptions = request.parameters.map { "\($0.key)=\($0.value)" }
    aspects = [
      "model": explainer.sha256,
      "target or class": "\(explainer.output) \(explainer.explainsVerdicts)",
      "background": explainer.background.sha256,
      "methods": Self.digest(analyst.methods.map(\.key)),
      "options of methods": analyst.defaults.map { "\($0.key)=\($0.value)" }.joined(separator: " "),
      "options of chunks": Self.digest(chunkOptions + ["\(request.colours)"]),
      "documents": Self.digest(
        files.flatMap { path in
          // An embedded document is not a file; it depends on the version only.
          [Path.stem(of: path), (try? SourceFile.bytes(of: path)).map { Self.digest($0) } ?? ""]
        }),
      "templates": Self.digest(templates.texts),
      "date": run.date ?? "",
      "reviews": Self.digest(of: run.picks),
    ]
  }

  /// Returns the names of the aspects in which two runs differ, sorted.
  func differences(from other: RunIdentity) -> [String] {
    Set(aspects.keys).union(other.aspects.keys).filter { aspects[$0] != other.aspects[$0] }.sorted()
  }

  private static func digest(_ texts: [String]) -> String {
    Model.digest(texts.map { Array($0.utf8) })
  }

  private static func digest(_ bytes: [UInt8]) -> String { Model.digest([bytes]) }

  /// Returns a digest of all reviews, reading one after another.
  private static func digest(of picks: Picks) -> String {
    let sum = SHA256.Sum()
    for pick in picks {
      let columns = pick.columns.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
      let parts = [pick.id, pick.title, pick.text, pick.label?.name ?? ""] + columns
      sum.add(Array(digest(parts).utf8))
    }
    return sum.hexadecimal()
  }
}
