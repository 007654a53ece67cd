import Foundation
import Processes
import SourceText
import TestSupport
import Testing

/// The scripts of `report init --predictor`, run by the real libraries where there are some.
@Suite struct LibraryProgramTests {
  /// A Python with the libraries: `PYTHON` names it.
  private static let python = ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"
  private static let advice = "is missing; PYTHON names a python3 with it"
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "ClassifierTests/Fixtures/keras-words").path

  /// Whether a library can be imported.
  private static func has(_ library: String) -> Bool {
    guard
      var process = try? PipedProcess(
        Launch("/usr/bin/env", [python, "-c", "import \(library); print('there')"], folder: "."))
    else { return false }
    let output = try? process.answer(to: [], limit: 1 << 20, until: .now + .seconds(300))
    return process.stop() == .status(0) && output?.isEmpty == false
  }
  private static let hasKeras = has("keras")
  private static let hasSklearn = has("sklearn, joblib")
  private static let hasTransformers = has("torch, transformers")

  /// What a program says of a review by a script, and the numbers that the library itself prints.
  ///
  /// - Parameters:
  ///   - library: The library.
  ///   - make: Lines of Python that write a model and print the probability of the last class.
  ///   - arguments: Those of the script.
  /// - Throws: What the machine says.
  private func expectAgreement(
    of library: String, making make: String, arguments: String
  ) throws {
    try Workplace.use { work in
      try work.folder.write(make, to: "make.py")
      try work.folder.write("Great film, great cast.\n", to: "picks.txt")
      let outcome = try Program(folder: work.folder.path).run(
        script: """
          report init . --predictor \(library) > written
          \(Self.python) make.py > said
          report attribute --reviews picks.txt --methods occlusion --no-predictor-cache \\
            --predictor-timeout 300 --predictor "\(Self.python) predict_\(library).py \(arguments)"
          """)
      #expect(outcome.status == 0, "\(outcome.error)")
      let said = try #require(
        Double(work.folder.read("said")?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""))
      let object =
        try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
      let prediction = object?["prediction"] as? [String: Any]
      let label = prediction?["label"] as? String
      let probability = try #require(prediction?["probability"] as? Double, "\(outcome.output)")
      #expect(abs(probability - said) < 1e-6, "\(label ?? ""): \(probability), not \(said)")
    }
  }

  @Test(.enabled(if: hasKeras, "Keras \(advice)"))
  func `Keras predicts what a model says that can't be read`() throws {
    let answers =
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: "\(Self.fixtures)/answers.json"))) as? [[String: Any]]
    let slope = try #require(answers?.first { $0["file"] as? String == "slope.keras" })
    let outputs = try #require(slope["outputs"] as? [[Double]])
    try expectAgreement(
      of: "keras", making: "print(\(outputs[0][0]))\n",
      arguments: "'\(Self.fixtures)/slope.keras' '\(Self.fixtures)/oov.json'")
  }

  @Test(.enabled(if: hasSklearn, "scikit-learn \(advice)"))
  func `scikit-learn predicts by a pipeline`() throws {
    try expectAgreement(
      of: "sklearn",
      making: """
        import joblib
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline
        model = make_pipeline(TfidfVectorizer(), LogisticRegression())
        model.fit(["a great film", "great cast", "a dull film", "dull"], ["positive"] * 2 + ["negative"] * 2)
        joblib.dump(model, "model.joblib")
        print(model.predict_proba(["Great film, great cast."])[0][1])

        """, arguments: "model.joblib")
  }

  @Test(.enabled(if: hasTransformers, "Transformers or PyTorch \(advice)"))
  func `Transformers predict by a folder`() throws {
    try expectAgreement(
      of: "transformers",
      making: """
        import sys
        answers, sys.stdout = sys.stdout, sys.stderr
        import pathlib, torch
        from transformers import BertConfig, BertForSequenceClassification, BertTokenizer
        words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "great", "film", "cast", ",", "."]
        pathlib.Path("vocab.txt").write_text("\\n".join(words) + "\\n")
        tokenizer = BertTokenizer("vocab.txt")
        torch.manual_seed(1)
        model = BertForSequenceClassification(BertConfig(
            vocab_size=len(words), hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8,
            max_position_embeddings=32, id2label={0: "negative", 1: "positive"},
            label2id={"negative": 0, "positive": 1})).eval()
        tokenizer.save_pretrained("theirs")
        model.save_pretrained("theirs")
        batch = tokenizer(["Great film, great cast."], return_tensors="pt")
        with torch.no_grad():
            rows = torch.softmax(model(**batch).logits.double(), dim=1)
        print(float(rows[0][1]), file=answers)

        """, arguments: "theirs")
  }
}
