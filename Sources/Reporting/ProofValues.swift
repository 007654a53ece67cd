import Attribution
import Classifier
import LinearAlgebra
import Literate
import Models

/// Values that test statements about gradients: the theorem on sums, the rank under attention, and the closed form.
extension ReportValues {
  static let proofs = structure + attention + quadrature

  private static let structure = [
    of(
      "collapse.rank", "the rank of the matrix of gradient rows", .count, needs: .gradientAtInput
    ) { .integer($0.spectrum.rank) },
    of(
      "collapse.nonzero-rows", "gradient rows that are not zero", .count, needs: .gradientAtInput
    ) { analysis in
      .integer(
        (0..<analysis.gradient.rows).count { row in
          analysis.rows.isUnmasked(row) && analysis.gradient.row(row).contains { $0 != 0 }
        })
    },
    of(
      "collapse.tells-words-apart", "whether two words have different gradient rows", .boolean,
      needs: .gradientAtInput
    ) { .boolean(!$0.collapse.collapses && $0.collapse.distinctWordRows > 1) },
    of(
      "collapse.is-forced", "whether the layers force all gradient rows to be equal", .boolean,
      needs: .layers
    ) { .boolean($0.explained.network.sequential.rowStructure.collapses) },
    of(
      "transfer.largest-change",
      "the largest change of the logit in 100 moves of a vector from one row of the embeddings to another",
      .plain, needs: .layers
    ) { .number($0.transfers.largestChange) },
  ]

  private static func ofAttention(
    _ path: String, _ summary: String, _ unit: Value.Unit,
    _ value: @escaping @Sendable (AttentionGradient) -> Value
  ) -> ValuePath<ReportContext> {
    of("attention.\(path)", summary, unit) { $0.attentionGradient.map(value) }
  }

  private static let attention = [
    ofAttention(
      "rank", "the rank of the gradient that the embedded attention model has on this review",
      .count
    ) { .integer($0.rank) },
    ofAttention(
      "formula-difference",
      "the largest difference between that gradient and its formula, as a share of its largest entry",
      .plain
    ) { .number($0.formulaDifference) },
  ]

  private static let quadrature = [10, 100, 10_000].map { steps in
    of(
      "quadrature.difference-\(steps)",
      "the largest difference of a word between the midpoint rule with \(steps) steps and the closed form, as a share of the largest contribution",
      .plain, needs: .layers
    ) { analysis in
      analysis.midpointRule(steps: steps).map { .number($0.largestDifference) }
    }
  }
}

extension ReviewAnalysis {
  /// The singular values of the gradient.
  fileprivate var spectrum: GradientSpectrum {
    findings.finding { GradientSpectrum(rows, gradient: gradient) }
  }

  /// The change of the logit when vectors are moved between rows.
  fileprivate var transfers: SumTransfers {
    findings.finding { SumTransfers(rows, count: 100, seed: 1) }
  }

  /// The gradient of the embedded attention model on this review, for the same kind of output; nil if the model cannot be
  /// loaded.
  fileprivate var attentionGradient: AttentionGradient? {
    findings.finding { () -> AttentionGradient? in
      // The claim about a missing value is false, and the chunk on architectures reports why the model cannot be loaded.
      guard let model = try? Model.load(Architecture.attention.rawValue) else { return nil }
      return AttentionGradient(
        Explainer(model: model, output: Output(explained.target)).explain(pick.text))
    }
  }

  /// Returns the comparison of the midpoint rule with the closed form from the page's baseline; nil if there is none.
  fileprivate func midpointRule(steps: Int) -> MidpointRule? {
    findings.finding("\(steps)", baseline.rawValue) { () -> MidpointRule? in
      MidpointRule(explained, steps: steps, from: baseline)
    }
  }
}
