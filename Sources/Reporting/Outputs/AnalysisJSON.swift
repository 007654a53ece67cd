import Attribution
import Classifier
import SourceText

extension ReviewAnalysis {
  /// The analysis as one line of JSON, as printed by `report attribute` and stored in `data/report.jsonl`.
  ///
  /// `columns` are the other columns of the review's row, if there are any. Offsets count Unicode scalars of the text. `tokens`
  /// are the tokens that the model reads; special tokens and padding have no position in the text, so only the sums of their
  /// attributions are included. If a program splits words into pieces, `pieces` holds their offsets and `piece_scores` their attributions, which sum to the words' `scores`. For a
  /// fastText model, `rows` is the number of embedding rows that are looked up, and `folding` describes how attributions of
  /// n-grams are folded onto words. `padding_scores` are the scores of the positions of padding: one number if all are equal.
  ///
  /// `report build --from` restores every number of an attribution from a line, so a line has all of them.
  public var json: String {
    JSONWriter.object { json in
      json.write("id", pick.id)
      json.write("text", pick.text)
      if pick.title != Slug.title(of: pick.id) { json.write("title", pick.title) }
      if let label = pick.label { json.write("label", label.name) }
      if !pick.columns.isEmpty {
        json.object("columns") { json in
          for (name, text) in pick.columns.sorted(by: { $0.key < $1.key }) {
            json.write(name, text)
          }
        }
      }
      json.write("version", Version.current)
      json.write("model", explained.explainer.sha256)
      json.write("target", explained.target.rawValue)
      if !subject.isStandard {
        json.write("class", subject.label.name)
        if let contrast = explained.output.contrast {
          json.write("against", prediction.classes[contrast].name)
        }
      }
      json.object("prediction", prediction.write)
      if results.contains(where: { $0.method.method.usesBackground }) {
        json.write("background", explained.explainer.background.sha256)
      }
      writeReading(to: &json)
      json.objects("attributions", results) { json, result in
        result.write(to: &json, of: explained)
      }
    }
  }

  /// Writes the numbers of positions, and the words and pieces at them.
  private func writeReading(to json: inout JSONWriter) {
    json.write("positions", review.indices.count)
    json.write("padding", review.paddingPositions.count)
    json.write("truncated", review.truncated)
    if let mixture = review.mixture {
      json.write("rows", mixture.rowCount)
      if let note = NgramNote.sentence(explained.explainer) { json.write("folding", note) }
    }
    json.objects("tokens", tokens.enumerated()) { json, item in
      let (index, token) = item
      json.write("text", token.text)
      json.write("start", token.range.lowerBound)
      json.write("end", token.range.upperBound)
      json.write("index", token.index)
      json.write("position", review.firstPosition + index)
    }
    if let pieces = review.pieces {
      json.objects("pieces", pieces) { json, piece in
        json.write("start", piece.range.lowerBound)
        json.write("end", piece.range.upperBound)
        if let word = piece.word { json.write("word", word) }
      }
    }
  }
}

extension Prediction {
  /// Writes the logit and the probability of "positive" for a single-logit model; otherwise the numbers of all classes.
  fileprivate func write(to json: inout JSONWriter) {
    if logits.count == 1 {
      json.write("logit", logits[0])
      json.write("probability", probabilities[1])
    } else {
      write("logits", logits, to: &json)
    }
    if classes != Label.binary || logits.count > 1 {
      write("probabilities", probabilities, to: &json)
    }
    json.write("label", label.name)
  }

  private func write(_ key: String, _ numbers: [Double], to json: inout JSONWriter) {
    json.object(key) { json in
      for (label, number) in zip(classes, numbers) { json.write(label.name, number) }
    }
  }
}

extension ReviewAnalysis.Result {
  /// Writes one method's attribution.
  fileprivate func write(to json: inout JSONWriter, of explained: ReviewInput) {
    json.write("method", method.name)
    json.write("options", settings: method.settings(for: explained.explainer))
    json.write("scores", attribution.scores)
    if attribution.rows != attribution.positions { json.write("piece_scores", attribution.rows) }
    json.write("padding", attribution.padding)
    let padding = attribution.positions[explained.review.paddingPositions]
    if let first = padding.first {
      let areEqual = padding.allSatisfy { $0.bitPattern == first.bitPattern }
      json.write("padding_scores", Array(areEqual ? padding.prefix(1) : padding))
    }
    json.write("special", attribution.specialTokens)
    if let value = attribution.baselineValue {
      json.write("baseline_value", value)
    } else if attribution.isInUnitOfOutput {
      json.write("is_in_unit_of_output", true)
    }
    if let delta = attribution.convergenceDelta { json.write("convergence_delta", delta) }
    if let errors = attribution.standardErrors { json.write("standard_errors", errors) }
    if let fit = attribution.fit { json.write("r_squared", fit) }
    if let caution { json.write("caution", caution) }
    if let units = attribution.units { json.write("units", units) }
  }
}

extension JSONWriter {
  /// Writes the options of a method or metric as an object of strings.
  mutating func write(_ key: String, settings: [(name: String, value: String)]) {
    object(key) { json in
      for (name, value) in settings { json.write(name, value) }
    }
  }
}
