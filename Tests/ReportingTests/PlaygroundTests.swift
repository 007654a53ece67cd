import Attribution
import Classifier
import Foundation
import Models
import Reporting
import SourceText
import TestSupport
import Testing

/// The page in which readers try texts of their own.
struct PlaygroundTests {
  private func site(
    _ model: Model, picks: String = "{#a} A good film.\n", document: String? = nil,
    parameters: [Options.Item] = []
  ) async throws -> [String: String] {
    try await TemporaryFolder.useWaiting { folder in
      let documents = try document.map { [try folder.write($0, to: "woven.md")] } ?? []
      let request = ReportBuilder.Request(
        documents: documents, parameters: parameters, output: .init(folder["site"]),
        methods: "integrated-gradients")
      let list = try PickList(parsing: Array(picks.utf8), path: "picks.txt")
      _ = try await ReportBuilder(request, picks: list).build(with: Explainer(model))
      return sitePages(in: folder)
    }
  }

  private func option(_ value: String) -> Options.Item {
    let place = SourceLocation(file: "-P")
    return Options.Item(
      key: "playground", value: value, keyLocation: place, valueLocation: place)
  }

  private static let report = "---\ntitle: T\nscope: report\n---\n\n"

  @Test func `every site on a pooled model has a playground, linked from every page`() async throws
  {
    for model in [TinyClassifier.model, TinyClassifier.threeClasses] {
      let pages = try await site(model)
      let page = try #require(pages["playground.html"])
      #expect(page.contains("class=\"reading playground\""))
      #expect(pages["index.html"]?.contains("href=\"playground.html\"") == true)
      #expect(pages["reviews/a.html"]?.contains("href=\"../playground.html\"") == true)
    }
  }

  @Test func `other models have none, and the essay says why`() async throws {
    let pages = try await site(
      try Model.load("max"),
      document: Self.report
        + "Why: `{value model.playground-refusal}`. `{value model.has-playground}`\n")
    #expect(pages["playground.html"] == nil)
    #expect(pages["index.html"]?.contains("playground") == false)
    #expect(pages["woven.html"]?.contains("not an average of embeddings") == true)
    let essay = EssayText.text
    #expect(essay.contains("{#sec-no-playground unless=model.has-playground}"))
    #expect(essay.contains("[playground](playground.html)"))
  }

