import Classifier
import Foundation
import TestSupport
import Testing

/// Options of chunks about a whole data set.
extension ChunkOptionTests {
  /// A case on reviews with labels.
  private static func onDataSet(
    _ key: String, _ given: String, base: String = "", _ data: DataSetReport = data,
    _ check: @escaping @Sendable (_ plain: Node, _ changed: Node) throws -> Void
  ) -> Case {
    Case(key: key, given: given, base: base, isReport: true, data: data, check: check)
  }

  private static let data: DataSetReport = {
    var data = DataSetReport.pairs
    data.methods = "occlusion,random"
    data.files = [
      "other.csv": "text\n"
        + (1...10).map {
          "A \($0 % 2 == 0 ? "good" : "bad") film\(String(repeating: " robot", count: $0))\n"
        }
        .joined(),
      "train.csv": "text,label\n\"\(data.rows[3].text)\",negative\nAnother text.,positive\n",
      "held.jsonl": """
      {"text_sha256":"\(SHA256.hexadecimal(Array(data.rows[3].text.utf8)))","probabilities":{"negative":0.25,"positive":0.75}}

      """,
      "runs.jsonl": (1...3).map {
        #"{"history":1,"run":"run \#($0)","properties":{},"values":{"chk-one":0.\#($0)}}"# + "\n"
      }.joined(),
    ]
    return data
  }()

  /// The condition restricts the reviews, and the chunk says so.
  private static func filtered(_ verb: String, base: String = "") -> Case {
    onDataSet("\(verb).where", "where: columns.source == \"a\"", base: base) {
      (plain, changed) throws in
      #expect(changed.text.contains(" with columns.source == \"a\""))
      #expect(!plain.text.contains("columns.source"))
      #expect(plain.text.contains("40") && !changed.text.contains("40 reviews"))
    }
  }

  /// Another seed gives other intervals of the same numbers.
  private static func seeded(
    _ verb: String, base: String = "", head: String, column: Int
  ) -> Case {
    onDataSet("\(verb).seed", "seed=9", base: base) { (plain, changed) throws in
      let cells = try [plain, changed].map { page in
        try page.body(ofTableHeaded: head).map { $0[column] }
      }
      #expect(cells[0] != cells[1])
      let numbers = cells.map { $0.map { String($0.prefix { !$0.isWhitespace }) } }
      #expect(numbers[0] == numbers[1])
    }
  }

  private static func resampled(
    _ verb: String, base: String = "", head: String, column: Int
  ) -> Case {
    onDataSet("\(verb).resamples", "resamples=50", base: base) { (plain, changed) throws in
      let cells = try [plain, changed].map { page in
        try page.body(ofTableHeaded: head).map { $0[column] }
      }
      #expect(cells[0] != cells[1])
      let numbers = cells.map { $0.map { String($0.prefix { !$0.isWhitespace }) } }
      #expect(numbers[0] == numbers[1])
    }
  }

  /// The number of rows of the table with this head.
  private static func limited(
    _ verb: String, base: String = "", _ data: DataSetReport = data, head: String
  ) -> Case {
    onDataSet("\(verb).rows", "rows=1", base: base, data) { (plain, changed) throws in
      let rows = try [plain, changed].map { try $0.body(ofTableHeaded: head) }
      #expect(rows[0].count > 1 && rows[1].count == 1)
      #expect(rows[0].first == rows[1].first)
    }
  }

