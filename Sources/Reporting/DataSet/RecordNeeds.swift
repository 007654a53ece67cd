import Literate
import Site

/// What records of reviews contain: the methods whose contributions are kept.
struct RecordNeeds: Sendable {
  /// The names of the methods; an empty name is the first method of the run whose scores are contributions.
  let methods: [String]

  /// Returns the place of a method among the contributions of a record.
  func place(of method: String?) -> Int? { methods.firstIndex(of: method ?? "") }
}

extension SiteDocuments<ReportContext> {
  /// What the documents need of the records of reviews; nil if they need none.
  var recordNeeds: RecordNeeds? {
    let documents = (reports + [index]).map(\.document)
    let chunks = documents.flatMap(\.chunks).compactMap { $0 as? any ChunkOfDataSet }
    let namesValue = documents.contains { document in
      document.paths.contains(where: DataSetValues.contains)
    }
    guard namesValue || !chunks.isEmpty else { return nil }
    var methods = [""]
    for method in chunks.flatMap(\.recordedMethods) where !methods.contains(method) {
      methods.append(method)
    }
    return RecordNeeds(methods: methods)
  }
}
