import Attribution
import Classifier

extension ReviewAnalysis {
  /// The analysis as one line of JSON, as printed by `report attribute` and stored in `data/report.jsonl`.
  ///
  /// Offsets count Unicode scalars of the text. `tokens` are the tokens that the model reads; special tokens and padding
  /// have no position in the text, so only the sums of their attributions are included. If a program splits words into
  /// pieces, `pieces` holds their offsets and `piece_scores` their attributions, which sum to the words' `scores`. For a
  /// fastText model, `rows` is the number of embedding rows that are looked up, and `folding` describes how attributions of
  /// n-grams are folded onto words.
  public var json: String {
    var json = "{\"id\":\(JSONText.string(pick.id)),\"text\":\(JSONText.string(pick.text))"
    if let label = pick.label { json += ",\"label\":\(JSONText.string(label.name))" }
    json +=
      ",\"model\":\"\(explained.explainer.sha256)\",\"target\":\"\(explained.target.rawValue)\""
    if !subject.isStandard {
      json += ",\"class\":\(JSONText.string(subject.label.name))"
      if let contrast = explained.output.contrast {
        json += ",\"against\":\(JSONText.string(prediction.classes[contrast].name))"
      }
    }
    json += ",\"prediction\":\(prediction.json)"
    if results.contains(where: { $0.method.method.usesBackground }) {
      json += ",\"background\":\"\(explained.explainer.background.sha256)\""
    }
    json += ",\"positions\":\(review.indices.count),\"padding\":\(review.paddingPositions.count)"
    json += ",\"truncated\":\(review.truncated)"
    if let mixture = review.mixture {
      json += ",\"rows\":\(mixture.rowCount)"
      if let note = NgramNote.sentence(explained.explainer) {
        json += ",\"folding\":\(JSONText.string(note))"
      }
    }
    json += ",\"tokens\":["
    for (index, token) in tokens.enumerated() {
      if index > 0 { json += "," }
      json += "{\"text\":\(JSONText.string(token.text)),\"start\":\(token.range.lowerBound)"
      json += ",\"end\":\(token.range.upperBound),\"index\":\(token.index)"
      json += ",\"position\":\(review.firstPosition + index)}"
    }
    if let pieces = review.pieces {
      json += "],\"pieces\":["
      json += pieces.map { piece in
        let word = piece.word.map { ",\"word\":\($0)" } ?? ""
        return "{\"start\":\(piece.range.lowerBound),\"end\":\(piece.range.upperBound)\(word)}"
      }.joined(separator: ",")
    }
    json +=
      "],\"attributions\":[\(results.map { $0.json(for: explained.explainer) }.joined(separator: ","))]}"
    return json
  }
}

extension Prediction {
  /// The logit and the probability of "positive" for a single-logit model; otherwise the numbers of all classes.
  fileprivate var json: String {
    func members(_ numbers: [Double]) -> String {
      let members = zip(classes, numbers).map {
        "\(JSONText.string($0.name)):\(JSONText.number($1))"
      }
      return "{\(members.joined(separator: ","))}"
    }
    let probabilities = ",\"probabilities\":\(members(probabilities))"
    var json =
      logits.count == 1
      ? "{\"logit\":\(JSONText.number(logits[0])),\"probability\":\(JSONText.number(self.probabilities[1]))"
      : "{\"logits\":\(members(logits))"
    if classes != Label.binary || logits.count > 1 { json += probabilities }
    json += ",\"label\":\(JSONText.string(label.name))}"
    return json
  }
}

extension ReviewAnalysis.Result {
  /// Returns one method's attribution as a JSON object.
  fileprivate func json(for explainer: Explainer) -> String {
    let options = method.settings(for: explainer).map {
      "\(JSONText.string($0.name)):\(JSONText.string($0.value))"
    }
    var json = "{\"method\":\"\(method.name)\",\"options\":{\(options.joined(separator: ","))}"
    json += ",\"scores\":\(JSONText.numbers(attribution.scores))"
    if attribution.rows.count != attribution.positions.count {
      json += ",\"piece_scores\":\(JSONText.numbers(attribution.rows))"
    }
    json += ",\"padding\":\(JSONText.number(attribution.padding))"
    json += ",\"special\":\(JSONText.number(attribution.specialTokens))"
    if let value = attribution.baselineValue {
      json += ",\"baseline_value\":\(JSONText.number(value))"
    }
    if let delta = attribution.convergenceDelta {
      json += ",\"convergence_delta\":\(JSONText.number(delta))"
    }
    if let errors = attribution.standardErrors {
      json += ",\"standard_errors\":\(JSONText.numbers(errors))"
    }
    if let fit = attribution.fit { json += ",\"r_squared\":\(JSONText.number(fit))" }
    if let caution { json += ",\"caution\":\(JSONText.string(caution))" }
    if let units = attribution.units { json += ",\"units\":\(JSONText.numbers(units))" }
    return json + "}"
  }
}
