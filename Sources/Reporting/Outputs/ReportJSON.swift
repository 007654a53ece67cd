import Attribution
import Classifier
import Literate
import Site
import SourceText

extension Run {
  /// Returns the run's JSON: program, model, methods and totals, and last the arrays of claims and of reviews, still empty.
  func json(titled title: String, _ totals: ReportTotals) -> RunJSON {
    let text = JSONWriter.object { json in
      json.write("title", title)
      json.object("provenance", writeProvenance)
      json.object("totals", totals.write)
      json.write("claims", JSON.array([]))
      json.write("reviews", JSON.array([]))
    }
    return RunJSON(text) { item in JSONWriter.object { item.write(to: &$0) } }
  }

  private func writeProvenance(to json: inout JSONWriter) {
    let explainer = analyst.explainer
    json.write("program", "report \(Version.current)")
    if let date { json.write("date", date) }
    json.object("model") { json in
      json.write("sha256", explainer.sha256)
      json.write("layers", modelSummary)
    }
    if explainer.classes != Label.binary { json.write("classes", explainer.classes.map(\.name)) }
    json.write("target", analyst.target.rawValue)
    if analyst.methods.contains(where: { $0.method.usesBackground }) {
      json.write("background", explainer.background.sha256)
    }
    json.objects("methods", analyst.methods) { json, method in
      json.write("method", method.name)
      json.write("options", settings: method.settings(for: explainer))
    }
  }
}

extension ReportTotals {
  fileprivate func write(to json: inout JSONWriter) {
    json.write("reviews", reviews)
    json.write("labelled", labelled)
    json.write("right", right)
    json.write("words", words)
    json.write("unknown", unknown)
    if !maxRowDifference.isNaN { json.write("max_row_difference", maxRowDifference) }
    if let delta = maxConvergenceDelta { json.write("max_convergence_delta", delta) }
  }
}

extension JUnit.Case {
  fileprivate func write(to json: inout JSONWriter) {
    json.write("page", page)
    json.write("file", file)
    json.write("line", claim.location?.line ?? 1)
    if let label = claim.label { json.write("label", label) }
    if let review = claim.review { json.write("review", review) }
    json.write("claim", claim.claim)
    json.write("says", claim.says)
    json.write("holds", claim.holds)
    json.objects("measured", claim.measured) { json, measured in
      json.write("path", measured.path)
      json.write("value", measured.value)
      json.write("text", measured.text)
    }
    if let reason = claim.undecided { json.write("undecided", reason) }
    if claim.relations.isEmpty { return }
    json.objects("comparisons", claim.relations) { json, relation in
      json.write("text", relation.text)
      if let holds = relation.holds {
        json.write("holds", holds)
      } else {
        json.write("holds", JSON.null)
      }
    }
  }
}

extension JSONWriter {
  /// Writes a value of the document language; null for nil.
  fileprivate mutating func write(_ key: String, _ value: Value?) {
    switch value {
    case nil: write(key, JSON.null)
    case .number(let number): write(key, number)
    case .integer(let number): write(key, number)
    case .text(let text): write(key, text)
    case .boolean(let truth): write(key, truth)
    }
  }
}
