import Attribution
import Classifier

extension DiagnosisText {
  /// The diagnosis as one JSON object.
  public var json: String {
    let layers = LayerSummary.all(of: model).map { layer in
      "{\"name\":\(JSONText.string(layer.name)),\"class\":\"\(layer.kind)\","
        + "\"output\":\"\(layer.output)\",\"parameters\":\(layer.parameters)}"
    }
    var json = "{\"model\":\"\(model.sha256)\",\"layers\":[\(layers.joined(separator: ","))]"
    if model.classes != Label.binary {
      let names = model.classes.map { JSONText.string($0.name) }
      json += ",\"classes\":[\(names.joined(separator: ","))]"
    }
    if !model.decisions.isEmpty {
      let decisions = model.decisions.map { decision in
        "{\"decision\":\(JSONText.string(decision.sentence)),"
          + "\"option\":\(decision.option.map { JSONText.string($0) } ?? "null")}"
      }
      json += ",\"decisions\":[\(decisions.joined(separator: ","))]"
    }
    return json + ",\(SurveyText(survey: survey).json)}"
  }
}

extension SurveyText {
  /// Members of a JSON object: the structure if known, the measurements, and the consequences for each method.
  var json: String {
    var json = ""
    if let structure = survey.structure {
      json += "\"structure\":{\"collapses\":\(structure.collapses)"
      json += ",\"layer\":\(JSONText.string(structure.layer))"
      json += ",\"because\":\(structure.difference.map { JSONText.string($0) } ?? "null")},"
    }
    json += "\"measured\":{\"reviews\":\(survey.reviews),\"collapsed\":\(survey.collapsed)"
    json += ",\"max_row_difference\":\(JSONText.number(survey.maxRowDifference))"
    json += ",\"largest_entry\":\(JSONText.number(survey.largestEntry))"
    json += ",\"rank\":[\(survey.rank.lowest),\(survey.rank.median),\(survey.rank.highest)]"
    json += ",\"largest_singular_share\":\(JSONText.number(survey.largestShare))"
    json += ",\"gini\":\(JSONText.number(survey.gini))"
    json += ",\"entropy_share\":\(JSONText.number(survey.entropyShare))"
    json += ",\"padding\":{\"share\":\(JSONText.number(survey.padding.share))"
    json += ",\"mean\":\(JSONText.number(survey.padding.mean))}}"
    if let patterns = survey.patterns {
      json +=
        ",\"patterns\":{\"counts\":[\(patterns.counts.map(String.init).joined(separator: ","))]"
      json += ",\"smallest_cosine\":\(JSONText.number(patterns.smallestCosine))"
      json += ",\"straight_share\":\(JSONText.number(patterns.straightShare))"
      json += ",\"mean_switches\":\(JSONText.number(patterns.meanSwitches))"
      json += ",\"most_switches\":\(patterns.mostSwitches)}"
    }
    let methods = survey.methods.map { finding in
      "{\"method\":\"\(finding.method.name)\",\"constant_share\":"
        + "\(JSONText.number(finding.constantShare ?? .nan))}"
    }
    return json + ",\"methods\":[\(methods.joined(separator: ","))]"
  }
}
