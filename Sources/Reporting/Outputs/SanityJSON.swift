import Attribution
import Classifier
import Faithfulness
import SourceText

extension SanityReport {
  /// The checks as one JSON object.
  public var json: String {
    JSONWriter.object { json in
      json.write("model", model.sha256)
      json.write("target", target.rawValue)
      json.write("reviews", reviews)
      json.write("seeds", request.seeds)
      json.write("methods", methods.map(\.key))
      json.write("epochs", learnt.isEmpty ? 0 : request.epochs)
      json.write("main_direction_share", mainDirectionShare)
      json.write("permuted_label_accuracy", learnt)
      json.objects("results", results) { json, result in
        json.write("method", result.method)
        json.write("stage", result.stage.kind.rawValue)
        json.write("layers", result.stage.layers)
        json.write("spearman", result.signed)
        json.write("spearman_of_absolute", result.absolute)
        json.write("absolute_spearman", result.undirected)
        json.write("undefined", result.undefined)
        json.write("comparisons", result.comparisons)
      }
    }
  }
}

extension JSONWriter {
  /// Writes a mean and its standard deviation as an object; null for nil.
  fileprivate mutating func write(_ key: String, _ spread: SanityResult.Spread?) {
    guard let spread else { return write(key, JSON.null) }
    object(key) { json in
      json.write("mean", spread.mean)
      json.write("deviation", spread.deviation)
    }
  }
}
