import Attribution
import Classifier
import Models
package import SourceText
import Spooling
import Synchronization

/// The results of an earlier `report attribute`, which take the place of computing the attributions.
///
/// Analyses are needed where nothing can throw, so the first problem is kept, and whoever shows analyses checks
/// ``throwIfFailed()`` first.
final class RecordedRun: Sendable {
  private let files: ResultFiles
  private let firstFailure = Mutex<Diagnostics?>(nil)

  /// Prepares results.
  ///
  /// - Parameters:
  ///   - files: The results.
  ///   - explainer: The classifier and the output to explain.
  /// - Throws: A diagnostic if the results are of another model or target.
  init(_ files: ResultFiles, explainedBy explainer: Explainer) throws(Diagnostics) {
    guard files.source.model == explainer.sha256 else {
      throw Self.otherModel(files.source.model, than: explainer.sha256, at: files.first)
    }
    let target = files.source.target
    guard target == explainer.output.target else {
      throw Diagnostics(
        "the results explain the \(target.rawValue), but this run the \(explainer.output.target.rawValue)",
        at: files.first, hint: "use --target \(target.rawValue)")
    }
    self.files = files
  }

  private static func otherModel(
    _ recorded: String, than model: String, at location: SourceLocation
  ) -> Diagnostics {
    guard let architecture = EmbeddedModel.architecture(sha256: recorded) else {
      return Diagnostics(
        "the results are from the model \(recorded.prefix(12)), but this model is \(model.prefix(12))",
        at: location, hint: "use --model with the model of the results")
    }
    let isDefault = architecture == .average
    let name = isDefault ? "embedded default model" : "embedded model '\(architecture.rawValue)'"
    return Diagnostics(
      "these are results of the \(name), but this model is \(model.prefix(12))", at: location,
      hint: isDefault ? "omit --model" : "use --model \(architecture.rawValue)")
  }

  /// Returns the analysis of a review with its recorded attributions.
  ///
  /// - Parameters:
  ///   - pick: The review.
  ///   - number: Its number, from 1.
  ///   - analyst: The classifier and the methods.
  /// - Returns: Nil if the run has no results for the review, or if they do not fit the classifier or the methods.
  func analysis(of pick: Pick, number: Int, by analyst: ReviewAnalyzer) -> ReviewAnalysis? {
    guard files.range.contains(number - 1) else { return nil }
    do throws(Diagnostics) {
      return try analyst.restore(
        pick, number: number, from: files.results[number - 1 - files.range.lowerBound])
    } catch {
      firstFailure.withLock { $0 = $0 ?? error }
      return nil
    }
  }

  /// Throws the first problem of the results.
  func throwIfFailed() throws(Diagnostics) {
    if let failure = firstFailure.withLock({ $0 }) { throw failure }
    try files.results.throwIfFailed()
  }
}

extension ReviewAnalyzer {
  /// Classifies a review, and restores its attributions.
  ///
  /// - Parameters:
  ///   - pick: The review.
  ///   - number: The 1-based number of the review among the picks.
  ///   - recorded: The results of an earlier run.
  /// - Returns: The analysis, which has the same numbers as one that is computed.
  /// - Throws: A diagnostic if the results do not fit the classifier, the explained output or the methods.
  package func restore(
    _ pick: Pick, number: Int, from recorded: RecordedResults
  ) throws(Diagnostics) -> ReviewAnalysis {
    let explained = explainer.explain(pick.text)
    let place = recorded.location
    let verdict = explained.prediction.label.name
    guard verdict == recorded.verdict, recorded.isNear(explained.prediction) else {
      throw Diagnostics(
        "the model predicts something else for this text than the line says", at: place,
        hint: Self.rerun)
    }
    let subject = ExplainedClass(explained.explainer)
    let isSame =
      subject.isStandard
      ? recorded.explained == nil
      : recorded.explained == subject.label.name
        && recorded.contrast
          == explained.output.contrast.map { explained.prediction.classes[$0].name }
    guard isSame else {
      let classes =
        recorded.explained.map {
          "--class '\($0)'" + (recorded.contrast.map { " --against '\($0)'" } ?? "")
        }
      throw Diagnostics(
        "this line explains another class than this run", at: place,
        hint: classes.map { "use \($0)" } ?? "omit --class and --against")
    }
    if let background = recorded.background, background != explainer.background.sha256 {
      throw Diagnostics(
        "the results use other background reviews than this run", at: place,
        hint: "use --background with the same reviews")
    }
    let isWordless = explained.review.tokens.isEmpty
    var attributions: [Attribution] = []
    for method in isWordless ? [] : methods {
      let found = try recorded.attribution(by: method, for: explained.explainer)
      guard let attribution = Attribution(found.numbers, of: explained.review) else {
        throw Diagnostics(
          "the scores of method '\(method.name)' do not fit the words of the review", at: place,
          hint: Self.rerun)
      }
      method.adopt(attribution, of: explained)
      attributions.append(attribution)
    }
    return analysis(of: pick, number: number, explained, attributions)
  }

  private static var rerun: String { "run 'report attribute' again" }
}

extension RecordedResults {
  /// Whether a prediction is the recorded one, but for the rounding of another machine or program.
  fileprivate func isNear(_ prediction: Prediction) -> Bool {
    let logits = prediction.logits
    let named =
      logits.count == 1
      ? logits
      : zip(prediction.classes.map(\.name), logits).sorted { $0.0 < $1.0 }.map(\.1)
    return named.count == self.logits.count
      && zip(named, self.logits).allSatisfy {
        !$0.isFinite || !$1.isFinite || abs($0 - $1) <= 1e-6 * max(1, abs($0))
      }
  }

  /// Returns the attribution of a method.
  fileprivate func attribution(
    by method: ConfiguredMethod, for explainer: Explainer
  ) throws(Diagnostics) -> RecordedAttribution {
    let settings = method.settings(for: explainer)
    let named = attributions.first { $0.method == method.name }
    if let named, named.settings.count == settings.count,
      settings.allSatisfy({ named.settings[$0.name] == $0.value })
    {
      return named
    }
    guard let named else {
      let known = attributions.map(\.method).joined(separator: ",")
      throw Diagnostics(
        "this line has no attribution by the method '\(method.name)'", at: location,
        hint: known.isEmpty ? "run 'report attribute' again" : "use --methods \(known)")
    }
    let others = settings.filter { named.settings[$0.name] != $0.value }
    let changed = others.compactMap { setting in
      named.settings[setting.name].map { "\(setting.name)=\($0)" }
    }
    throw Diagnostics(
      "this line has other options for the method '\(method.name)' than this run", at: location,
      hint: changed.isEmpty
        ? "use the same options as for 'report attribute'"
        : "use \(method.name):\(changed.joined(separator: ",")) in --methods")
  }
}
