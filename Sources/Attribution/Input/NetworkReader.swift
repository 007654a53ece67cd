import Classifier
import LinearAlgebra
import Processes
import SourceText

/// A network with its closed form, the rows of its baselines, and its background reviews.
///
/// Every explained review refers to it, so it is a class, immutable but for what it remembers and therefore safe to share
/// between threads.
final class NetworkReader: ClassifierReader {
  /// The network.
  let model: Model
  /// The layers up to the logits as steps that are either linear or a pure activation.
  let steps: [any Layer]
  /// The closed form of the network, if it has one.
  let pooled: PooledNetwork?
  /// The layers after the average as such steps; none without a closed form.
  let pooledSteps: [any Layer]
  /// The attributions that its reviews share.
  let attributions: SharedAttributions
  /// The background reviews as the network reads them.
  private let members: [EmbeddedReview]
  /// Each of them as the start of a path to any review of its length without a mask.
  private let starts: [PathStart]
  /// The rows of the baselines that do not depend on the output, 1 × D each.
  private let sharedRows: [Baseline: Matrix]

  /// Prepares a network.
  ///
  /// - Parameters:
  ///   - model: The network.
  ///   - background: The background reviews.
  ///   - usesClosedForm: Whether the closed form is used if there is one.
  /// - Complexity: O(V · D) for the mean of the vocabulary, and a forward pass per background review.
  init(_ model: Model, background: Background, usesClosedForm: Bool) {
    let table = model.sequential.embedding.table
    func row(_ index: Int) -> Matrix {
      var row = Matrix(rows: 1, columns: table.columns)
      row.setRow(0, to: table, row: index)
      return row
    }
    let pooled = usesClosedForm ? PooledNetwork(model.sequential) : nil
    let members = background.texts.map { EmbeddedReview($0, by: model) }
    let mean = table.rowMean
    self.model = model
    self.pooled = pooled
    attributions = SharedAttributions(isPooled: pooled != nil)
    pooledSteps = pooled?.steps ?? []
    self.members = members
    steps = model.sequential.logitLayers.flatMap(\.steps)
    starts = members.map { PathStart($0, pooled) }
    sharedRows = [
      .pad: row(model.text.vocabulary.padding), .zero: Matrix(rows: 1, columns: table.columns),
      .unknown: row(model.text.vocabulary.unknown), .mean: mean,
      .corpusMean: EmbeddedReview.meanRow(of: members) ?? mean,
    ]
  }

  var classes: [Label] { model.classes }
  var logitCount: Int { model.sequential.outputs }
  var sha256: String { model.sha256 }
  var failure: Diagnostics? { nil }

  func encode(_ text: String) -> EncodedReview { model.encode(text) }

  func findsWord(in text: String) -> Bool { model.text.findsWord(in: text) }

  func function(of review: EncodedReview) -> any ReviewFunction {
    NetworkReview(review, by: self)
  }

  func predictions(
    for texts: [String], jobs: Int, _ progress: @Sendable (_ done: Int, _ of: Int) -> Void
  ) -> [Prediction] {
    Parallel.map(texts.count, jobs: jobs, progress: progress) {
      self.model.predict(self.model.encode(texts[$0]))
    }
  }

  /// The neutral row depends on the class and takes a few backward passes; the others are the same for every output.
  func baselineRow(_ baseline: Baseline, for output: Output) -> Matrix? {
    guard baseline == .neutral else { return sharedRows[baseline] }
    return sharedRows[.pad].map {
      NeutralRow.nearest(
        to: $0, length: model.text.nominalLength, of: model.sequential, output: output)
    }
  }

  /// Returns the starts of the paths from the background reviews to a review.
  func starts(at background: Background, of review: ReviewInput) -> [PathStart] {
    let isPlain = review.mask == nil
    if isPlain, members.allSatisfy({ $0.embedded.rows == review.length }) { return starts }
    return members.indices.map { index in
      isPlain && members[index].embedded.rows == review.length
        ? starts[index] : PathStart(members[index], of: review)
    }
  }
}

/// A background review as a network reads it.
struct EmbeddedReview: Sendable {
  /// Its embedding matrix, L × D.
  let embedded: Matrix
  /// Its rows without the repetitions of the last one: padding is stored once.
  let rows: Matrix
  /// The mean over the unmasked positions, 1 × D.
  let mean: Matrix
  /// The positions of the unmasked words.
  private let words: [Int]

  /// Embeds a review.
  init(_ text: String, by model: Model) {
    let review = model.encode(text)
    let embedded = model.sequential.embedding.forward(review)
    let mask = model.sequential.embedding.mask(of: review)
    let first = review.firstPosition
    self.embedded = embedded
    rows = embedded.withoutRepeatedEnd
    mean = GlobalAveragePooling1D().forward(embedded, mask: mask)
    words = (first..<first + review.read.count).filter { mask?[$0] ?? true }
  }

  /// Returns the mean embedding of all unmasked words of several reviews, 1 × D; nil if there are none.
  static func meanRow(of reviews: [EmbeddedReview]) -> Matrix? {
    let words = reviews.flatMap { review in review.words.map { (review: review, position: $0) } }
    guard let first = words.first else { return nil }
    var rows = Matrix(rows: words.count, columns: first.review.embedded.columns)
    for (row, word) in words.enumerated() {
      rows.setRow(row, to: word.review.embedded, row: word.position)
    }
    return rows.rowMean
  }
}

extension Matrix {
  /// The matrix without the rows at the end that repeat the row before them.
  fileprivate var withoutRepeatedEnd: Matrix {
    var count = rows
    while count > 1, row(count - 1) == row(count - 2) { count -= 1 }
    return firstRows(count)
  }
}
