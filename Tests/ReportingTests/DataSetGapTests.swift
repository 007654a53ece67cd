import Attribution
import Classifier
import Foundation
import TestSupport
import Testing

/// Reviews from which something cannot be computed: chunks say so in a sentence.
@Suite struct DataSetGapTests {
  /// Reviews with a gap, and what the page has to say.
  struct Gap: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let data: DataSetReport
    var condition: String?
    var says: [String] = []

    init(
      _ name: String, _ rows: [DataSetReport.Row] = DataSetReport.pairs.rows,
      methods: String = "occlusion", where condition: String? = nil, says: [String] = [],
      _ classifier: @escaping @Sendable () -> any TextClassifier = {
        BagOfWords(access: .predictions)
      }
    ) {
      testDescription = name
      var data = DataSetReport(rows)
      data.methods = methods
      data.classifier = classifier
      data.files = [
        "train.csv": "text\nA good robot.\n", "other.csv": "text\nA bad robot.\nA fun robot.\n",
      ]
      (self.data, self.condition, self.says) = (data, condition, says)
    }
  }

  private static func rows(_ texts: String..., labels: [String?] = []) -> [DataSetReport.Row] {
    texts.enumerated().map { number, text in
      DataSetReport.Row(
        id: "r\(number)", text: text, label: labels.isEmpty ? nil : labels[number % labels.count])
    }
  }

  private static func pairs(_ label: (Int) -> String?) -> [DataSetReport.Row] {
    DataSetReport.pairs.rows.enumerated().map { index, row in
      var row = row
      row.label = label(index)
      return row
    }
  }

  private static let ofNoReviews = [
    "The importance of words is not known, because no review has review.words > 1000.",
    "Verdicts cannot be compared with labels, because no review has review.words > 1000.",
    "Calibration cannot be measured, because no review has review.words > 1000.",
    "Slices cannot be compared, because no review has review.words > 1000.",
    "Labels cannot be compared with verdicts, because no review has review.words > 1000.",
    "Reviews cannot be compared, because no review has review.words > 1000.",
    "Verdicts of changed texts cannot be compared, because no review has review.words > 1000.",
    "The two sets cannot be compared, because no review has review.words > 1000.",
  ]

  static let gaps: [Gap] = [
    Gap(
      "no label", pairs { _ in nil },
      says: [
        "Verdicts cannot be compared with labels, because no review has a label.",
        "Calibration cannot be measured, because no review has a label.",
        "Slices cannot be compared, because no review has a label.",
        "Labels cannot be compared with verdicts, because no review has a label.",
        "Shortcuts cannot be searched, because no review has a label.",
      ]),
    Gap(
      "one class", pairs { _ in "positive" },
      says: ["Shortcuts cannot be searched, because all reviews belong to one class."]),
    Gap("one label", pairs { $0 == 7 ? "negative" : nil }),
    Gap("two reviews", rows("a good film", "a bad film", labels: ["positive", "negative"])),
    Gap("one review", rows("a good film", labels: ["positive"])),
    Gap("one wrong review", rows("a good film", labels: ["negative"])),
    Gap("equal reviews", rows("good", "good", "good", labels: ["positive", "negative"])),
    Gap("no selected review", where: "review.words > 1000", says: ofNoReviews),
    Gap("one selected review", where: #"columns.year == "1997""#),
    Gap("no word", rows("???", "!!!", labels: ["positive", "negative"])),
    Gap("some without words", rows("???", "good", "bad film", labels: ["positive", "negative"])),
    Gap(
      "no contributions", methods: "saliency",
      says: ["No method of this run gives contributions of words in these reviews."]
    ) { TinyClassifier.model },
    Gap("a program that only predicts"),
    Gap(
      "three classes",
      rows(
        "A good film.", "A bad film.", "not great", "boring boring film", "great",
        labels: ["good", "mixed", "bad", nil])
    ) { TinyClassifier.threeClasses },
    Gap("a class that is never predicted", rows("A good film.", "bad", labels: ["mixed"])) {
      TinyClassifier.threeClasses
    },
    Gap("probabilities of 0 and 1") {
      (try? OddClassifier.scaled(by: 3000)) ?? TinyClassifier.model
    },
    Gap("equal probabilities", methods: "integrated-gradients") {
      (try? OddClassifier.scaled(by: 0)) ?? TinyClassifier.model
    },
  ]

  @Test(arguments: gaps)
  func `what cannot be computed is a sentence, never a number that is none`(gap: Gap) async throws {
    let page = try await gap.data.page(DataSetWhereTests.document(where: gap.condition))
    let main = try #require(page.all("main").first)
    let text = main.text
    for sentence in gap.says { #expect(text.contains(sentence)) }
    let odd =
      #/\b(nan|inf|infinity|null|nil|Optional)\b|∞|\b1 (reviews|words|groups|slices|properties|times) |\.\.|  ,| \./#
      .ignoresCase()
    let found = text.firstMatch(of: odd).map { String(text[$0.range.lowerBound...].prefix(60)) }
    #expect(found == nil)
    for number in main.exactNumbers { #expect(Double(number)?.isFinite == true, "\(number)") }
    for path in main.all("path") {
      let drawing = path.attributes["d"] ?? ""
      #expect(!drawing.isEmpty && !drawing.contains("nan") && !drawing.contains("inf"))
    }
    for table in main.all("table") { #expect(table.rows.count > 1) }
    for figure in main.all("figure") {
      #expect(!figure.all("table").isEmpty && !(figure.all("figcaption").first?.text ?? "").isEmpty)
    }
  }

  @Test func `without other reviews, training data and a history, chunks name their options`()
    async throws
  {
    let page = try await DataSetReport.pairs.page(
      "```{shift}\n```\n\n```{duplicates}\n```\n\n```{history}\n```\n\n```{invariance tests=none}\n```\n"
    )
    for words in [
      "use --against-reviews", "no training data are given", "use --history",
      "No behavioural test is chosen.",
    ] { #expect(page.text.contains(words)) }
  }

  @Test(arguments: [
    ("```{invariance tests=typo,casin}\n```", "there is no test 'casin'", "casing"),
    ("```{invariance}\nswaps: good\n```", "'good' is not a pair of different words", "old/new"),
    ("```{invariance}\nswaps: good/good\n```", "'good/good' is not a pair", "old/new"),
    ("```{confusion method=saliency}\n```", "not 'saliency'", "occlusion"),
    ("`{value confusion.recall.positiv}`", "positiv", "positive"),
    ("`{value invariance.typos}`", "typos", "typo"),
    ("```{shift against=none.csv}\n```", "there is no such file", "woven.md:5:"),
    ("```{duplicates train-data=none.csv}\n```", "there is no such file", "woven.md:5:"),
    (
      "```{slices}\nwhere: columns.nothing == 1\n```", "there is no value 'columns.nothing'",
      "woven.md:6:"
    ),
  ])
  func `a name or a file that does not exist is a diagnostic with its place`(
    trial: (document: String, message: String, hint: String)
  ) async throws {
    do {
      _ = try await DataSetReport.pairs.build(trial.document)
      Issue.record("nothing is wrong with \(trial.document)")
    } catch {
      #expect("\(error)".contains(trial.message) && "\(error)".contains(trial.hint), "\(error)")
      #expect("\(error)".contains("woven.md:"), "\(error)")
    }
  }
}
