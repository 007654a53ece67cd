import Attribution
import Classifier
import Reporting
import TestSupport
import Testing

/// A table of methods by methods has each correlation where its caption says.
struct AgreementMatrixTests {
  private static let names = [
    "integrated-gradients", "occlusion:window=3", "saliency:norm=signed", "random",
  ]

  /// Spearman's ρ by its definition: the correlation of ranks, of which equal numbers share the mean.
  private func spearman(_ first: [Double], _ second: [Double]) -> Double? {
    func ranks(_ scores: [Double]) -> [Double] {
      let margin = 1e-12 * (scores.map(abs).max() ?? 0)
      return scores.map { score in
        Double(scores.count { $0 < score - margin })
          + Double(scores.count { abs($0 - score) <= margin } - 1) / 2
      }
    }
    let pairs = Array(zip(ranks(first), ranks(second)))
    let middle = Double(pairs.count - 1) / 2
    func sum(_ product: ((Double, Double)) -> Double) -> Double { pairs.map(product).reduce(0, +) }
    let both = sum { ($0.0 - middle) * ($0.1 - middle) }
    let one = sum { ($0.0 - middle) * ($0.0 - middle) }
    let other = sum { ($0.1 - middle) * ($0.1 - middle) }
    return one > 0 && other > 0 ? both / (one * other).squareRoot() : nil
  }

  @Test(arguments: ["short", "long", "bad"])
  func `Kendall's τ stands above the diagonal and Spearman's ρ below it`(id: String) async throws {
    var run = WovenPages.Run()
    run.methods = Self.names.joined(separator: ",")
    let pages = try await WovenPages("```{agreement}\n```", of: TinyClassifier.model, run)
    let page = try #require(pages.own[id])
    let rows = try #require(page.all("table", "agreement").first).all("tbody")[0].all("tr")
    let pick = try #require(
      PickList(parsing: Array(WovenPages.picks.utf8), path: "picks.txt").picks.first { $0.id == id }
    )
    let review = Explainer(TinyClassifier.model, target: .probability).explain(pick.text)
    let scores = try ConfiguredMethod.list(parsing: run.methods ?? "", defaults: [])
      .map { $0.attribute(review).scores }
    var different = 0
    for row in scores.indices {
      let cells = rows[row].all("td").map(\.text)
      for column in scores.indices where column != row {
        let tau = MeasuredReview.kendall(scores[row], scores[column])
        let rho = spearman(scores[row], scores[column])
        guard let number = column > row ? tau : rho else {
          #expect(cells[column] == "–")
          continue
        }
        #expect(abs(printed(cells[column]) - number) <= 0.005 + 1e-9, "\(row) \(column)")
        if let tau, let rho, abs(tau - rho) > 0.02 { different += 1 }
      }
    }
    #expect(id == "short" || different > 2)
  }
}
