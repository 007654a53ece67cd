import Attribution
import Classifier
public import Faithfulness
import SourceText

extension FaithfulnessTable {
  /// The table as one JSON object; undefined values are null.
  public var json: String {
    JSONWriter.object { json in
      json.write("model", sha256)
      json.write("reviews", reviews)
      json.write("wordless", wordless)
      json.write("target", target.rawValue)
      json.write("class", explained.map { classes[$0.classIndex].name } ?? "predicted")
      if let contrast = explained?.contrast { json.write("against", classes[contrast].name) }
      json.write("removal", removal.rawValue)
      json.write("baseline", baseline.rawValue)
      json.write("seed", Int(seed))
      json.write("resamples", resamples)
      json.write("interval", 0.95)
      json.objects("methods", methods.indices) { json, index in
        json.write("method", methods[index].name)
        json.write("options", settings: methods[index].settings)
        json.write("constant_reviews", constant[index])
        json.object("curves", curves[index].write)
      }
      json.object("chance", chance.write)
      json.write("shares", RemovalCurve.shares)
      json.objects("metrics", columns) { json, column in write(column, to: &json) }
    }
  }

  private func write(_ column: Column, to json: inout JSONWriter) {
    let card = column.metric.card
    json.write("metric", card.name)
    json.write("options", settings: column.metric.settings)
    json.write("origin", card.origin)
    json.write("source", card.source.url)
    json.write("better", card.better.rawValue)
    json.write("reads_order", card.readsOrder)
    json.write("removes_words", card.removesWords)
    json.write("reviews", column.reviews)
    json.write("constant", column.constant)
    json.objects("cells", zip(methods, column.cells)) { json, item in
      let (method, cell) = item
      json.write("method", method.name)
      json.write("own", cell.own)
      json.write("random", cell.random)
      json.write("reversed", cell.reversed)
      json.write("difference", cell.difference)
      json.write("verdict", cell.verdict?.rawValue)
      json.write("undefined", cell.undefined)
    }
  }
}

extension FaithfulnessTable.Curves {
  fileprivate func write(to json: inout JSONWriter) {
    json.write("without", deletion)
    json.write("only", insertion)
  }
}

extension JSONWriter {
  /// Writes an interval as an object; null for nil.
  fileprivate mutating func write(_ key: String, _ interval: Interval?) {
    guard let interval else { return write(key, JSON.null) }
    object(key) { json in
      json.write("mean", interval.mean)
      json.write("low", interval.low)
      json.write("high", interval.high)
    }
  }
}
