import Classifier
import Foundation
import LinearAlgebra
import SourceText
import TestSupport
import Testing

/// The names of classes: in a model's folder, in data, and in what is judged.
@Suite struct ClassTests {
  private let three = TinyClassifier.threeClasses

  private func config(_ model: Model) -> String {
    String(decoding: model.files()[0].bytes, as: UTF8.self)
  }

  private func read(_ model: Model, _ old: String, as new: String) throws -> Model {
    var files = Dictionary(model.files().map { ($0.name, $0.bytes) }, uniquingKeysWith: { $1 })
    files["config.json"] = Array(config(model).replacing(old, with: new).utf8)
    return try Model(files: files, path: "m")
  }

  @Test
  func `names of classes survive a folder, and those that follow from the layers are left out`()
    throws
  {
    let again = try read(three, "", as: "")
    #expect(again.classes == ["good", "mixed", "bad"])
    #expect(again.sha256 == three.sha256)
    #expect(!config(TinyClassifier.model).contains("classes"))
    #expect(TinyClassifier.model.classes == [.negative, .positive])
    let nameless = try Model(sequential: three.sequential, text: three.text)
    #expect(nameless.classes == ["class-0", "class-1", "class-2"])
    #expect(!config(nameless).contains("classes"))
    #expect(try three.rounded(to: .half).classes == three.classes)
  }

  @Test func `a softmax and logits have the same classes`() throws {
    let linear = try read(three, "softmax", as: "linear")
    let review = three.encode("A good film.")
    #expect(linear.predict(review) == three.predict(review))
  }

  @Test(arguments: [
    (
      #""good","#, #""good","bad","#,
      "m/config.json: error: the model has 3 classes, but 4 names for them"
    ),
    (#""mixed""#, #""good""#, "m/config.json: error: duplicate class name 'good'"),
    (#""mixed""#, #"" ""#, "m/config.json: error: empty class name"),
    (
      #""mixed""#, "7",
      #"m/config.json: error: 'classes' must be a list of names, not ["good",7,"bad"]"#
    ),
  ])
  func `names that fit no classes are refused`(old: String, new: String, problem: String) {
    #expect(problems { try read(three, old, as: new) } == problem)
  }

  @Test func `a single logit has two classes`() {
    #expect(
      problems {
        try Model(
          sequential: TinyClassifier.model.sequential, text: three.text, classes: ["spam"])
      } == """
        error: the model has 2 classes, but 1 names for them
          hint: one logit represents two classes: it is the logit of the second
        """)
  }

  @Test func `a prediction has the softmax of its logits, and the first of equals is the verdict`()
  {
    let prediction = Prediction(
      logits: Matrix(rows: 1, columns: 3, [1, 3, 3]), classes: ["a", "b", "c"])
    #expect(prediction.label == "b")
    #expect(abs(prediction.probabilities.reduce(0, +) - 1) < 1e-15)
    #expect(
      abs(prediction.probabilities[0] * Foundation.exp(2) - prediction.probabilities[2]) < 1e-15)
    #expect(prediction.probability(of: "c") == prediction.confidence)
    #expect(prediction.probability(of: "d") == 0)
  }

  @Test func `spellings mean a class where that is clear`() throws {
    func meant(_ name: String, _ classes: [Label]) -> Label? {
      try? Label.meant(by: name, among: classes, at: nil)
    }
    for name in ["positive", "POS", "1"] { #expect(meant(name, Label.binary) == .positive) }
    #expect(meant("negative", ["pos", "neg"]) == "neg")
    #expect(meant("0", ["0", "1", "2"]) == "0")
    // Of five stars one is no praise.
    #expect(meant("positive", ["1", "2", "3", "4", "5"]) == nil)
    #expect(meant("GOOD", ["good", "bad"]) == "good")
    #expect(meant("Good", ["good", "GOOD"]) == nil)
    #expect(
      problems { try Label.meant(by: "sprots", among: ["sports", "world"], at: nil) } == """
        error: there is no class 'sprots'
          hint: did you mean 'sports'?
        """)
  }

