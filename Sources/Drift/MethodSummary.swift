import Attribution
import Reporting

/// The changes of one method, summarized over all reviews.
public struct MethodSummary: Sendable {
  /// The method's name.
  public let name: String
  /// The number of reviews that could be compared.
  public let compared: Int
  /// The number of reviews that could not be compared, and the differing options.
  public let incomparable: Int
  public let differences: [String]
  /// The mean and the smallest Spearman's ρ, with the id of the latter's review; nil if undefined on every review.
  public let spearman: (mean: Double, least: Double, id: String)?
  /// The mean of Kendall's τ-b; nil if undefined on every review.
  public let kendall: Double?
  /// The number of compared reviews without ranks, because one run has the same attribution for all words.
  public let rankless: Int
  /// The number of words that moved, and of words compared; nil if the attributions are not in units of the output.
  public let moved: (count: Int, of: Int)?
  /// The mean absolute change over all words; nil if the attributions are not in units of the output.
  public let meanChange: Double?
  /// The share of the strongest words that remain among the strongest, averaged over reviews.
  public let strongestKept: Double?
  /// The convergence delta of largest magnitude in each run; nil if the attributions are not shares of the output.
  public let convergenceDelta: (old: Double, new: Double)?

  static func all(in reviews: [ReviewDrift]) -> [MethodSummary] {
    var names: [String] = []
    var found: [String: [(String, MethodDrift)]] = [:]
    for review in reviews {
      for method in review.methods {
        if found[method.name] == nil { names.append(method.name) }
        found[method.name, default: []].append((review.id, method))
      }
    }
    return names.map { MethodSummary($0, found[$0] ?? []) }
  }

  private init(_ name: String, _ found: [(id: String, drift: MethodDrift)]) {
    self.name = name
    let measured = found.compactMap { id, drift in drift.comparison.map { (id, $0) } }
    compared = measured.count
    incomparable = found.count - measured.count
    differences = Set(found.flatMap(\.drift.differences)).sorted()
    let ranked = measured.compactMap { id, comparison in comparison.spearman.map { ($0, id) } }
    spearman = ranked.min { $0.0 < $1.0 }.map { least in
      (Self.mean(ranked.map(\.0)) ?? 0, least.0, least.1)
    }
    kendall = Self.mean(measured.compactMap(\.1.kendall))
    rankless = measured.count - ranked.count
    let shares = measured.map(\.1).filter { $0.parts != nil }
    moved =
      shares.isEmpty
      ? nil
      : (shares.reduce(0) { $0 + ($1.moved ?? 0) }, shares.reduce(0) { $0 + $1.words.count })
    meanChange = Self.mean(shares.flatMap { $0.words.map { abs($0.change) } })
    strongestKept = Self.mean(
      measured.compactMap(\.1.strongest).map { Double($0.kept) / Double($0.of) })
    let deltas = measured.compactMap(\.1.convergenceDelta)
    convergenceDelta =
      deltas.isEmpty
      ? nil
      : (
        deltas.map(\.old).max { abs($0) < abs($1) } ?? 0,
        deltas.map(\.new).max { abs($0) < abs($1) } ?? 0
      )
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0) { $0 + $1 / Double(values.count) }
  }
}
