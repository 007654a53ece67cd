import Attribution
import Blocks
import DataSet
import Literate
import SourceText

/// A chunk about all reviews of a run, or about those that satisfy a condition.
protocol ChunkOfDataSet: Chunk where Context == ReportContext {
  /// The condition on reviews; nil for all.
  var filter: ReviewFilter<ReportContext>? { get }

  /// The methods whose contributions the chunk needs; an empty name is the first one of the run that gives contributions.
  var recordedMethods: [String] { get }
}

extension ChunkOfDataSet {
  static var scopes: Set<Scope> { [.report] }

  var recordedMethods: [String] { [] }

  var measures: [ReviewMeasure<ReportContext>] { [filter?.measure].compactMap(\.self) }
}

extension Options {
  /// Takes `where=CONDITION`, the reviews that a chunk is about.
  mutating func takeFilter() -> ReviewFilter<ReportContext>? {
    ReviewFilter(from: &self, in: ReportLanguage.expressions)
  }

  /// Takes `method=NAME`, one whose scores are contributions; nil selects the first such method of the run.
  mutating func takeContributions() -> String? {
    let names = AttributionMethods.all.filter(\.isSigned).map(\.name)
    return take("method", default: nil, among: names.map { ($0, Optional($0)) })
  }

  /// Takes `resamples=1000` and `seed=1`, those of the bootstrap over reviews.
  mutating func takeResampling() -> Resampling {
    Resampling(
      count: take("resamples", default: 1000, in: 0...100_000),
      seed: take("seed", default: 1, in: 0...Int.max))
  }
}

/// The bootstrap over reviews.
struct Resampling: Hashable, Sendable {
  var count = 1000
  var seed = 1

  /// The settings as a key.
  var key: String { "\(count) \(seed)" }
}
