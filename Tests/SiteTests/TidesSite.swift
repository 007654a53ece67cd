import Blocks
import Literate
import Site
import SourceText
import TestSupport

/// Results of a made-up harbour, small enough to read.
struct Tides: LiterateContext {
  static let noNeed = false

  func focused(on review: String) throws(Diagnostics) -> Tides { self }
}

/// A chunk with one option.
struct Gauge: Chunk {
  static let verb = "gauge"
  static let summary = "The depth of the water."
  static let labelPrefix: String? = "fig"
  private let depth: Int

  init(options: inout Options) {
    depth = options.take("depth", default: 3, in: 1...9)
  }

  func weave(in context: Tides) throws(Diagnostics) -> ChunkOutput {
    ChunkOutput(body: [.paragraph("\(depth) fathoms.")], caption: "The depth.")
  }
}

extension Language<Tides> {
  /// A chunk, some values, and those that the embedded templates name.
  static let tides = Language(
    chunks: [Gauge.self],
    values: [
      ValuePath("depth", summary: "Of the water.", unit: .count) { _ in .integer(3) },
      ValuePath("ebb", summary: "Whether it falls.", unit: .boolean) { _ in .boolean(true) },
      ValuePath("prediction.verdict", summary: "Its name.", unit: .text) { _ in .text("ebb") },
      ValuePath("prediction.confidence", summary: "Of it.", unit: .probability) { _ in .number(0.5)
      },
    ])
}

/// A site whose templates and documents are files of a folder.
struct TidesSite {
  static let files = [
    "templates/playground.md": "# Playground\n\nText.\n",
    "templates/index.md": "---\ntitle: Tides\n---\n\nAll of them.\n",
    "templates/review.md": "---\ntitle: One\nscope: review\n---\n\nText.\n",
  ]

  let folder: TemporaryFolder

  /// Writes files, besides those of ``files`` that are not among them.
  init(_ files: [String: String], in folder: TemporaryFolder) throws {
    self.folder = folder
    for (name, text) in Self.files.merging(files, uniquingKeysWith: { $1 }) {
      try folder.write(text, to: name)
    }
  }

  /// The templates.
  var templates: Templates {
    get throws(Diagnostics) { try Templates(folder: folder["templates"]) }
  }

  /// Reads documents by the names of their files.
  func documents(
    _ names: [String], parameters: [Options.Item] = []
  ) throws(Diagnostics) -> SiteDocuments<Tides> {
    var heads: [DocumentHead] = []
    for name in names { heads.append(DocumentHead(try SourceFile(reading: folder[name]))) }
    return try SiteDocuments(
      templates: templates, heads, language: .tides, reviews: nil, parameters: parameters
    ) { _ in }
  }

  /// What a user reads about documents, with their paths from the folder.
  func problems(_ names: [String], parameters: [Options.Item] = []) -> [String] {
    do {
      _ = try documents(names, parameters: parameters)
      return []
    } catch {
      return error.sorted.map { folder.relative($0) }
    }
  }

  /// The list of reviews and the reports as pages.
  func pages(_ names: [String], forms: PageForms = PageForms(isSite: true)) throws -> [WovenPage] {
    let documents = try documents(names)
    let layout = try SiteLayout(templates, documents, forms: forms)
    return try ([documents.index] + documents.reports).map { entry in
      let woven = try entry.document.weave(in: Tides(), keepingBlocks: forms.needsBlocks)
      return layout.page(woven, in: entry, at: "\(entry.name).html", root: "")
    }
  }
}

extension FinishedSite {
  /// A finished run whose first page is its list.
  init(
    _ pages: [WovenPage], images: SiteImages = SiteImages(), summary: RunSummary? = nil
  ) throws {
    self.init(
      title: "Tides", index: pages.prefix(1).map(\.path), list: pages.first,
      reports: pages.dropFirst().map(\.path), images: images,
      claims: try Claims(of: pages.flatMap(\.cases)),
      summary: summary
        ?? RunSummary(head: .init("# Tides\n", of: ""), falseClaims: [], others: []),
      json: RunJSON("{\"claims\":[],\"reviews\":[]}") { _ in "{}" })
  }
}
