import Attribution
import Classifier
import LinearAlgebra
import Models
import TestSupport
import Testing

/// A model with a playground, shown by its name when a test fails.
struct PlaygroundCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let model: @Sendable () throws -> Model

  static let all = [
    PlaygroundCase(testDescription: "tutorial") { try Model.load() },
    PlaygroundCase(testDescription: "masked") { try Model.load("average-masked") },
    PlaygroundCase(testDescription: "linear") { try Model.load("average-linear") },
    PlaygroundCase(testDescription: "tiny") { TinyClassifier.model },
    PlaygroundCase(testDescription: "padded in front") {
      TinyClassifier.model(
        padding: .pre, truncating: .post, standardization: .lowerAndStripPunctuation)
    },
    PlaygroundCase(testDescription: "three classes") { TinyClassifier.threeClasses },
    PlaygroundCase(testDescription: "any length") {
      try changed { text in
        TextPipeline(
          standardization: text.standardization, vocabulary: text.vocabulary, sequenceLength: nil)
      }
    },
    PlaygroundCase(testDescription: "characters, unknown ones left out") {
      try changed { text in
        TextPipeline(
          standardization: .lower, split: .character, vocabulary: text.vocabulary,
          sequenceLength: 5, lineBreaks: .text, leavesUnknownOut: true)
      }
    },
    PlaygroundCase(testDescription: "fastText with n-grams") {
      let words = ["good", "bad", "</s>"]
      let ngrams = NgramText(
        words: words, labels: ["__label__a", "__label__b"], wordNgrams: 2, parts: (2, 3),
        buckets: 7, keptBuckets: nil)
      return try Model(
        sequential: Sequential(
          embedding: Embedding(
            table: TinyClassifier.table(rows: ngrams.rowCount, columns: 3, salt: 1)),
          layers: [
            GlobalAveragePooling1D(),
            Dense(
              kernel: TinyClassifier.table(rows: 3, columns: 2, salt: 4),
              bias: Matrix(rows: 1, columns: 2), activation: .softmax),
          ]),
        text: TextPipeline(ngrams: ngrams, words: words))
    },
  ]

  private static func changed(_ change: (TextPipeline) -> TextPipeline) throws -> Model {
    try Model(
      sequential: TinyClassifier.model.sequential, text: change(TinyClassifier.model.text))
  }

  /// Texts of all lengths, some of them hostile.
  static let texts =
    TinyClassifier.reviews + [
      " ", "</script><b>good</b>", "good<br />bad", "ΟΔΟΣ Σ.a good", "İ ŉ good\u{301}", "\0\r\n",
      "👩‍👩‍👧 great 🇩🇪", String(repeating: "good not ", count: 300), "__label__a good </s> bad",
    ]
}
