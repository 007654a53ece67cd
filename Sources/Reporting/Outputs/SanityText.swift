import Attribution
import Classifier
import Faithfulness
import HTML
import SourceText

extension SanityReport {
  /// Returns the checks as human-readable text.
  ///
  /// - Parameter width: The width of the terminal, which the tables are fitted to; nil for no limit.
  /// - Returns: The text, without a final line feed.
  public func text(fitting width: Int? = nil) -> String {
    var lines = [
      "sanity checks: do attributions change when weights are randomized or labels permuted?",
      "\(counted(reviews, "review")), \(counted(request.seeds, "seed")), target \(target.rawValue), model \(model.sha256.prefix(12))…",
      training, "",
    ]
    let widest = results.map { Self.name(of: $0.stage).shownOnOneLine.displayWidth }.max() ?? 0
    let columns = [
      TextTable.Column("randomized layers or check", minimum: widest, overflow: .wrap),
      TextTable.Column("ρ ± seeds", isRightAligned: true, minimum: 14),
      TextTable.Column("ρ of |a| ± seeds", isRightAligned: true, minimum: 17),
      TextTable.Column("|ρ|", isRightAligned: true, minimum: 5),
      TextTable.Column("undefined"),
    ]
    for method in methods {
      let rows = results.filter { $0.method == method.name }
      lines.append(method.key)
      if rows.allSatisfy(\.isConstant) {
        let comparisons = rows.reduce(0) { $0 + $1.comparisons }
        lines += [
          "  no comparison: the scores are constant in all \(comparisons) comparisons",
          "",
        ]
        continue
      }
      let cells = rows.map { row in
        [
          Self.name(of: row.stage).shownOnOneLine, Self.text(row.signed), Self.text(row.absolute),
          Self.number(row.undirected?.mean),
          row.undefined == 0 ? "0" : "\(row.undefined) of \(row.comparisons)",
        ]
      }
      lines += TextTable(columns, rows: cells, indent: 2).lines(fitting: width)
      lines.append("")
    }
    return (lines + reading).map(\.shownOnOneLine).joined(separator: "\n")
  }

  private var training: String {
    guard !learnt.isEmpty, let trainingReviews else {
      return request.epochs == 0
        ? "no model was trained on permuted labels: --epochs is 0"
        : "no model was trained on permuted labels: the trainer does not support these layers"
    }
    let accuracies = learnt.map { NumberText.percent($0) }.joined(separator: ", ")
    return """
      permuted labels: \(counted(trainingReviews, "review")), \(counted(request.epochs, "epoch")), last epoch used; \
      training accuracy: \(accuracies)
      """
  }

  /// The legend of the table, and remarks on its numbers.
  private var reading: [String] {
    let lines = [
      "ρ         Spearman's rank correlation with the original model's attributions, averaged over reviews",
      "ρ of |a|  the same for absolute attributions",
      "|ρ|       the absolute value of ρ: agreement of the ranking up to reversal",
      "A value above chance means that part of the explanation does not depend on what was randomized.",
    ]
    return lines + [turned, sized].compactMap(\.self).flatMap { [""] + $0.wrapped(to: 100) }
  }

  /// A remark on rankings that persist up to reversal while the learnt embedding remains.
  private var turned: String? {
    let kept = results.filter {
      $0.stage.kind == .cascading && !$0.stage.layers.contains(embedding) && !$0.isConstant
    }
    guard
      let result = kept.last(where: { $0.stage == kept.last?.stage && $0.method == kept[0].method }
      ),
      let signed = result.signed, let order = result.undirected,
      let floor = found(.chance, result.method)?.undirected,
      abs(signed.mean) < order.mean / 2, order.mean > 2 * floor.mean
    else { return nil }
    let after = results.first {
      $0.method == result.method && $0.stage.kind == .cascading
        && $0.stage.layers.contains(embedding)
    }
    return """
      With random weights in \(result.stage.layers.joined(separator: ", ")) but the learnt \(embedding), \(result.method) \
      has ρ \(Self.number(signed.mean)) but |ρ| \(Self.number(order.mean)) (chance: \
      \(Self.number(floor.mean))): the ranking persists, reversed for some seeds. One direction accounts for \
      \(NumberText.percent(mainDirectionShare)) of the variance of these words' embeddings, and any readout ranks \
      words along it. This is a property of the model; a check that ignores signs would mistake it for a failure of the \
      method. With a random \(embedding) as well, |ρ| is \(Self.number(after?.undirected?.mean)).
      """
  }

  /// A remark on magnitudes that persist while signs do not: they depend on how often a word was seen in training.
  private var sized: String? {
    let result = results.first { $0.stage == .permutedLabels && !$0.isConstant }
    guard let result, let signed = result.signed, let absolute = result.absolute,
      absolute.mean > 0.3, abs(signed.mean) < absolute.mean / 2
    else { return nil }
    return """
      With permuted labels, \(result.method) has ρ \(Self.number(signed.mean)) but ρ of |a| \
      \(Self.number(absolute.mean)): magnitudes persist, signs do not. How large a word's attribution can become depends on \
      how often the word occurs in training, regardless of the labels.
      """
  }

  private func found(_ stage: SanityStage, _ method: String) -> SanityResult? {
    results.first { $0.stage == stage && $0.method == method }
  }

  private var embedding: String { model.sequential.embedding.name }

  private static func text(_ spread: SanityResult.Spread?) -> String {
    guard let spread else { return "–" }
    return number(spread.mean) + (spread.deviation.map { " ± \(number($0))" } ?? "")
  }

  private static func number(_ number: Double?) -> String {
    number.map { NumberText.fixed($0, digits: 2) } ?? "–"
  }
}