  private static func byMethod(_ verb: String, base: String = "") -> Case {
    onDataSet("\(verb).method", "method=random", base: base) { (plain, changed) throws in
      #expect(plain.all("figure")[0].text != changed.all("figure")[0].text)
      #expect(
        plain.all("figure")[0].all("table").count == changed.all("figure")[0].all("table").count)
    }
  }

  static var dataSet: [Case] { importance + verdicts + labels + changes }

  private static var importance: [Case] {
    [
      filtered("importance"), byMethod("importance"),
      onDataSet("importance.by", "by=occurrences", base: "rows=1") { (plain, changed) throws in
        #expect(plain.text.contains("come first by the magnitude of the summed contribution"))
        #expect(changed.text.contains("come first by the number of occurrences"))
        let words = try [plain, changed].map { try $0.body(ofTableHeaded: "Word")[0][0] }
        #expect(words == ["bad", "a"])
      },
      limited("importance", head: "Word"),
      onDataSet("importance.minimum", "minimum=1", base: "rows=1000") { (plain, changed) throws in
        let words = try [plain, changed].map { page in
          Set(try page.body(ofTableHeaded: "Word").map { $0[0] })
        }
        #expect(!words[0].contains("w7a") && words[1].contains("w7a"))
        #expect(words[1].isSuperset(of: words[0]))
      },
      onDataSet("importance.strongest", "strongest=2") { (plain, changed) throws in
        #expect(plain.text.contains("one of the first 5"))
        #expect(changed.text.contains("one of the first 2"))
        func shares(_ page: Node) throws -> Double {
          try page.body(ofTableHeaded: "Word").map { printed($0[4].filter { $0 != " " }) }
            .reduce(0, +)
        }
        #expect(try shares(changed) < shares(plain))
      },
      filtered("shortcuts", base: "minimum=3"), byMethod("shortcuts"),
      limited("shortcuts", head: "Word or property"),
      onDataSet("shortcuts.purity", "purity=0.5") { (plain, changed) throws in
        #expect(plain.text.contains("surely above 90"))
        #expect(changed.text.contains("surely above 50"))
        let rows = try changed.body(ofTableHeaded: "Word or property")
        #expect(rows.map { $0[0] }.sorted() == ["bad", "good"])
      },
      onDataSet("shortcuts.minimum", "minimum=20") { (plain, changed) throws in
        let words = try [plain, changed].map { page in
          try page.body(ofTableHeaded: "Word or property").map { $0[0] }
        }
        #expect(words[0].contains("fun") && !words[1].contains("fun"))
      },
    ]
  }

  private static var verdicts: [Case] {
    [
      filtered("confusion"), byMethod("confusion"),
      onDataSet("confusion.rows", "rows=1") { (plain, changed) throws in
        func reviews(_ page: Node) -> Int { page.all("figure")[0].all("li").count }
        #expect(reviews(plain) == 9 && reviews(changed) == 4)
      },
      onDataSet("confusion.words", "words=1") { (plain, changed) throws in
        #expect(changed.text.contains("owe most to “good”") && !plain.text.contains("to “good”."))
      },
      resampled("confusion", head: "Class", column: 3),
      seeded("confusion", head: "Class", column: 3),
      filtered("calibration"),
      onDataSet("calibration.of", "of=confidence") { (plain, changed) throws in
        #expect(plain.text.contains("Share that are labelled positive"))
        #expect(changed.text.contains("Share that have the right verdict"))
      },
      onDataSet("calibration.bins", "bins=2") { (plain, changed) throws in
        let bins = try [plain, changed].map { try $0.body(ofTableHeaded: "Predicted").count }
        #expect(bins[0] > 2 && bins[1] == 2)
      },
    ]
      + ["resamples=50", "seed=9"].map { given in
        onDataSet("calibration.\(given.prefix { $0 != "=" })", given) { (plain, changed) throws in
          let facts = [plain, changed].map { $0.all("dl", "facts")[0].all("dd").map(\.text) }
          let numbers = facts.map { $0.map { String($0.prefix { !$0.isWhitespace }) } }
          #expect(facts[0] != facts[1] && numbers[0] == numbers[1])
        }
      } + slices
  }

  private static var slices: [Case] {
    [
      filtered("slices"),
      onDataSet("slices.words", "words=fun,robot") { (plain, changed) throws in
        #expect(changed.text.contains("contains “fun” or “robot”"))
        #expect(!plain.text.contains("“robot”"))
      },
      onDataSet("slices.minimum", "minimum=3") { (plain, changed) throws in
        #expect(try tested(changed) > tested(plain))
      },
      onDataSet("slices.vocabulary", "vocabulary=0", base: "minimum=3") { (plain, changed) throws in
        #expect(try tested(changed) < tested(plain))
      },
      onDataSet("slices.rows", "rows=1", weak) { (plain, changed) throws in
        let rows = try [plain, changed].map {
          try $0.body(ofTableHeaded: "Reviews", "Number").count
        }
        #expect(rows == [2, 1])
      },
      resampled("slices", head: "Property", column: 4),
      seeded("slices", head: "Property", column: 4),
    ]
  }

  /// Reviews of two columns in each of which one text makes every verdict wrong.
  private static let weak = DataSetReport(
    (0..<120).map { number in
      let isWrong = number < 25 || number >= 95
      return DataSetReport.Row(
        id: "r\(number)", text: number % 2 == 0 ? "good" : "bad",
        label: (number % 2 == 0) != isWrong ? "positive" : "negative",
        columns: ["one": number < 25 ? "x" : "y", "two": number >= 95 ? "x" : "y"])
    })

  private static func tested(_ page: Node) throws -> Int {
    let match = try #require(page.text.firstMatch(of: #/Of (\d+) slices? with one or two/#))
    return try #require(Int(match.1))
  }

  private static var labels: [Case] {
    [
      filtered("suspects"), limited("suspects", head: "Review"),
      onDataSet("suspects.held-out", "held-out=held.jsonl") { (plain, changed) throws in
        #expect(!plain.text.contains("models that did not see the review in training"))
        #expect(changed.text.contains("models that did not see the review in training"))
        // Only one review has such a prediction, which is wrong.
        let rows = try changed.body(ofTableHeaded: "Review")
        #expect(rows.count == 1 && rows[0][3] == "50.0")
        #expect(try plain.body(ofTableHeaded: "Review").count == 3)
      },
      filtered("duplicates"),
      onDataSet("duplicates.train-data", "train-data=train.csv") { (plain, changed) throws in
        #expect(plain.text.contains("no training data are given"))
        #expect(changed.text.contains("40 reviews and 2 training reviews contain 1 group"))
        #expect(try changed.body(ofTableHeaded: "Reviews")[0][3] == "in the training data")
      },
      limited("duplicates", base: "threshold=0.3", twins, head: "Reviews"),
      onDataSet("duplicates.threshold", "threshold=0.3", twins) { (plain, changed) throws in
        #expect(try plain.body(ofTableHeaded: "Reviews").count == 1)
        #expect(try changed.body(ofTableHeaded: "Reviews").count == 2)
      },
    ]
  }

  private static var changes: [Case] {
    [
      filtered("invariance"),
      onDataSet("invariance.tests", "tests=typo,casing") { (plain, changed) throws in
        let names = try [plain, changed].map { page in
          try page.body(ofTableHeaded: "Change to the text").map { $0[0] }
        }
        #expect(names[0].count == 6 && names[1] == ["two letters swapped", "other casing"])
      },
      onDataSet("invariance.swaps", "swaps=good/bad", base: "tests=none") {
        (plain, changed) throws in
        #expect(plain.text.contains("No behavioural test is chosen."))
        let rows = try changed.body(ofTableHeaded: "Change to the text")
        #expect(rows.count == 1 && rows[0].prefix(3) == ["“good” written as “bad”", "20", "20"])
      },
      onDataSet("invariance.limit", "limit=5") { (plain, changed) throws in
        #expect(changed.text.contains("5 reviews, spread evenly over 40"))
        #expect(!plain.text.contains("spread evenly"))
      },
      onDataSet("invariance.rows", "rows=1", base: "tests=double-negation") {
        (plain, changed) throws in
        #expect([plain, changed].map { $0.all("figure")[0].all("li").count } == [3, 1])
      },
      onDataSet("invariance.seed", "seed=9", base: "tests=double-negation") {
        (plain, changed) throws in
        let rows = try [plain, changed].map { try $0.body(ofTableHeaded: "Change to the text")[0] }
        #expect(rows[0].prefix(2) == rows[1].prefix(2) && rows[0] != rows[1])
      },
      filtered("shift", base: "against=other.csv"),
      onDataSet("shift.against", "against=other.csv") { (plain, changed) throws in
        #expect(plain.text.contains("No other reviews are given"))
        #expect(changed.text.contains("40 reviews compared with 10 from other.csv"))
      },
      onDataSet("shift.rows", "rows=1", base: "against=other.csv") { (plain, changed) throws in
        let counts = [plain, changed].map { page in
          page.all("table").filter { $0.rows[0][0] == "Word" }.map { $0.rows.count - 1 }
        }
        #expect(counts[0] == [10, 10] && counts[1] == [1, 1])
      },
      byMethod("shift", base: "against=other.csv"),
      resampled("shift", base: "against=other.csv", head: "Quantity", column: 3),
      seeded("shift", base: "against=other.csv", head: "Quantity", column: 3),
      onDataSet("history.rows", "rows=1", kept) { (plain, changed) throws in
        let runs = try [plain, changed].map { page in
          try page.body(ofTableHeaded: "Run").map { $0[0] }
        }
        #expect(runs == [["run 1", "run 2", "run 3", "this run"], ["run 3", "this run"]])
      },
    ]
  }

  private static let kept: DataSetReport = {
    var data = Self.data
    data.history = "runs.jsonl"
    return data
  }()

  /// Two pairs of reviews, one equal and one similar.
  private static let twins = DataSetReport(
    [
      "one two three four five good", "one two three four five good",
      (1...30).map { "x\($0)" }.joined(separator: " "),
      (1...30).map { $0 == 12 || $0 == 22 ? "y" : "x\($0)" }.joined(separator: " "),
    ].enumerated().map { DataSetReport.Row(id: "r\($0)", text: $1, label: nil) })
}
