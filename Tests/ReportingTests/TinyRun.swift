import Drift
import TestSupport

/// A run on one review, small enough to be written in a test.
struct TinyReview {
  /// A method and its attributions, one for each word.
  struct Method {
    var name = "ig"
    var options: [String: String] = [:]
    var scores: [Double]
    var errors: [Double]?
    var elsewhere = 0.0
    /// The output for the baseline; nil if attributions are not shares of the output.
    var start: Double? = 0.5
  }

  var id = "a"
  var text: String
  var probability = 0.75
  var label: String?
  var model = "m"
  var methods: [Method]

  /// A review with attributions of one method.
  init(
    _ text: String, _ scores: [Double], id: String = "a", probability: Double = 0.75,
    label: String? = nil
  ) {
    self.init(text, methods: [Method(scores: scores)], id: id, probability: probability)
    self.label = label
  }

  /// A review with attributions of some methods.
  init(_ text: String, methods: [Method], id: String = "a", probability: Double = 0.75) {
    self.id = id
    self.text = text
    self.probability = probability
    self.methods = methods
  }

  private func json(_ method: Method) -> String {
    let options = method.options.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",")
    let errors = method.errors.map { ",\"standard_errors\":\($0)" } ?? ""
    let share =
      method.start.map { start in
        let delta = start + method.elsewhere + method.scores.reduce(0, +) - probability
        return ",\"baseline_value\":\(start),\"convergence_delta\":\(delta)"
      } ?? ""
    return """
      {"method":"\(method.name)","options":{\(options)},"scores":\(method.scores),\
      "padding":\(method.elsewhere),"special":0\(share)\(errors)}
      """
  }

  /// The line of JSON that a run prints.
  var line: String {
    let tokens = text.split(separator: " ").enumerated().map { index, word in
      "{\"text\":\"\(word)\",\"start\":\(index),\"end\":\(index + 1)}"
    }
    return """
      {"id":"\(id)","text":"\(text)"\(label.map { ",\"label\":\"\($0)\"" } ?? ""),"model":"\(model)",\
      "target":"probability","prediction":{"logit":0,"probability":\(probability),\
      "label":"\(probability >= 0.5 ? "positive" : "negative")"},"tokens":[\(tokens.joined(separator: ","))],\
      "attributions":[\(methods.map(json).joined(separator: ","))]}

      """
  }
}

extension DriftReport {
  /// Compares two runs on some reviews.
  static func comparing(
    _ old: [TinyReview], _ new: [TinyReview], threshold: Double = 0.01
  ) throws -> DriftReport {
    try TemporaryFolder.use { folder in
      let runs = try [("old.jsonl", old), ("new.jsonl", new)].map { name, reviews in
        try AttributionRun(reading: folder.write(reviews.map(\.line).joined(), to: name))
      }
      return try DriftReport(from: runs[0], to: runs[1], threshold: threshold)
    }
  }

  /// Compares two runs on one review by one method.
  static func comparison(
    of old: TinyReview, and new: TinyReview, threshold: Double = 0.01
  ) throws -> MethodDrift.Comparison? {
    try comparing([old], [new], threshold: threshold).reviews.first?.methods.first?.comparison
  }
}
