/// The correction of p-values for the number of questions asked.
public enum FalseDiscovery {
  /// Returns the p-values adjusted by Benjamini and Hochberg: `qᵢ = min over j ≥ i of m pⱼ / j`, in ascending order of p.
  ///
  /// Among the hypotheses with `q` of at most 0.05, at most 5 % are expected to be true.
  ///
  /// - Parameters:
  ///   - pValues: The p-values.
  ///   - count: The number m of hypotheses, if `pValues` are only the smallest of their p-values; nil if they are all. Adjusted
  ///     values below the smallest p-value left out are then those of the whole.
  /// - Returns: As many adjusted values, from 0 to 1, in the same order.
  /// - Complexity: O(*m* log *m*).
  /// - Source: Benjamini and Hochberg, *Controlling the False Discovery Rate*, 1995; it holds for independent and positively
  ///   dependent tests.
  public static func adjusted(_ pValues: [Double], of count: Int? = nil) -> [Double] {
    let count = Double(count ?? pValues.count)
    let order = pValues.indices.sorted {
      pValues[$0] != pValues[$1] ? pValues[$0] < pValues[$1] : $0 < $1
    }
    var adjusted = pValues
    var smallest = 1.0
    for (rank, index) in order.enumerated().reversed() {
      smallest = min(smallest, pValues[index] * count / Double(rank + 1))
      adjusted[index] = smallest
    }
    return adjusted
  }
}
