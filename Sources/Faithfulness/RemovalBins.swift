import SourceText

/// The numbers of words at which comprehensiveness and sufficiency read the curve of the probability.
public enum RemovalBins: Hashable, Sendable {
  /// ERASER's: 1, 5, 10, 20 and 50 % of the words, rounded up.
  case eraser
  /// ferret's: 10, 20, …, 100 % of the words, rounded down; with `onlyPositive` at most as many as have positive scores.
  ///
  /// A bin without a word, or with as many words as the one before, is excluded.
  case ferret(onlyPositive: Bool = true)

  /// Takes `bins`, and for ferret's `only-positive`.
  init(options: inout Options, default standard: Self) {
    self = standard
    if standard == .eraser {
      let choices: [(String, Self)] = [("eraser", .eraser), ("ferret", .ferret())]
      self = options.takeVariant("bins", default: standard, among: choices)
    }
    if case .ferret(let onlyPositive) = self {
      self = .ferret(onlyPositive: options.take("only-positive", default: onlyPositive))
    }
  }

  /// Returns the mean of a curve at the bins.
  ///
  /// - Parameters:
  ///   - curve: The values for 0, 1, … words.
  ///   - scores: The score of each word.
  /// - Returns: The mean; nil if there is no bin.
  func mean(of curve: [Double], scores: [Double]) -> Double? {
    let bins = numbers(scores)
    return bins.isEmpty ? nil : bins.reduce(0) { $0 + curve[$1] } / Double(bins.count)
  }

  private func numbers(_ scores: [Double]) -> [Int] {
    let words = scores.count
    switch self {
    case .eraser: return [1, 5, 10, 20, 50].map { max(1, (words * $0 + 99) / 100) }
    case .ferret(let onlyPositive):
      let most = onlyPositive ? scores.count { $0 > 0 } : words
      var bins: [Int] = []
      for tenth in 1...10 {
        let bin = min(words * tenth / 10, most)
        if bin > 0, bin != bins.last { bins.append(bin) }
      }
      return bins
    }
  }
}
