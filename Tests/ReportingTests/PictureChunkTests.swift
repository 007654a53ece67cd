import Attribution
import Classifier
import Foundation
import Models
import Reporting
import SourceText
import TestSupport
import Testing

/// The chunks that draw the way to a review, its quadratures, its units, removal curves and the vocabulary.
struct PictureChunkTests {
  private static let picks = """
    {#praise} A wonderful film, a wonderful cast & a superb script.
    {#bad} Dull, boring, awful. The worst film, a waste of time, poorly made, pointless and laughable.
    {#unknown} Zorblatt quux <b>frobnicate</b>.
    {#one} Delightful.
    """

  /// Weaves a document, whose claims all hold, and returns the pages by path.
  private func build(
    _ scope: String, _ document: String, methods: String? = nil, target: String = "probability",
    model: Model? = nil
  ) async throws -> [String: String] {
    try await TemporaryFolder.useWaiting { folder in
      let path = try folder.write(
        "---\ntitle: T\nscope: \(scope)\n---\n\n\(document)", to: "pictures.md")
      let request = ReportBuilder.Request(
        documents: [path], output: .init(folder["site"]), methods: methods)
      let target = try #require(OutputScale(rawValue: target))
      let list = try PickList(reading: try folder.write(Self.picks, to: "picks.txt"))
      let outcome = try await ReportBuilder(request, picks: list)
        .build(with: Explainer(model ?? Model.load(), target: target))
      #expect(outcome.failedClaims == [])
      var pages: [String: String] = [:]
      for name in folder.entries where name.hasPrefix("site/pictures") && name.hasSuffix(".html") {
        pages[String(name.dropFirst("site/".count))] = folder.read(name)
      }
      return pages
    }
  }

  /// A claim as a chunk.
  private func check(_ claims: [String]) -> String {
    claims.enumerated().map { index, claim in
      "```{check #chk-\(index)}\nclaim: \(claim)\nsays: It holds.\n```\n"
    }.joined(separator: "\n")
  }

  private static let all = """
    ```{path #fig-p}
    ```

    ```{convergence #fig-c}
    ```

    ```{units #fig-u}
    ```

    ```{deletion #fig-d}
    ```


    """

  @Test(arguments: ["probability", "logit"])
  func `the numbers of all pictures obey their laws on every review`(target: String) async throws {
    let claims = [
      "convergence.exact < 1e-12",
      "convergence.riemann-middle <= convergence.riemann-left within 1e-12",
      "convergence.captum-trapezoid > convergence.riemann-trapezoid",
      "convergence.captum-trapezoid-share < -0.015",
      "convergence.captum-trapezoid-share > -0.025",
      "path.change == integrated-gradients.change within 1e-12",
      "units.sum == path.change within 1e-12",
      "units.completeness-error < 1e-12",
      "units.conducting <= units.count",
      "deletion.area <= deletion.random-area within 0.001",
      "deletion.reversed-area >= deletion.random-area within 0.001",
    ]
    let pages = try await build("review", Self.all + check(claims), target: target)
    #expect(pages.count == 4)
    for (path, page) in pages {
      // Path and deletion have two plots each, convergence one, and units are bars.
      #expect(page.matches(of: /<div class="plot/).count == 6, "\(path)")
      #expect(page.matches(of: /<desc id="/).count == 6, "\(path)")
      #expect(page.matches(of: /<summary>Numbers of figure/).count == 4, "\(path)")
      #expect(!page.contains("<b>frobnicate") && !page.contains("NaN"), "\(path)")
    }
  }

  @Test
  func `on a logit without switches every complete rule is exact and Captum's misses a share`()
    async throws
  {
    let claims = [
      "path.switches == 0", "convergence.riemann-left < 1e-12", "convergence.lit < 1e-12",
      "convergence.captum-trapezoid-share == -0.02 within 1e-9",
    ]
    let document = "```{convergence #fig-c review=praise}\n```\n\n"
    let pages = try await build("report", document + check(claims), target: "logit")
    let page = try #require(pages["pictures.html"])
    #expect(page.contains("its remaining delta is rounding error"))
  }

