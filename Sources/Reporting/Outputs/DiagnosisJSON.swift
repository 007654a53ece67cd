import Attribution
import Classifier
import SourceText

extension DiagnosisText {
  /// The diagnosis as one JSON object.
  public var json: String {
    JSONWriter.object { json in
      json.write("model", model.sha256)
      model.writeLayers(to: &json)
      if model.classes != Label.binary { json.write("classes", model.classes.map(\.name)) }
      if !model.decisions.isEmpty { model.writeDecisions(to: &json) }
      SurveyText(survey: survey).write(to: &json)
    }
  }
}

extension SurveyText {
  /// Writes members of a JSON object: the structure if known, the measurements, and the consequences for each method.
  func write(to json: inout JSONWriter) {
    if let structure = survey.structure {
      json.object("structure") { json in
        json.write("collapses", structure.collapses)
        json.write("layer", structure.layer)
        json.write("because", structure.difference)
      }
    }
    json.object("measured", measures)
    if let patterns = survey.patterns {
      json.object("patterns") { json in
        json.write("counts", patterns.counts)
        json.write("smallest_cosine", patterns.smallestCosine)
        json.write("straight_share", patterns.straightShare)
        json.write("mean_switches", patterns.meanSwitches)
        json.write("most_switches", patterns.mostSwitches)
      }
    }
    json.objects("methods", survey.methods) { json, finding in
      json.write("method", finding.method.name)
      json.write("constant_share", finding.constantShare)
    }
  }

  private func measures(_ json: inout JSONWriter) {
    json.write("reviews", survey.reviews)
    json.write("collapsed", survey.collapsed)
    json.write("max_row_difference", survey.maxRowDifference)
    json.write("largest_entry", survey.largestEntry)
    json.write("rank", [survey.rank.lowest, survey.rank.median, survey.rank.highest])
    json.write("largest_singular_share", survey.largestShare)
    json.write("gini", survey.gini)
    json.write("entropy_share", survey.entropyShare)
    json.object("padding") { json in
      json.write("share", survey.padding.share)
      json.write("mean", survey.padding.mean)
    }
  }
}
