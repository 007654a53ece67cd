package import Literate
public import SourceText

extension ReportBuilder {
  /// Returns the path of the reviews of a run, from the command line or the front matter of documents.
  ///
  /// - Parameters:
  ///   - path: The path given on the command line.
  ///   - documents: The paths of documents.
  /// - Returns: The given path, or that of the first document which names one.
  /// - Throws: All problems of the documents, and a diagnostic if no path is given.
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
          "no reviews given", at: SourceLocation(file: "--reviews"),
          hint: "use --reviews FILE, or 'reviews:' in a document's front matter")
      ])
    }
    return reviews
  }

  /// Resolves a path in a document relative to the document's folder.
  package static func path(_ named: Literate.Located?) -> String? {
    guard let named else { return nil }
    guard !named.text.hasPrefix("/") else { return named.text }
    let folder = named.location.file.split(separator: "/", omittingEmptySubsequences: false)
      .dropLast().joined(separator: "/")
    return folder.isEmpty ? named.text : "\(folder)/\(named.text)"
  }
}
