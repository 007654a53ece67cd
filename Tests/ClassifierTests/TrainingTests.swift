import Classifier
import LinearAlgebra
import SourceText
import TestSupport
import Testing

@Suite struct TrainingTests {
  private static let options: TrainingOptions = {
    var options = TrainingOptions()
    options.vocabularySize = 20
    options.sequenceLength = 6
    options.embeddingDimensions = 3
    options.hiddenUnits = 2
    options.epochs = 3
    options.batchSize = 40
    options.learningRate = 0.01
    options.dropout = 0.2
    return options
  }()

  private static let data = LabelledReviews(
    (0..<100).map { number in
      let words = ["a", "the", "film", "plot", "of", "it"]
      let isGood = number % 2 == 0
      return LabelledReview(
        text: "\(words[number % 6]) \(words[number * 5 % 6]) \(isGood ? "good" : "bad") "
          + words[number % 4],
        label: isGood ? .positive : .negative)
    })

  @Test func `the same seed gives the same bytes with any number of jobs`() throws {
    let models = try [1, 2, 5].map { jobs in
      var options = Self.options
      options.jobs = jobs
      return try Trainer.train(on: Self.data, options: options)
    }
    for model in models { #expect(model.files().map(\.bytes) == models[0].files().map(\.bytes)) }
    var other = Self.options
    other.seed = 2
    #expect(try Trainer.train(on: Self.data, options: other).sha256 != models[0].sha256)
  }

  @Test(arguments: Architecture.allCases)
  func `every architecture learns the same with any number of jobs`(
    architecture: Architecture
  ) throws {
    var options = architecture.options
    options.vocabularySize = 20
    options.sequenceLength = 7
    options.embeddingDimensions = 3
    options.hiddenUnits = architecture == .averageLinear ? 0 : 2
    options.epochs = 25
    options.batchSize = 30
    options.learningRate = 0.03
    options.dropout = 0.1
    var reports: [EpochReport] = []
    let model = try Trainer.train(on: Self.data, options: options) { progress in
      if case .epoch(let report) = progress { reports.append(report) }
    }
    options.jobs = 3
    let again = try Trainer.train(on: Self.data, options: options)
    #expect(again.files().map(\.bytes) == model.files().map(\.bytes))
    #expect(reports[24].loss < 0.7 * reports[0].loss)
    #expect(Evaluation(of: model, on: Self.data).accuracy > 0.9)
    #expect(
      model.sequential.embedding.masksZero
        == [.averageMasked, .attention, .lstm].contains(architecture))
    let card = ModelCard.text(
      for: try model.rounded(to: .half), options: options, isIMDB: false, training: 100,
      evaluation: nil)
    #expect(card.contains("rounded to 16 bits") && card.contains("--half"))
    #expect(card.contains("--architecture \(architecture.rawValue)") == (architecture != .average))
  }

  @Test func `a model learns to tell good from bad`() throws {
    var options = Self.options
    options.epochs = 40
    options.learningRate = 0.05
    var reports: [EpochReport] = []
    let model = try Trainer.train(on: Self.data, options: options) { progress in
      if case .epoch(let report) = progress { reports.append(report) }
    }
    #expect(reports.map(\.epoch) == Array(1...40))
    #expect(reports[39].loss < reports[0].loss)
    let evaluation = Evaluation(of: model, on: Self.data, jobs: 2)
    #expect(evaluation.accuracy == 1)
    #expect(evaluation.auc == 1)
    #expect(model.text.vocabulary.words.prefix(4) == ["<PAD>", "<START>", "<UNK>", "<UNUSED>"])
  }

  @Test func `the last epoch is kept where nothing is held back`() throws {
    var options = Self.options
    options.validationFraction = 0
    options.hiddenUnits = 0
    var reports: [EpochReport] = []
    let model = try Trainer.train(on: Self.data, options: options) { progress in
      if case .epoch(let report) = progress { reports.append(report) }
    }
    #expect(reports.map(\.isBest) == [true, true, true])
    #expect(reports.map(\.validationLoss) == [nil, nil, nil])
    #expect(model.sequential.layers.count == 3)
  }

