import Attribution
import Classifier
import Literate
import Site
import SourceText

extension Run {
  /// Returns the part of the run's JSON before the reviews: program, model, methods, totals and claims.
  func jsonHead(titled title: String, _ totals: ReportTotals, _ claims: [JUnit.Case]) -> String {
    let methods = analyst.methods.map { method in
      let options = method.settings(for: analyst.explainer).map {
        "\(JSONText.string($0.name)):\(JSONText.string($0.value))"
      }
      return "{\"method\":\"\(method.name)\",\"options\":{\(options.joined(separator: ","))}}"
    }
    var json = "{\"title\":\(JSONText.string(title))"
    json += ",\"provenance\":{\"program\":\"report \(Version.current)\""
    if let date { json += ",\"date\":\"\(date)\"" }
    json += ",\"model\":{\"sha256\":\"\(analyst.explainer.sha256)\""
    json += ",\"layers\":\(JSONText.string(modelSummary))}"
    if analyst.explainer.classes != Label.binary {
      let names = analyst.explainer.classes.map { JSONText.string($0.name) }
      json += ",\"classes\":[\(names.joined(separator: ","))]"
    }
    json += ",\"target\":\"\(analyst.target.rawValue)\""
    if analyst.methods.contains(where: { $0.method.usesBackground }) {
      json += ",\"background\":\"\(analyst.explainer.background.sha256)\""
    }
    json += ",\"methods\":[\(methods.joined(separator: ","))]}"
    json += ",\"totals\":\(totals.json)"
    json += ",\"claims\":[\(claims.map(\.json).joined(separator: ","))]"
    return json + ",\"reviews\":["
  }
}

extension ReportTotals {
  fileprivate var json: String {
    var json = "{\"reviews\":\(reviews),\"labelled\":\(labelled),\"right\":\(right)"
    json += ",\"words\":\(words),\"unknown\":\(unknown)"
    if !maxRowDifference.isNaN {
      json += ",\"max_row_difference\":\(JSONText.number(maxRowDifference))"
    }
    if let delta = maxConvergenceDelta {
      json += ",\"max_convergence_delta\":\(JSONText.number(delta))"
    }
    return json + "}"
  }
}

extension JUnit.Case {
  fileprivate var json: String {
    let values = claim.measured.map { measured in
      let value = measured.value.map(\.json) ?? "null"
      return "{\"path\":\(JSONText.string(measured.path)),\"value\":\(value)"
        + ",\"text\":\(JSONText.string(measured.text))}"
    }
    var json = "{\"page\":\(JSONText.string(page)),\"file\":\(JSONText.string(file))"
    json += ",\"line\":\(claim.location?.line ?? 1)"
    if let label = claim.label { json += ",\"label\":\(JSONText.string(label))" }
    if let review = claim.review { json += ",\"review\":\(JSONText.string(review))" }
    json += ",\"claim\":\(JSONText.string(claim.claim)),\"says\":\(JSONText.string(claim.says))"
    json += ",\"holds\":\(claim.holds),\"measured\":[\(values.joined(separator: ","))]"
    return json + "}"
  }
}

extension Value {
  fileprivate var json: String {
    switch self {
    case .number(let number): JSONText.number(number)
    case .integer(let number): "\(number)"
    case .text(let text): JSONText.string(text)
    case .boolean(let truth): "\(truth)"
    }
  }
}
