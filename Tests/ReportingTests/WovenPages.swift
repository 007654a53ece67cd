import Attribution
import Classifier
import Foundation
import Models
import Reporting
import SourceText
import TestSupport

/// The pages that come of a document.
struct WovenPages {
  /// A model, what is explained of it, and how.
  struct Run: Sendable {
    var methods: String? = "integrated-gradients,occlusion,saliency"
    var target = OutputScale.probability
    var choice = ClassChoice()
    var picks = WovenPages.picks
    var defaults: [Options.Item] = []
    /// Other files beside the document.
    var files: [String: String] = [:]
    /// Whether the reviews and the playground have the pages that ship; otherwise these are short.
    var isWhole = false
  }

  /// Templates for a site of which only one document is looked at; it may link to words of the reviews.
  static let short = [
    "templates/review.md": "---\ntitle: Review\n---\n\n```{tokens}\n```\n",
    "templates/playground.md": "---\ntitle: Playground\n---\n\nA playground.\n",
  ]

  static let picks = """
    {#short label=positive} A good film.
    {#long} A film that is not great, not good, not bad: a boring film with the one good scene, bad bad bad!
    {#unknown} Zorblatt <b>frobnicate</b>.
    {#one} Great.
    {#bad} The film was bad, boring, not good!
    """

  /// All files of the site by their paths.
  let files: [String: String]

  /// Builds a site with one document.
  init(_ body: String, scope: String = "review", of model: Model, _ run: Run = Run()) async throws {
    files = try await TemporaryFolder.useWaiting { folder in
      let document = try folder.write(
        "---\ntitle: T\nscope: \(scope)\n---\n\n\(body)\n", to: "woven.md")
      let request = ReportBuilder.Request(
        documents: [document], templates: run.isWhole ? nil : folder["templates"],
        output: .init(folder["site"]), methods: run.methods, defaults: run.defaults)
      for (name, text) in run.files.merging(Self.short, uniquingKeysWith: { own, _ in own }) {
        try folder.write(text, to: name)
      }
      let list = try PickList(parsing: Array(run.picks.utf8), path: "picks.txt")
      _ = try await ReportBuilder(request, picks: list).build(
        with: Explainer(model, target: run.target, explaining: run.choice))
      var files: [String: String] = [:]
      for path in folder.entries where path.hasPrefix("site/") {
        files[String(path.dropFirst("site/".count))] = folder.read(path)
      }
      return files
    }
  }

  /// The document's own pages by the ids of their reviews; of a report one, whose name is empty.
  var own: [String: Node] {
    Dictionary(
      uniqueKeysWithValues: files.compactMap { path, text in
        guard path.hasPrefix("woven"), path.hasSuffix(".html") else { return nil }
        let name = path.dropFirst("woven".count).dropLast(".html".count)
        return (String(name.hasPrefix("/") ? name.dropFirst() : name), Node(page: text))
      })
  }

  /// Models that make pictures of every kind: small, without a closed form, with huge, tiny and equal numbers.
  static let models: [(name: String, make: @Sendable () throws -> Model)] = [
    ("tiny", { TinyClassifier.model }), ("layers", { try OddClassifier.withoutClosedForm() }),
    ("huge", { try OddClassifier.scaled(by: 3000) }),
    ("flat", { try OddClassifier.scaled(by: 1e-5) }), ("zero", { try OddClassifier.scaled(by: 0) }),
    ("average", { try Model.load() }),
  ]
}

extension Node {
  /// The table whose first head is this.
  func table(headed head: String) -> Node? {
    all("table").first { $0.rows.first?.first == head }
  }
}

/// The pages of a site in a folder by their paths, and its data as `jsonl`.
func sitePages(in folder: TemporaryFolder) -> [String: String] {
  var pages: [String: String] = ["jsonl": folder.read("site/data/report.jsonl") ?? ""]
  for name in folder.entries where name.hasPrefix("site/") && name.hasSuffix(".html") {
    pages[String(name.dropFirst("site/".count))] = folder.read(name)
  }
  return pages
}
