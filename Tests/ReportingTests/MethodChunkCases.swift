import Attribution
import Classifier
import Foundation
import HTML
import Literate
import Models
import Reporting
import SourceText
import TestSupport
import Testing

/// Options that chunks hand on to methods.
extension ChunkOptionTests {
  /// The options of a method reach it: the chunk shows the numbers of the method that was meant.
  static var ofMethods: [Case] {
    ["scores", "gradients", "strips", "compare-reviews"].flatMap(casesOfMethods)
  }

  private static func casesOfMethods(_ verb: String) -> [Case] {
    [
      ("method", "", "method=occlusion"), ("baseline", "", "baseline=zero"),
      ("rule", "tolerance=0", "rule=riemann-left"),
      ("steps", "rule=riemann-left tolerance=0", "steps=3"),
      ("tolerance", "rule=riemann-left steps=3", "tolerance=0"),
    ].map { option, base, given in
      // By the logit, all rules agree on a linear piece.
      let added = verb == "strips" ? "target=probability " : ""
      // A picture says what its bars are only where a method is named.
      let base =
        verb == "gradients" && option != "method"
        ? "method=integrated-gradients \(base)" : added + base
      // On a page of the report, strips load and explain the embedded models once, and not for every review.
      return Case(key: "\(verb).\(option)", given: given, base: base, isReport: verb == "strips") {
        (plain, changed) throws in
        for (page, options) in [(plain, base), (changed, base + " " + given)] {
          let (found, wanted) = (try shown(verb, page), try expected(verb, options))
          #expect(found == wanted, "\(options)")
        }
      }
    }
  }

  private static func method(_ options: String) throws -> ConfiguredMethod {
    var items = options.split(separator: " ").map(String.init).filter { !$0.hasPrefix("target=") }
    let named = items.firstIndex { $0.hasPrefix("method=") }.map { items.remove(at: $0) }
    let name = named?.dropFirst("method=".count) ?? "integrated-gradients"
    return try ConfiguredMethod.list(
      parsing: "\(name):\(items.joined(separator: ","))", defaults: [])[0]
  }

  /// The numbers that a chunk has to show.
  private static func expected(_ verb: String, _ options: String) throws -> [String] {
    let method = try method(options)
    guard verb != "strips" else {
      let explainer = Explainer(model: try Model.load(), output: Output(.probability))
      let review = try explainer.explain(Self.review().review.text)
      return method.attribute(review).scores.filter { abs($0) >= 0.04 }
        .map { NumberText.points($0, digits: 2) }
    }
    let found = try method.attribute(review())
    if verb == "compare-reviews" {
      return found.scores.map { NumberText.points($0, digits: 2) }.sorted()
    }
    if verb == "gradients" {
      let largest = found.positions.map(abs).max() ?? 0
      return [method.title.lowercased(), "+" + NumberText.fixed(100 * largest, digits: 1)]
    }
    return found.scores.map { NumberText.points($0, digits: method.name == "occlusion" ? 1 : 2) }
      .sorted()
  }

  /// The numbers that it shows.
  private static func shown(_ verb: String, _ page: Node) throws -> [String] {
    switch verb {
    case "strips":
      let rows = try #require(page.all("table").first).rows.dropFirst()
      return rows.map { $0[1] }.filter { abs(printed($0)) >= 4 }
    case "compare-reviews":
      let rows = try #require(page.table(headed: "Word")).rows.dropFirst()
      return rows.map { $0[1] }.filter { $0 != "absent" }.sorted()
    case "gradients":
      let caption = try #require(page.text.firstMatch(of: /Bars: (.+?), in points/)?.1)
      return [String(caption), page.all("div", "key")[2].all("span")[2].text]
    default:
      if let steps = page.table(headed: "Step") {
        return steps.rows.dropFirst(2).filter { $0[0] != "start mark" && $0[0] != "padding" }
          .map { $0[1] }.sorted()
      }
      return page.all("tbody")[0].rows.map { $0[1] }.sorted()
    }
  }

  static var ofBaselines: [Case] {
    [
      Case(key: "strips.target", given: "target=probability", isReport: true) {
        (plain, changed) throws in
        #expect(plain.text.contains("coloured by their effect on the logit"))
        #expect(changed.text.contains("points of probability") && !changed.text.contains("logit"))
        // On a scale that covers the largest number, a word has the strongest step.
        #expect(plain.all.contains { $0.has("p6") || $0.has("n6") })
      },
      Case(key: "path.baseline", given: "baseline=zero") { (plain, changed) throws in
        for (page, baseline) in [(plain, Baseline.pad), (changed, .zero)] {
          let row = try #require(page.table(headed: "Share of the path")).rows[1]
          #expect(row[1] == NumberText.fixed(100 * baseline.value(for: try review()), digits: 2))
          #expect(page.text.contains("from \(baseline.summary) to its own embedding"))
        }
      },
      Case(key: "units.baseline", given: "baseline=zero") { (plain, changed) throws in
        for (page, baseline) in [(plain, Baseline.pad), (changed, .zero)] {
          let start = NumberText.fixed(100 * baseline.value(for: try review()), digits: 2)
          #expect(page.text.contains("they are the change from \(start) to"))
          #expect(page.text.contains("from \(baseline.summary) to this review"))
        }
      },
      Case(key: "convergence.baseline", given: "baseline=zero") { (plain, changed) throws in
        #expect(plain.text.contains("Integrated gradients from the embedding of padding by"))
        #expect(changed.text.contains("Integrated gradients from the zero vector by"))
        func numbers(_ page: Node) -> [[String]] { page.all("table")[0].rows }
        #expect(numbers(plain) != numbers(changed))
      },
    ]
  }
}
