import Attribution
import Classifier
import Foundation
import HTML
import Literate
import Reporting
import SourceText
import TestSupport
import Testing

/// Options of chunks that show what was tried out.
extension ChunkOptionTests {
  static var studies: [Case] {
    [
      Case(key: "deletion.methods", given: "methods=occlusion") { (plain, changed) throws in
        func keys(_ page: Node) -> [String] {
          page.all("ul", "line-key")[0].all("li").map(\.text)
        }
        #expect(keys(plain)[0].contains("Integrated gradients"))
        #expect(keys(changed)[0] == "Occlusion")
      },
      Case(key: "deletion.removal", given: "removal=remove") { (plain, changed) throws in
        #expect(
          changed.text.contains("a missing word is removed, and the rest averaged again"))
        let expected = [try left(.pad, .replace), try left(.pad, .remove)]
        #expect(try [last(plain), last(changed)] == expected)
      },
      Case(key: "deletion.baseline", given: "baseline=zero") { (plain, changed) throws in
        #expect(changed.text.contains("a missing word is replaced by the zero vector"))
        let expected = [try left(.pad, .replace), try left(.zero, .replace)]
        #expect(try [last(plain), last(changed)] == expected)
      },
      Case(key: "deletion.over", given: "over=review", isReport: true) { (plain, changed) throws in
        #expect(plain.text.contains("Mean over 5 reviews") && !changed.text.contains("Mean over"))
        #expect(changed.text.contains("random orders, shaded from the 10th"))
      },
      Case(key: "deletion.limit", given: "limit=2", isReport: true) { (plain, changed) throws in
        #expect(plain.text.contains("Mean over 5 reviews"))
        #expect(changed.text.contains("Mean over 2 reviews"))
      },
      Case(key: "deletion.seed", given: "seed=9") { (plain, changed) throws in
        func rows(_ page: Node) -> [[String]] { page.all("table")[0].rows.map { Array($0) } }
        #expect(rows(plain).map { $0[1] } == rows(changed).map { $0[1] })
        #expect(rows(plain) != rows(changed))
      },
      Case(key: "agreement.methods", given: "methods=occlusion,integrated-gradients") {
        (plain, changed) throws in
        #expect(plain.all("td", "self").count == 3 && changed.all("td", "self").count == 2)
      },
      Case(key: "agreement.over", given: "over=review", isReport: true) { (plain, changed) throws in
        #expect(
          plain.text.contains("words of 5 reviews") && changed.text.contains("of this review"))
      },
      Case(
        key: "faithfulness.methods", given: "methods=occlusion", base: "metrics=comprehensiveness",
        isReport: true
      ) { (plain, changed) throws in
        #expect(methods(plain).count == 3 && methods(changed) == ["Occlusion"])
      },
      Case(key: "faithfulness.metrics", given: "metrics=sufficiency,sparseness", isReport: true) {
        (plain, changed) throws in
        #expect(try heads(plain).count == 7)
        let found = try heads(changed).dropFirst()
        #expect(
          found.count == 2
            && zip(found, ["Sufficiency", "Sparseness"]).allSatisfy { $0.hasPrefix($1) })
      },
      Case(
        key: "faithfulness.data", given: "data=labelled.csv", base: "metrics=sufficiency",
        isReport: true
      ) { (plain, changed) throws in
        #expect(plain.text.contains("5 reviews; the probability"))
        #expect(changed.text.contains("3 reviews; the probability"))
      },
      Case(
        key: "faithfulness.limit", given: "limit=2", base: "metrics=sufficiency", isReport: true
      ) { (plain, changed) throws in
        #expect(plain.text.contains("5 reviews; the probability"))
        #expect(changed.text.contains("2 reviews; the probability"))
      },
      Case(
        key: "faithfulness.limit", given: "limit=2", base: "data=labelled.csv metrics=sufficiency",
        isReport: true
      ) { (plain, changed) throws in
        #expect(plain.text.contains("3 reviews; the probability"))
        #expect(changed.text.contains("2 reviews; the probability"))
      },
      caption(
        "faithfulness.removal", "removal=remove", report: true,
        "a missing word is removed, and the rest averaged again"),
      caption(
        "faithfulness.baseline", "baseline=zero", report: true,
        "a missing word is replaced by the zero vector"),
      Case(
        key: "faithfulness.seed", given: "seed=9",
        base: "methods=integrated-gradients metrics=comprehensiveness", isReport: true
      ) { (plain, changed) throws in
        func means(_ page: Node, _ part: String) -> [String] {
          page.all("table", "faithfulness")[0].all(part)[0].rows.map {
            String($0[1].prefix { !"+=\u{2212}".contains($0) })
          }
        }
        #expect(means(plain, "tfoot") != means(changed, "tfoot"))
        #expect(means(plain, "tbody").map(printed) == means(changed, "tbody").map(printed))
      },
    ]
  }

  /// What the last row of removal curves says: all words are gone.
  private static func last(_ page: Node) throws -> String {
    let table = try #require(page.all("table").first { $0.rows[0].contains("removed") })
    return try #require(table.rows.last)[1]
  }

  /// The probability of the verdict without any word, by a game of its own.
  private static func left(_ baseline: Baseline, _ removal: Removal) throws -> String {
    let review = try review()
    let encoded = review.review
    let words = encoded.firstPosition..<encoded.firstPosition + encoded.read.count
    let game = CoalitionGame(
      review, players: PositionGroups(single: words), baseline: baseline, removal: removal)
    let positive = game.value(of: game.empty)
    let verdict = review.prediction.classIndex == 1 ? positive : 1 - positive
    return NumberText.fixed(100 * verdict, digits: 1)
  }

  private static func methods(_ page: Node) -> [String] {
    page.all("table", "faithfulness")[0].all("tbody")[0].rows.map { $0[0] }
  }
}
