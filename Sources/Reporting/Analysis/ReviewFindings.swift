import Attribution
import Classifier
import Faithfulness

/// The studies of a review. Each is computed when a chunk, a value or a sentence first needs it, and once for its settings.
extension ReviewAnalysis {
  /// The baseline of contributions: the page's or, if it has none, that of integrated gradients.
  var baseline: Baseline {
    let name = IntegratedGradients().name
    let method = results.first { $0.method.name == name }?.method ?? followers[name]
    return start.origin.baseline ?? method?.method.baseline ?? .pad
  }

  /// The comparison of the rows of the gradient with those of the embedding.
  var rowStatistics: GradientRowStatistics {
    findings.finding { GradientRowStatistics(explained, rows: rows, gradient: gradient) }
  }

  /// The path from the page's baseline.
  var path: BaselinePath { path(from: baseline) }

  /// Returns the path from a baseline.
  func path(from baseline: Baseline) -> BaselinePath {
    findings.finding(baseline.rawValue) { BaselinePath(explained, from: baseline) }
  }

  /// Returns the convergence delta of a quadrature rule along the path from a baseline.
  func convergenceDelta(
    of rule: Convergence.Rule, steps: Int, from baseline: Baseline
  ) -> Double {
    findings.finding("convergence", rule.name, "\(steps)", baseline.rawValue) {
      Convergence(on: path(from: baseline)).delta(of: rule, steps: steps)
    }
  }

  /// Returns the convergence delta of the closed form; nil if there is none.
  func exactDelta(from baseline: Baseline) -> Double? {
    findings.finding("convergence", baseline.rawValue) {
      Convergence(on: path(from: baseline)).exactDelta
    }
  }

  /// Returns the hidden units on the path from a baseline.
  func hiddenUnits(from baseline: Baseline) -> HiddenUnits {
    findings.finding(baseline.rawValue) { HiddenUnits(on: path(from: baseline)) }
  }

  /// The predictions for a hundred orders of the words, for the target class.
  var orders: WordOrders {
    findings.finding {
      WordOrders(review, model: explained.network, output: explained.output, count: 100, seed: 1)
    }
  }

  /// The agreement of the run's methods.
  var agreement: MethodAgreement { agreement(of: results) }

  /// Returns the agreement of methods.
  func agreement(of results: [Result]) -> MethodAgreement {
    findings.finding(results.map(\.method.key).joined(separator: ",")) {
      MethodAgreement(
        of: results.map { ($0.method, $0.attribution) }, on: explained, baseline: baseline)
    }
  }

  /// The reason why the contributions must, or need not, agree on the order of the words.
  var agreementFinding: AgreementFinding { findings.finding { AgreementFinding(self) } }

  /// Returns the removal curves of the review.
  func curves(by study: RemovalStudy) -> RemovalFindings? {
    findings.finding(study.key) { study.curves(of: pick.text) }
  }
}

extension ReportContext {
  /// The effects of all vocabulary words for the target class of the page, computed once per run.
  var wordEffects: WordEffects {
    let explainer = focus?.explained.explainer ?? run.analyst.explainer
    return run.findings.finding("\(explainer.output)") { WordEffects(explainer, jobs: run.jobs) }
  }
}
