import Attribution
import Classifier
public import Faithfulness

extension FaithfulnessTable {
  /// The table as one JSON object; undefined values are null.
  public var json: String {
    var json = "{\"model\":\"\(sha256)\",\"reviews\":\(reviews),\"wordless\":\(wordless)"
    let name = explained.map { JSONText.string(classes[$0.classIndex].name) }
    json += ",\"target\":\"\(target.rawValue)\",\"class\":\(name ?? "\"predicted\"")"
    if let contrast = explained?.contrast {
      json += ",\"against\":\(JSONText.string(classes[contrast].name))"
    }
    json += ",\"removal\":\"\(removal.rawValue)\",\"baseline\":\"\(baseline.rawValue)\""
    json += ",\"seed\":\(seed),\"resamples\":\(resamples),\"interval\":0.95"
    json += ",\"methods\":[\(methods.indices.map(method).joined(separator: ","))]"
    json += ",\"chance\":\(Self.curves(chance))"
    json += ",\"shares\":\(JSONText.numbers(RemovalCurve.shares))"
    return json + ",\"metrics\":[\(columns.map(column).joined(separator: ","))]}"
  }

  private func method(_ index: Int) -> String {
    let method = methods[index]
    return "{\"method\":\"\(method.name)\",\"options\":\(Self.options(method.settings))"
      + ",\"constant_reviews\":\(constant[index]),\"curves\":\(Self.curves(curves[index]))}"
  }

  private func column(_ column: Column) -> String {
    let card = column.metric.card
    var json = "{\"metric\":\"\(card.name)\",\"options\":\(Self.options(column.metric.settings))"
    json += ",\"origin\":\(JSONText.string(card.origin)),\"source\":\"\(card.source.url)\""
    json += ",\"better\":\"\(card.better.rawValue)\",\"reads_order\":\(card.readsOrder)"
    json += ",\"removes_words\":\(card.removesWords),\"reviews\":\(column.reviews)"
    json += ",\"constant\":\(Self.interval(column.constant)),\"cells\":["
    json += zip(methods, column.cells).map { method, cell in
      "{\"method\":\"\(method.name)\",\"own\":\(Self.interval(cell.own))"
        + ",\"random\":\(Self.interval(cell.random)),\"reversed\":\(Self.interval(cell.reversed))"
        + ",\"difference\":\(Self.interval(cell.difference))"
        + ",\"verdict\":\(cell.verdict.map { "\"\($0.rawValue)\"" } ?? "null")"
        + ",\"undefined\":\(cell.undefined)}"
    }.joined(separator: ",")
    return json + "]}"
  }

  private static func options(_ settings: [(name: String, value: String)]) -> String {
    let options = settings.map { "\(JSONText.string($0.name)):\(JSONText.string($0.value))" }
    return "{\(options.joined(separator: ","))}"
  }

  private static func interval(_ interval: Interval?) -> String {
    guard let interval else { return "null" }
    return "{\"mean\":\(JSONText.number(interval.mean)),\"low\":\(JSONText.number(interval.low))"
      + ",\"high\":\(JSONText.number(interval.high))}"
  }

  private static func curves(_ curves: Curves) -> String {
    "{\"without\":\(JSONText.numbers(curves.deletion)),\"only\":\(JSONText.numbers(curves.insertion))}"
  }
}
