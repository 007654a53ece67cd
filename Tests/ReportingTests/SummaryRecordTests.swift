import Attribution
import Classifier
import Faithfulness
import Literate
import Reporting
import SourceText
import Spooling
import TestSupport
import Testing

/// Summaries of reviews as they are kept in a file.
@Suite struct SummaryRecordTests {
  private static let picks = """
    {#plain} A good film.
    {#titled label=positive title=A_<b>title</b>} Bad, boring, and 映画 e\u{301}.
    {#wrong label=negative} Great, great, great!
    {#wordless} ... !!
    {#long label=positive} \(String(repeating: "A good film, not a bad one. ", count: 60))
    """

  /// Summaries by classifiers of each kind.
  private func summaries() throws -> [ReviewSummary] {
    let kinds: [(any TextClassifier, String)] = [
      (TinyClassifier.model, "integrated-gradients,occlusion,grad-cam,input-x-gradient"),
      (TinyClassifier.model, "occlusion"),
      (
        FunctionClassifier { texts in texts.map { $0.contains("good") ? [0.2, 0.8] : [0.6, 0.4] } },
        "occlusion"
      ),
      (
        FunctionClassifier(classes: ["negative", "so <so>", "positive"]) { texts in
          texts.map { $0.contains("good") ? [0.2, 0.7, 0.1] : [0.5, 0.4, 0.1] }
        }, "occlusion"
      ),
    ]
    return try kinds.flatMap { classifier, methods in
      let explainer = try Explainer(classifier)
      let picks = try PickList(parsing: Array(Self.picks.utf8), path: "picks.txt").picks.map {
        Pick(id: $0.id, title: $0.title, text: $0.text, label: $0.label, location: $0.location)
      }
      let list = try ConfiguredMethod.list(
        parsing: methods, defaults: [], within: explainer.access)
      let context = try ReportContext(
        ReviewAnalyzer(explainer, methods: list), picks: picks, focus: 0, scope: .report)
      return Array(context.listed)
    }
  }

  private func bytes(_ summary: ReviewSummary) -> [UInt8] {
    var writer = RecordWriter()
    summary.record(to: &writer)
    return writer.bytes
  }

  @Test func `a summary that is read again is the one that was written`() throws {
    let all = try summaries()
    #expect(Set(all.map(\.prediction.classes.count)) == [2, 3])
    #expect(all.contains { $0.words == 0 } && all.contains { $0.label == nil })
    for summary in all {
      var reader = RecordReader(bytes(summary))
      let read = ReviewSummary(from: &reader)
      #expect(bytes(read) == bytes(summary))
      #expect(read.id == summary.id && read.title == summary.title && read.label == summary.label)
      #expect(read.prediction == summary.prediction && read.excerpt == summary.excerpt)
      #expect(read.spark == summary.spark && read.probability == summary.probability)
      #expect(read.words == summary.words && read.unknown == summary.unknown)
      #expect(read.convergenceDelta?.bitPattern == summary.convergenceDelta?.bitPattern)
      #expect(read.maxRowDifference.bitPattern == summary.maxRowDifference.bitPattern)
    }
  }
}