  @Test func `reviews have any classes, in tables and in a folder each`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("text,label\nOne,Mixed\nTwo,bad\n", to: "a.csv")
      for name in ["good", "mixed", "bad"] {
        try folder.write(name, to: "split/test/\(name)/1.txt")
      }
      try folder.write("no review", to: "split/readme.md")
      let table = try LabelledReviews(
        at: folder["a.csv"], split: .test, classes: three.classes)
      #expect(table.reviews.map(\.label) == ["mixed", "bad"])
      #expect(
        try LabelledReviews(at: folder["a.csv"], split: .test, classes: nil).reviews.map(\.label)
          == ["Mixed", "bad"])
      for path in ["split", "split/test"] {
        let reviews = try LabelledReviews(
          at: folder[path], split: .test, classes: three.classes
        ).reviews
        #expect(reviews.map(\.label) == ["bad", "good", "mixed"])
        #expect(reviews.map(\.text) == ["bad", "good", "mixed"])
      }
      #expect(
        folder.relative(
          problems {
            try LabelledReviews(at: folder["split"], split: .test, classes: ["good", "mixd"])
          }) == """
            split/test/bad: error: there is no class 'bad'
              hint: available: good, mixd
            split/test/mixed: error: there is no class 'mixed'
              hint: did you mean 'mixd'?
            """)
    }
  }

  @Test func `as many reviews of each of several kinds are taken`() {
    let reviews = ["a", "a", "a", "a", "b", "c", "c", "c"].enumerated().map {
      LabelledReview(text: "\($1)\($0)", label: Label($1))
    }
    let chosen = LabelledReviews(reviews).evenly(6).reviews.map(\.text)
    #expect(chosen == ["a0", "b4", "c5", "a1", "c6", "a2"])
    #expect(Set(chosen.map { $0.prefix(1) }).count == 3)
  }

  @Test func `several classes are judged one against the rest, and each counts the same`() {
    // What scikit-learn says of the same numbers: see the doc comments of Evaluation and Confusion.
    let logits: [([Double], Label)] = [
      ([2, 0, 0], "a"), ([1, 2, 0], "a"), ([0, 2, 1], "b"), ([0, 0, 1], "c"), ([1, 0, 0], "c"),
    ]
    let classes: [Label] = ["a", "b", "c"]
    let evaluation = Evaluation(
      logits.map {
        (Prediction(logits: Matrix(rows: 1, columns: 3, $0.0), classes: classes), $0.1)
      }, classes: classes)
    #expect(evaluation.accuracy == 3.0 / 5)
    #expect(evaluation.confusion.counts == [[1, 1, 0], [0, 1, 0], [1, 0, 1]])
    let scores = evaluation.confusion.scores
    #expect(scores.map(\.precision) == [0.5, 0.5, 1])
    #expect(scores.map(\.recall) == [0.5, 1, 0.5])
    #expect(scores.map(\.support) == [2, 1, 2])
    #expect(abs(evaluation.confusion.macro(\.f1) - (0.5 + 2.0 / 3 + 2.0 / 3) / 3) < 1e-15)
    let loss = logits.reduce(0.0) { sum, entry in
      let index = classes.firstIndex(of: entry.1) ?? 0
      return sum + Foundation.log(entry.0.reduce(0) { $0 + Foundation.exp($1) }) - entry.0[index]
    }
    #expect(abs(evaluation.loss - loss / 5) < 1e-15)
    // Of "a" against the rest: 0.787, 0.245 against 0.090, 0.212, 0.576; of "b": 1 of 4; of "c": counted by hand.
    let areas = classes.indices.map { index in
      var (right, pairs) = (0.0, 0.0)
      for (one, label) in logits where label == classes[index] {
        for (other, rest) in logits where rest != classes[index] {
          func share(_ z: [Double]) -> Double {
            Foundation.exp(z[index]) / z.reduce(0) { $0 + Foundation.exp($1) }
          }
          let difference = share(one) - share(other)
          right += abs(difference) < 1e-12 ? 0.5 : difference > 0 ? 1 : 0
          pairs += 1
        }
      }
      return right / pairs
    }
    #expect(abs(evaluation.auc - areas.reduce(0, +) / 3) < 1e-12)
  }

  @Test func `a class that never occurs is left out of means`() {
    let classes: [Label] = ["a", "b", "c"]
    let evaluation = Evaluation(
      [(Prediction(logits: Matrix(rows: 1, columns: 3, [2, 0, 0]), classes: classes), "a")],
      classes: classes)
    #expect(evaluation.auc.isNaN)
    #expect(evaluation.confusion.macro(\.recall) == 1)
  }
}
