import Classifier
import Reporting
import SourceText
import TestSupport
import Testing

/// A value that is not there says why, in the text, in a claim and in a condition.
@Suite struct DataSetAbsenceTests {
  /// Reviews that lack something, the values that need it, and the reason.
  struct Lack: Sendable, CustomTestStringConvertible {
    let reason: String
    let paths: [String]
    let data: DataSetReport

    var testDescription: String { reason }

    init(_ reason: String, _ paths: [String], _ change: (inout DataSetReport) -> Void = { _ in }) {
      var data = DataSetReport.pairs
      change(&data)
      (self.reason, self.paths, self.data) = (reason, paths, data)
    }
  }

  static let lacks: [Lack] = [
    Lack(
      "no review has a label",
      [
        "confusion.accuracy", "confusion.accuracy-low", "confusion.f1",
        "confusion.precision.positive", "confusion.recall.negative", "calibration.brier",
        "calibration.error", "calibration.slope", "calibration.intercept", "slices.found",
        "slices.worst", "slices.worst-name", "suspects.count", "suspects.confident",
        "shortcuts.count",
      ]
    ) { data in
      for index in data.rows.indices { data.rows[index].label = nil }
    },
    Lack("all reviews belong to one class", ["shortcuts.count", "calibration.slope"]) { data in
      for index in data.rows.indices { data.rows[index].label = "positive" }
    },
    Lack("no review has the label “negative”", ["confusion.recall.negative"]) { data in
      for index in data.rows.indices { data.rows[index].label = "positive" }
    },
    Lack(
      "no labelled review has the verdict “negative”", ["confusion.precision.negative"]
    ) { $0.rows.removeAll { $0.text.contains("bad") } },
    Lack(
      "no group has twenty labelled reviews and a rest to compare it with",
      ["slices.worst", "slices.worst-name"]
    ) { $0.rows.removeLast(30) },
    Lack("there is 1 review, and 2 are needed", ["duplicates.groups", "duplicates.conflicts"]) {
      $0.rows.removeLast(39)
    },
    Lack(
      "no method of this run gives contributions of words in these reviews",
      [
        "importance.supporting", "importance.supporting-word", "importance.opposing",
        "importance.opposing-word",
      ]
    ) { data in
      data.methods = "saliency"
      data.classifier = { TinyClassifier.model }
    },
    Lack("the test changes none of these texts", ["invariance.line-break"]),
    Lack(
      "there are no other reviews to compare with",
      ["shift.words", "shift.contributions", "shift.length", "shift.confidence"]),
    Lack("no history is kept", ["history.runs"]),
    Lack("the review has no label", ["review.label", "prediction.correct"]) {
      $0.rows[0].label = nil
    },
  ]

  @Test(arguments: lacks)
  func `a value that is not there says why`(lack: Lack) async throws {
    for path in lack.paths {
      let isOfReview = path.hasPrefix("review") || path.hasPrefix("prediction")
      let review = isOfReview ? " review=r0" : ""
      let sentence = "there is no value '\(path)', because \(lack.reason)"
      do {
        _ = try await lack.data.build("`{value \(path)\(review)}`")
        Issue.record("\(path) has a value")
      } catch let error as Diagnostics {
        let problem = try #require(error.all.first)
        #expect(problem.message == sentence && problem.location?.line == 5, "\(error)")
        #expect(problem.hint != nil)
      }
      // A comparison of two values, and a calculation.
      for claim in ["\(path) == \(path)", "\(path) == \(path) and reviews.count > 0"] {
        let built = try await lack.data.build("```{check\(review)}\nclaim: \(claim)\n```\n")
        #expect(built.outcome.failedClaims.count == 1)
        #expect(built.page.text.contains(sentence), "\(built.page.text)")
      }
      let json = try await lack.data.build("```{check\(review)}\nclaim: \(path) == \(path)\n```\n")
      #expect("\(json.outcome.failedClaims)".contains(lack.reason))
    }
  }

  @Test func `the value of the last run needs a label of its claim, a history and a run`()
    async throws
  {
    var data = DataSetReport.pairs
    let claim = "claim: reviews.count >= history.last\n```\n"
    let unlabelled = try await data.build("```{check}\n\(claim)")
    #expect(unlabelled.outcome.failedClaims.count == 1)
    #expect(unlabelled.page.text.contains("because only a claim with a label has a value"))
    let first = try await data.build("```{check #chk-a}\n\(claim)")
    #expect(first.page.text.contains("no history is kept, so there is nothing to compare with"))
    data.history = "runs.jsonl"
    let kept = try await data.build("```{check #chk-a}\n\(claim)")
    #expect(
      kept.page.text.contains("no earlier run has its value, so there is nothing to compare with"))
    #expect(kept.outcome.failedClaims.isEmpty)
  }

  @Test func `a condition on a value that is not there says why`() async throws {
    do {
      _ = try await DataSetReport.pairs.build("## Moved {when=(shift.words > 0)}\n\nText.\n")
      Issue.record("the condition holds")
    } catch {
      #expect("\(error)".contains("because there are no other reviews to compare with"), "\(error)")
      #expect("\(error)".contains("hint: use the chunk 'shift' with --against-reviews FILE"))
    }
  }
}