  @Test func `an explicit playground of another model is refused at its place`() async throws {
    let model = try Model.load("max")
    await #expect {
      _ = try await site(model, document: Self.report + "```{playground}\n```\n")
    } throws: { error in
      "\(error)".contains("woven.md:6:4: error: there is no playground for this model: the model")
        && "\(error)".contains("when=model.has-playground")
    }
  }

  @Test func `a page holds one playground`() async throws {
    await #expect {
      _ = try await site(
        TinyClassifier.model,
        document: Self.report + "```{playground}\n```\n\n```{playground}\n```\n")
    } throws: {
      "\($0)".contains("this page already has a playground")
    }
  }

  @Test func `the user may leave it out`() async throws {
    let pages = try await site(TinyClassifier.model, parameters: [option("none")])
    #expect(pages["playground.html"] == nil)
    #expect(pages["index.html"]?.contains("playground") == false)
  }

  @Test func `an author's document of that name replaces it`() async throws {
    let pages = try await TemporaryFolder.useWaiting { folder in
      let document = try folder.write(Self.report + "Mine.\n", to: "playground.md")
      let request = ReportBuilder.Request(documents: [document], output: .init(folder["site"]))
      let list = try PickList(parsing: Array("A good film.\n".utf8), path: "picks.txt")
      _ = try await ReportBuilder(request, picks: list).build(with: Explainer(TinyClassifier.model))
      return sitePages(in: folder)
    }
    let page = try #require(pages["playground.html"])
    #expect(page.contains("Mine.") && !page.contains("<script"))
  }

  @Test func `half precision says that the bits differ, and halves the weights`() async throws {
    let model = try Model.load()
    let exact = try #require(try await site(model)["playground.html"])
    let half = try #require(
      try await site(model, parameters: [option("half")])["playground.html"])
    #expect(exact.utf8.count < 1_100_000)
    #expect(half.utf8.count < exact.utf8.count * 3 / 4)
    #expect(exact.contains("&quot;isHalf&quot;:false") && half.contains("&quot;isHalf&quot;:true"))
  }

  @Test func `hostile texts are data`() async throws {
    let hostile = """
      </script><script>alert(1)</script> </textarea> good 'x' " \u{202E}film\u{2028} \\u0041
      """
    let page = try #require(
      try await site(TinyClassifier.model, picks: "{#a} \(hostile)\n")["playground.html"])
    #expect(!page.contains("<script>alert"))
    #expect(!page.contains("</textarea> good"))
    let tree = Node(page: page)
    let settings = try #require(tree.all("div", "settings").first?.attributes["data-settings"])
    let json = try JSON(parsing: SourceFile(path: "settings", text: settings))
    #expect(json["text"] == .string(hostile))
    #expect(settings.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func `the policy allows the one script, and nothing is requested`() async throws {
    let page = try #require(try await site(TinyClassifier.model)["playground.html"])
    let policy = try #require(
      page.firstMatch(of: /Content-Security-Policy" content="([^"]*)"/)?.output.1)
    #expect(policy.contains("connect-src &#39;none&#39;"))
    #expect(
      page.contains(#/script-src &#39;sha256-[A-Za-z0-9+/]{43}=&#39; &#39;wasm-unsafe-eval&#39;/#))
    #expect(!page.contains("http://") && !page.contains("src=\"http"))
    #expect(!page.contains(" style=\"") && !page.contains(" onclick"))
  }

  @Test func `the page is one file, and loads the sheet of the site only without scripts`()
    async throws
  {
    let pages = try await site(TinyClassifier.model)
    let page = try #require(pages["playground.html"])
    let sheet = "<link rel=\"stylesheet\" href=\"assets/report.css\">"
    #expect(page.contains("</style>\n<noscript>\(sheet)</noscript>"))
    #expect(page.components(separatedBy: "<link").count == 2)
    // Rules that only pages of a site have are in it.
    #expect(page.firstMatch(of: /<style>[^<]*\[data-v\][^<]*<\/style>/) != nil)
    for (path, other) in pages where path != "playground.html" && path.hasSuffix(".html") {
      #expect(!other.contains("<style") && other.contains("assets/report.css"), "\(path)")
    }
  }

  @Test(arguments: [(nil, 0), ("```{playground}\n```\n", 3)])
  func `a single file holds the model only if a document has the chunk`(
    _ chunk: String?, _ scripts: Int
  ) async throws {
    let file = try await TemporaryFolder.useWaiting { folder in
      let documents = try chunk.map { [try folder.write(Self.report + $0, to: "woven.md")] } ?? []
      let request = ReportBuilder.Request(
        documents: documents, output: .init(singleFile: folder["all.html"]),
        methods: "integrated-gradients")
      let list = try PickList(parsing: Array("A good film.\n".utf8), path: "picks.txt")
      _ = try await ReportBuilder(request, picks: list).build(with: Explainer(TinyClassifier.model))
      return folder.read("all.html")
    }
    let tree = Node(page: try #require(file))
    #expect(tree.all("script").count == scripts)
    #expect(file?.contains("Content-Security-Policy\"") == false)
    #expect(file?.contains("The playground works in a browser") == true)
  }

  @Test func `other pages have no script and no policy`() async throws {
    for (path, page) in try await site(TinyClassifier.model) where path != "playground.html" {
      #expect(!page.contains("<script") && !page.contains("Content-Security-Policy"), "\(path)")
    }
  }
}

/// The essay that ships with the program.
private enum EssayText {
  static var text: String {
    (try? String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Reports/average-pooling.md"), encoding: .utf8)) ?? ""
  }
}
