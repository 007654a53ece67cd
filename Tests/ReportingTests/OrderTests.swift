import Attribution
import Classifier
import Reporting
import TestSupport
import Testing

/// Lists whose order means something are in that order.
struct OrderTests {
  /// A number as a table prints it.
  private static func number(_ text: String) -> Double? {
    Double(text.replacing("−", with: "-").replacing("+", with: ""))
  }

  @Test(arguments: WovenPages.models.map(\.name))
  func `words that raise come before those that raise less, as first promised`(name: String)
    async throws
  {
    let model = try #require(WovenPages.models.first { $0.name == name }).make()
    var lists = 0
    for node in try await WovenPages("```{swaps}\n```", of: model).own.values {
      let tables = try #require(node.all("div", "swaps").first).all("table")
      #expect(tables.count == 2)
      for (table, sign) in zip(tables, [1.0, -1]) {
        let promises = table.rows.dropFirst().compactMap { Self.number($0[1]) }
        // Powers of ten are no plain numbers; a list of them is left to the models with larger effects.
        guard promises.count == table.rows.count - 1, promises.count > 1 else { continue }
        lists += 1
        #expect(promises.allSatisfy { sign * $0 >= 0 })
        #expect(zip(promises, promises.dropFirst()).allSatisfy { sign * $0 >= sign * $1 })
        #expect(name == "zero" || promises.first != promises.last)
      }
    }
    // Where the verdict is as good as certain no word promises a change.
    #expect(["huge", "flat", "zero"].contains(name) || lists > 2)
  }

  @Test(arguments: ["comprehensiveness", "sufficiency"])
  func `methods of a faithfulness table stand the best by the first metric first`(metric: String)
    async throws
  {
    let other = metric == "sufficiency" ? "comprehensiveness" : "sufficiency"
    var run = WovenPages.Run()
    run.methods = "saliency,random,occlusion,smoothgrad:samples=3,integrated-gradients,grad-cam"
    let page = try await WovenPages(
      "```{faithfulness metrics=\(metric),\(other)}\n```", scope: "report",
      of: TinyClassifier.model,
      run
    ).own[""]
    let table = try #require(page?.all("table", "faithfulness").first)
    let body = try #require(table.all("tbody").first)
    let means = try body.all("tr").map { row -> Double in
      let cell = try #require(row.all("td").first)
      return try #require(Self.number(String(cell.text.prefix { "−0123456789.".contains($0) })))
    }
    #expect(means.count == 6 && Set(means).count > 2)
    let sign = metric == "sufficiency" ? -1.0 : 1
    #expect(zip(means, means.dropFirst()).allSatisfy { sign * $0 >= sign * $1 })
  }

  @Test func `the list of reviews keeps the order of the picks`() async throws {
    let page = try await WovenPages(
      "```{reviews}\n```", scope: "report", of: TinyClassifier.model
    ).own[""]
    let list = try #require(page?.all("table", "picks").first)
    let links = list.all("a").compactMap { $0.attributes["href"] }
    #expect(links == ["short", "long", "unknown", "one", "bad"].map { "reviews/\($0).html" })
  }
}
