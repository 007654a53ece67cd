import Attribution
import Classifier
import Faithfulness
import Foundation
import Reporting
import SourceText
import TestSupport
import Testing

@Suite struct PartFileTests {
  private static let form = PartOutput.Form(isJSON: true, columns: nil, jobs: 1)

  private static let warnings = [
    Diagnostic(
      "odd", at: SourceLocation(file: "data.csv", line: 3, column: 4), hint: "look",
      severity: .warning), Diagnostic("no place", severity: .note),
  ]

  /// Writes a part, and expects that it is read back and written again without a change.
  private func expectSameBytes<Run: PartRun>(
    _ file: PartFile<Run>, in folder: TemporaryFolder
  ) throws {
    func text(_ file: PartFile<Run>) throws -> String {
      var text = ""
      try file.eachLine { text += $0 + "\n" }
      return text
    }
    let first = try text(file)
    try folder.write(first, to: "part.jsonl")
    let read = try PartFile<Run>.all(in: folder["part.jsonl"])
    #expect(read.count == 1)
    #expect(try text(read[0]) == first)
  }

  /// Reviews with their labels and a warning about them.
  private func source(_ texts: [String]) -> PartSource {
    PartSource(
      "data.csv", texts.map { LabelledReview(text: $0, label: .positive) },
      warnings: Self.warnings)
  }

  @Test func `numbers are written so that they are read back to the last bit`() throws {
    let numbers = [
      0, -0.0, .nan, .infinity, -.infinity, 0.1, 1 / 3, .leastNonzeroMagnitude,
      .greatestFiniteMagnitude, -1e300, 9_007_199_254_740_992, 1e18, Double.pi.nextUp,
    ]
    try TemporaryFolder.use { folder in
      let run = EvaluationRun(sha256: "f", classes: Label.binary)
      let records = numbers.map { number in
        EvaluationRun.Record(
          Prediction(logits: [number], classes: Label.binary, probabilities: [0.5, 0.5]), label: 1,
          isWordless: false)
      }
      let file = PartFile(
        run, .whole, of: source(numbers.map { "\($0)" }), records: records)
      try expectSameBytes(file, in: folder)
      let read = try PartFile<EvaluationRun>.all(in: folder["part.jsonl"])[0].records
      let same = zip(read, numbers).map {
        $0.prediction.logits[0].bitPattern == $1.bitPattern
          || $1.isNaN && $0.prediction.logits[0].isNaN
      }
      #expect(same.allSatisfy { $0 })
    }
  }

  @Test(arguments: [TinyClassifier.model, TinyClassifier.threeClasses].map(\.sha256))
  func `a study by every method and metric is the same after a file`(sha256: String) throws {
    let model = [TinyClassifier.model, TinyClassifier.threeClasses].first { $0.sha256 == sha256 }
    let explainer = Explainer(try #require(model), background: ["A good film", "bad"])
    let methods = try ConfiguredMethod.list(
      parsing: AttributionMethods.names.joined(separator: ","),
      defaults: [("samples", "7"), ("seed", "3"), ("baseline", "corpus-mean")].map {
        let place = SourceLocation(file: "test")
        return Options.Item(key: $0, value: $1, keyLocation: place, valueLocation: place)
      })
    let metrics = try ConfiguredMetric.list(parsing: Metrics.names.joined(separator: ","))
    let study = FaithfulnessStudy(explainer, methods: methods, metrics: metrics, seed: 5)
    let texts = TinyClassifier.reviews
    let run = FaithfulnessRun(study.settings, background: explainer.background.sha256)
    let table = study.run(on: texts)
    try TemporaryFolder.use { folder in
      for count in [1, 2, texts.count + 1] {
        var names: [String] = []
        for number in 1...count {
          let part = try #require(Part(number, of: count))
          let range = part.range(of: texts.count)
          let file = PartFile(
            run, part, of: source(texts),
            records: range.map { study.scores(of: texts[$0], at: $0) })
          try expectSameBytes(file, in: folder)
          let text = try #require(folder.read("part.jsonl"))
          names.insert(try folder.write(text, to: "\(number).jsonl"), at: 0)
        }
        let joined = try JoinedParts.output(of: names, as: Self.form)
        #expect(joined.output.text == table.json)
        #expect(joined.warnings == Self.warnings)
      }
    }
  }

  @Test func `a diagnosis by every method is the same after a file`() throws {
    for model in [TinyClassifier.model, TinyClassifier.threeClasses] {
      let explainer = Explainer(model, target: .logit)
      let methods = try ConfiguredMethod.list(
        parsing: AttributionMethods.names.joined(separator: ","), defaults: [])
      let texts = TinyClassifier.reviews
      let survey = try #require(CollapseSurvey(of: texts, by: explainer, methods: methods))
      let run = DiagnosisRun(explainer, methods: methods)
      try TemporaryFolder.use { folder in
        try expectSameBytes(
          PartFile(
            run, .whole, of: source(texts),
            records: texts.map { SurveyedReview($0, explainer, methods) }), in: folder)
        let joined = try JoinedParts.output(of: [folder["part.jsonl"]], as: Self.form)
        #expect(joined.output.text == DiagnosisText(survey, of: model).json)
      }
    }
  }

  @Test func `reviews without a word have no diagnosis`() throws {
    let explainer = Explainer(TinyClassifier.model)
    try TemporaryFolder.use { folder in
      try expectSameBytes(
        PartFile(
          DiagnosisRun(explainer, methods: []), .whole, of: source(["!", ""]),
          records: [nil, nil]), in: folder)
      let problem = #expect(throws: Diagnostics.self) {
        try JoinedParts.output(of: [folder["part.jsonl"]], as: Self.form)
      }
      #expect(
        problem?.description == "data.csv: error: the model finds no words in any of these reviews")
    }
  }
}
