import Attribution
import Reporting
import SourceText

extension AttributionRun.Review {
  /// Reads a line.
  ///
  /// - Parameter line: An object.
  /// - Throws: A diagnostic for the first value that is missing or of the wrong type.
  init(_ line: JSONField) throws(Diagnostics) {
    location = line.location
    id = try line["id"].text()
    text = try line["text"].text()
    label = try line["label"].textIfAny()
    model = try line["model"].text()
    target = try line["target"].target()
    explained = (try line["class"].textIfAny(), try line["against"].textIfAny())
    probabilities = try line["prediction"].probabilities()
    verdict = try line["prediction"]["label"].text()
    background = try line["background"].textIfAny()
    var tokens: [AttributionRun.Token] = []
    for token in try line["tokens"].elements() {
      tokens.append(
        AttributionRun.Token(
          text: try token["text"].text(), start: try token["start"].offset(),
          end: try token["end"].offset()))
    }
    self.tokens = tokens
    var results: [AttributionRun.Result] = []
    for result in try line["attributions"].elements() {
      let errors = result["standard_errors"]
      results.append(
        AttributionRun.Result(
          method: try result["method"].text(), options: try result["options"].textsByName(),
          scores: try result["scores"].numbers(for: tokens.count),
          elsewhere: try result["padding"].number() + result["special"].number(),
          baselineValue: try result["baseline_value"].numberIfAny(),
          convergenceDelta: try result["convergence_delta"].numberIfAny(),
          standardErrors: errors.value == nil ? nil : try errors.numbers(for: tokens.count)))
    }
    self.results = results
  }
}
