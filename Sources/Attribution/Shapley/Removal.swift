/// The treatment of missing words.
public enum Removal: String, CaseIterable, Sendable {
  /// The word's row is replaced by the baseline's; the length of the review is unchanged.
  case replace
  /// The word's position is removed, and the rest is averaged, or read, again.
  ///
  /// If the average excludes masked positions, the position is masked. If no position remains, the output is that of the
  /// baseline.
  case remove

  /// Returns a short description.
  ///
  /// - Parameter baseline: The replacement for a missing word.
  /// - Returns: The end of a sentence that begins "A missing word is".
  public func summary(_ baseline: Baseline) -> String {
    switch self {
    case .replace: "replaced by \(baseline.summary)"
    case .remove: "removed, and the rest averaged again"
    }
  }
}