  @Test func `trained weights survive being written`() throws {
    let model = try Trainer.train(on: Self.data, options: Self.options)
    let files = Dictionary(uniqueKeysWithValues: model.files().map { ($0.name, $0.bytes) })
    let again = try Model(files: files, path: "m")
    #expect(again.sequential.embedding.table == model.sequential.embedding.table)
    #expect(again.sha256 == model.sha256)
  }

  @Test func `options out of their range are refused together`() {
    var options = TrainingOptions()
    options.batchSize = 0
    options.wordDropout = 1
    #expect(
      problems { try Trainer.train(on: Self.data, options: options) } == """
        error: the batch size must be from 1 to 1000000, not 0
        error: the word dropout must be from 0.0 to 0.9, not 1.0
        """)
  }

  /// The fused path of *embedding → average* against the two layers.
  @Test func `means and row gradients of words equal those of positions`() {
    let embedding = Embedding(table: TinyClassifier.table(rows: 12, columns: 3, salt: 1))
    let reviews = [
      [1, 5, 7, 6, 0, 0, 0, 0], [11, 11, 2, 3, 2, 8, 0, 9], [4, 4, 4, 4, 4, 4, 4, 4],
    ]
    let pooled = PooledReviews(reviews.map { (indices: $0, label: .positive) })
    let means = pooled.means(of: [0, 1, 2], table: embedding.table, dropout: .none)
    let slopes = TinyClassifier.table(rows: 3, columns: 3, salt: 7)
    var expected = Matrix(rows: 12, columns: 3)
    for (review, indices) in reviews.enumerated() {
      let rows = embedding.forward(indices)
      let layer = GlobalAveragePooling1D()
      let mean = layer.forward(rows)
      for (a, b) in zip(means.row(review), mean.row(0)) { #expect(abs(a - b) < 1e-15) }
      let gradient = layer.backward(Matrix([slopes.row(review)]), input: rows, output: mean)
      for (position, index) in indices.enumerated() {
        for column in 0..<3 { expected[index, column] += gradient[position, column] }
      }
    }
    for stripe in 0..<PooledReviews.stripes {
      let rows = Array(stride(from: stripe, to: 12, by: PooledReviews.stripes))
      var sums = [SIMD8<Double>](repeating: .zero, count: rows.count)
      pooled.addRowGradients(
        to: &sums, stripe: stripe, reviews: [0, 1, 2], gradients: slopes, dropout: .none)
      for (sum, row) in zip(sums, rows) {
        for column in 0..<3 { #expect(abs(sum[column] - expected[row, column]) < 1e-15) }
      }
    }
  }

  @Test func `word dropout leaves out about the part it says and keeps the mean`() {
    let dropout = WordDropout(rate: 0.3, seed: 7)
    let factors = (0..<10_000).map { dropout.factor(ofEntry: $0) }
    #expect(Set(factors) == [0, 1 / 0.7])
    #expect(abs(factors.reduce(0, +) / 10_000 - 1) < 0.02)
    #expect((0..<100).allSatisfy { WordDropout.none.factor(ofEntry: $0) == 1 })
  }

  /// The first step of Adam moves each weight by the learning rate, whatever the gradient's size.
  @Test func `Adam follows its formula`() {
    var adam = Adam(learningRate: 0.1)
    var weights = Adam.Weights([.zero])
    adam.advance()
    weights.step(adam.stepSize, against: [SIMD8(repeating: 4)])
    #expect(abs(weights.values[0][0] + 0.1) < 1e-6)
    adam.advance()
    weights.step(adam.stepSize, against: [SIMD8(repeating: -4)])
    // m = 0.9 · 0.4 − 0.4, v = 0.999 · 0.016 + 0.016, both corrected for their start at 0.
    let mean = -0.04 / (1 - 0.81)
    let square = (0.999 * 0.016 + 0.016) / (1 - 0.999 * 0.999)
    #expect(abs(weights.values[0][0] + 0.1 + 0.1 * mean / square.squareRoot()) < 1e-6)
  }
}
