import Blocks
import HTML
import Reporting

extension DriftStory {
  /// Returns the section of one review: its methods, and the words that moved most.
  func detail(of review: ReviewDrift) -> DriftSection {
    let compared = review.methods.compactMap { method in
      method.comparison.map { (name: method.name, comparison: $0) }
    }
    let rows = compared.map { name, comparison -> [DriftSection.Cell] in
      [
        .text(name), .number(DriftNumber.correlation(comparison.spearman)),
        .number(DriftNumber.correlation(comparison.kendall)),
        .number(comparison.strongest.map { "\($0.kept) of \($0.of)" } ?? "–"),
        .number(comparison.moved.map { "\($0) of \(comparison.words.count)" } ?? "–"),
        .text(comparison.moved == nil ? "" : movers(of: comparison)),
      ]
    }
    var section = DriftSection(
      title: "\(review.id): \(review.verdictText), "
        + DriftNumber.plain(review.verdict.old.probability) + " → "
        + DriftNumber.plain(review.verdict.new.probability), isDetail: true)
    if !rows.isEmpty {
      let columns = [
        ("Method", false), ("ρ", true), ("τ", true), ("Strongest", true), ("Words moved", true),
        ("Most", false),
      ]
      section.tables.append(DriftSection.Table(columns: columns, rows: rows))
    }
    // Only a method that satisfies completeness can decompose the change; use the first one.
    let shares = compared.filter { $0.comparison.parts != nil }
    if let (name, comparison) = shares.first(where: \.comparison.isComplete) ?? shares.first {
      if comparison.isComplete, review.probabilityChange != 0, let parts = comparison.parts {
        section.sentences.append(Self.sentence(parts, by: name, textChanged: review.hasOtherText))
      }
      section.versions = versions(of: review, by: name)
      if let table = wordTable(comparison, by: name) { section.tables.append(table) }
    }
    return section
  }

  /// Returns both versions of a changed text, marked by a method; nil if the text did not change.
  private func versions(of review: ReviewDrift, by name: String) -> SideBySide? {
    guard let versions = review.versions,
      let method = review.methods.first(where: { $0.name == name })
    else { return nil }
    func side(
      _ title: String, _ version: AttributionRun.Review, _ verdict: ReviewDrift.Verdict,
      _ scores: [Double]
    ) -> SideBySide.Side {
      let words = zip(version.tokens, scores).compactMap { token, score in
        token.start <= token.end
          ? SideBySide.Word(token.text, in: token.start..<token.end, score: score) : nil
      }
      return SideBySide.Side(
        title: Phrase(title), note: DriftNumber.plain(verdict.probability), text: version.text,
        words: words)
    }
    return SideBySide(
      side("Before", versions.old, review.verdict.old, method.scores.old),
      side("After", versions.new, review.verdict.new, method.scores.new), colours: .fixed)
  }

  private static func sentence(
    _ parts: MethodDrift.Parts, by name: String, textChanged: Bool
  ) -> String {
    var pieces = [("words in both runs", parts.kept)]
    if textChanged || parts.removed != 0 || parts.added != 0 {
      pieces += [("removed words", parts.removed), ("added words", parts.added)]
    }
    pieces += [("padding and special tokens", parts.elsewhere), ("baseline", parts.baseline)]
    let sum = pieces.map(\.1).reduce(0, +)
    // Rounding errors of numbers that cancel are not a change.
    let noise = 1e-12 * (pieces.map { abs($0.1) }.max() ?? 0)
    pieces = pieces.map { ($0.0, abs($0.1) <= noise ? 0 : $0.1) }
    return "According to \(name), the change is \(DriftNumber.change(sum)): "
      + pieces.map { "\($0) \(DriftNumber.change($1))" }.joined(separator: ", ") + "."
  }

  /// Lists the words that moved most, each once.
  private func movers(of comparison: MethodDrift.Comparison) -> String {
    distinct(comparison.words).map { "\($0.text) \(DriftNumber.change($0.change))" }
      .prefix(3).joined(separator: ", ")
  }

  private func wordTable(
    _ comparison: MethodDrift.Comparison, by name: String
  ) -> DriftSection.Table? {
    // An absent word contributes 0, so a removed word changes the output by its negated attribution.
    typealias Entry = (String, Double?, Double?, (old: Double, new: Double)?)
    let entries: [Entry] =
      distinct(comparison.words).map { ($0.text, $0.score.old, $0.score.new, $0.rank) }
      + comparison.removed.map { ($0.text, $0.score, nil, nil) }
      + comparison.added.map { ($0.text, nil, $0.score, nil) }
    let changes = entries.map { text, old, new, rank in
      (text: text, old: old, new: new, rank: rank, change: (new ?? 0) - (old ?? 0))
    }
    let order = changes.indices.sorted {
      (abs(changes[$0].change), $1) > (abs(changes[$1].change), $0)
    }
    let rows = order.prefix(words).map { index -> [DriftSection.Cell] in
      let entry = changes[index]
      return [
        .text(entry.text), .number(entry.old.map { DriftNumber.change($0) } ?? "absent"),
        .number(entry.new.map { DriftNumber.change($0) } ?? "absent"),
        .change(entry.change),
        .number(
          entry.rank.map { "\(DriftNumber.rank($0.old)) → \(DriftNumber.rank($0.new))" } ?? "–"),
      ]
    }
    let columns = [
      ("Word", false), ("Old", true), ("New", true), ("Change", true), ("Rank", true),
    ]
    return rows.isEmpty
      ? nil
      : DriftSection.Table(
        caption: "Words that changed most, by \(name)", columns: columns, rows: Array(rows))
  }

  /// Returns the words whose attribution changed; for a repeated word, only the occurrence that changed most.
  private func distinct(_ words: [MethodDrift.Word]) -> [MethodDrift.Word] {
    var seen: Set<String> = []
    return words.filter { $0.change != 0 && seen.insert($0.text).inserted }
  }
}