  @Test func `hidden units that switch are named on the way`() async throws {
    let pages = try await build("review", Self.all)
    let page = try #require(pages["pictures/bad.html"])
    #expect(page.contains("the slope jumps"))
    #expect(page.firstMatch(of: />unit \d+ off</) != nil)
    #expect(page.firstMatch(of: /off from 0\.\d\d/) != nil)
    #expect(page.contains("rules with fixed nodes, Gauss–Legendre included, can’t follow"))
    let flat = try #require(pages["pictures/one.html"])
    #expect(flat.contains("No hidden unit switches on the path"))
  }

  @Test func `removal curves begin at the verdict and end at the empty review`() async throws {
    let pages = try await build(
      "review", "`{value prediction.confidence as=percent digits=1}`\n\n" + Self.all)
    let page = try #require(pages["pictures/praise.html"])
    let verdict = try #require(page.firstMatch(of: /<data value="([\d.]+)">/)?.1)
    let row = try #require(page.firstMatch(of: /<tr><th scope="row">0<\/th><td>([\d.]+)<\/td>/)?.1)
    let probability = try #require(Double(verdict))
    #expect(abs(100 * probability - (Double(row) ?? 0)) < 0.051)
    // Constant scores have no order of their own.
    #expect(
      page.contains("the same for Saliency, SmoothGrad, with one score for every word"))
    #expect(page.contains("reversed: Integrated gradients in reverse order"))
  }

  @Test func `a report has mean curves over all reviews and the vocabulary`() async throws {
    let claims = [
      "vocabulary.words == 9996", "vocabulary.highest > 0", "vocabulary.lowest < 0",
      "vocabulary.first-order-gap < 1e-9",
    ]
    let pages = try await build(
      "report",
      "```{vocabulary #fig-v count=3}\n```\n\n```{deletion #fig-d methods=occlusion}\n```\n\n"
        + check(claims))
    let page = try #require(pages["pictures.html"])
    #expect(page.contains("Mean over 4 reviews"))
    #expect(
      page.matches(of: /<tr><th scope="row">[^<]+<\/th><td>\d+<\/td><td>.0\.\d{4}<\/td>/).count == 6
    )
    #expect(!page.contains("&lt;UNK&gt;"))
    #expect(page.contains("per cent of the words removed"))
  }

  @Test func `a model without a closed form is sampled and says so`() async throws {
    let claims = [
      "path.change == integrated-gradients.change within 1e-9",
      "units.completeness-error < 0.01", "vocabulary.words == 8",
    ]
    let pages = try await build(
      "review", Self.all + check(claims), model: try OddClassifier.withoutClosedForm())
    let page = try #require(pages["pictures/praise.html"])
    #expect(page.contains("This model has no closed form: the line connects 81 points"))
    #expect(page.contains("no line shows the exact integral"))
    #expect(page.contains("mean of 10 random orders"))
  }

  @Test func `words of a vocabulary are text and never markup`() async throws {
    let model = try OddClassifier.withWord("<img src=x>")
    let pages = try await build(
      "report", "```{vocabulary #fig-v}\n```\n", model: model)
    let page = try #require(pages["pictures.html"])
    #expect(page.contains("&lt;img src=x&gt;") && !page.contains("<img"))
  }

  @Test func `the curves over all reviews are no part of a page of one`() async throws {
    let error = await #expect(throws: Diagnostics.self) {
      try await build("review", "```{deletion over=reviews}\n```\n")
    }
    #expect(
      error?.description.hasSuffix(
        """
        error: curves over all reviews are not available on the page of a single review
          hint: move the chunk to a document with 'scope: report'
        """) == true)
  }

  @Test(arguments: [
    ("convergence steps=5", "two to ten whole numbers from 2 to 1000, not '5'"),
    ("convergence steps=1,2", "two to ten whole numbers from 2 to 1000, not '1,2'"),
    ("convergence steps=5,5", "two to ten whole numbers from 2 to 1000, not '5,5'"),
    ("convergence steps=5,,9", "two to ten whole numbers from 2 to 1000, not '5,,9'"),
    ("convergence steps=2,1001", "two to ten whole numbers from 2 to 1000, not '2,1001'"),
  ])
  func `steps that make no plot are an error`(chunk: String, rule: String) async throws {
    let error = await #expect(throws: Diagnostics.self) {
      try await build("review", "```{\(chunk)}\n```\n")
    }
    let text = try #require(error?.description)
    #expect(text.contains("pictures.md:6:"))
    #expect(
      text.hasSuffix("error: the option 'steps' of chunk 'convergence' takes \(rule)"), "\(text)")
  }
}
