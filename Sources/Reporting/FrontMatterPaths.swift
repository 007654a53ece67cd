import Literate
public import SourceText

extension ReportBuilder {
  /// Where the reviews of a run are: those that documents name in their front matter, for runs that name none.
  ///
  /// - Parameters:
  ///   - path: The reviews that the run names.
  ///   - documents: Paths of documents.
  /// - Returns: The path; where the run names none, that of the first document which does.
  /// - Throws: All problems of the documents, and a diagnostic when nobody says where the reviews are.
  public static func reviews(
    _ path: String?, otherwiseOf documents: [String]
  ) throws(Diagnostics) -> String {
    if let path { return path }
    let templates = try Templates(folder: nil)
    let parsed = try SiteDocuments(
      templates: templates, paths: documents, defaults: [], reviews: nil)
    guard let reviews = Self.path(parsed.frontMatters.lazy.compactMap(\.reviews).first) else {
      throw Diagnostics([
        Diagnostic(
          "there are no reviews", at: SourceLocation(file: "--reviews"),
          hint: "say where they are: --reviews FILE, or reviews: in a document's front matter")
      ])
    }
    return reviews
  }

  /// A path in a document counts from the document's folder.
  static func path(_ named: Literate.Located?) -> String? {
    guard let named else { return nil }
    guard !named.text.hasPrefix("/") else { return named.text }
    let folder = named.location.file.split(separator: "/", omittingEmptySubsequences: false)
      .dropLast().joined(separator: "/")
    return folder.isEmpty ? named.text : "\(folder)/\(named.text)"
  }
}
