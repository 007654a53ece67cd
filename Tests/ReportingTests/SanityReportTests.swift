import Attribution
import Classifier
import Faithfulness
import Reporting
import SourceText
import TestSupport
import Testing

/// Sanity checks as JSON.
struct SanityReportTests {
  @Test func `each correlation stands under its own name`() throws {
    var request = SanityReport.Request()
    request.seeds = 3
    request.epochs = 0
    let methods = try ConfiguredMethod.list(
      parsing: "integrated-gradients,saliency:norm=signed,random", defaults: [])
    let texts = ["A good film.", "Bad, boring, not good.", "Great but not a good film."]
    let report = try SanityReport(
      of: Explainer(TinyClassifier.model, target: .probability), methods: methods,
      on: LabelledReviews(texts.map { LabelledReview(text: $0, label: .positive) }),
      training: { LabelledReviews([]) }, request)
    let json = try JSON(parsing: SourceFile(path: "sanity.json", text: report.json))
    let rows = try #require(json["results"]?.array)
    #expect(rows.count == report.results.count)
    var different = 0
    for (row, result) in zip(rows, report.results) {
      #expect(row["method"]?.string == result.method)
      for (key, spread) in [
        ("spearman", result.signed), ("spearman_of_absolute", result.absolute),
        ("absolute_spearman", result.undirected),
      ] {
        #expect(row[key]?["mean"]?.number == spread?.mean, "\(key)")
        #expect(row[key]?["deviation"]?.number == spread?.deviation, "\(key)")
      }
      // A mean of sizes is no smaller than the size of a mean.
      if let signed = row["spearman"]?["mean"]?.number,
        let undirected = row["absolute_spearman"]?["mean"]?.number
      {
        #expect(undirected >= abs(signed) - 1e-12)
        if result.absolute?.mean != undirected { different += 1 }
      }
    }
    #expect(different > 0)
  }
}
