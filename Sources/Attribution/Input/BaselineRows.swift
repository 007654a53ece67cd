import LinearAlgebra
import Synchronization

/// The row of each baseline for one output, each computed when it is first needed.
///
/// The neutral row takes up to a hundred backward passes, and few runs use it.
final class BaselineRows: Sendable {
  private let reader: any ClassifierReader
  private let output: Output
  private let known = Mutex<[Baseline: Matrix?]>([:])

  init(_ reader: any ClassifierReader, for output: Output) {
    self.reader = reader
    self.output = output
  }

  /// The row of a baseline, 1 × D; nil if reviews have none.
  subscript(baseline: Baseline) -> Matrix? {
    if let row = known.withLock({ $0[baseline] }) { return row }
    let row = reader.baselineRow(baseline, for: output)
    known.withLock { $0[baseline] = .some(row) }
    return row
  }
}
