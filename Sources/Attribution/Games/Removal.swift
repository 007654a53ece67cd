/// What it means that a word is missing.
public enum Removal: String, CaseIterable, Sendable {
  /// Its row is replaced by the baseline's; the length of the review stays.
  case replace
  /// Its position is taken out, and what remains is averaged, or read, again.
  ///
  /// Where the average leaves out masked positions, the position is masked. Where nothing remains, the output is that
  /// of the baseline.
  case remove

  /// What it means, in a few words.
  ///
  /// - Parameter baseline: What replaces a missing word.
  /// - Returns: The end of a sentence that begins "A missing word is".
  public func summary(_ baseline: Baseline) -> String {
    switch self {
    case .replace: "replaced by \(baseline.summary)"
    case .remove: "taken out, and the rest averaged again"
    }
  }
}
