import Attribution
import Faithfulness

extension FaithfulnessText {
  /// The conclusion on which methods to trust, based on the intervals alone.
  var trust: String {
    let standings = table.standings.filter { $0.count > 0 }
    let most = table.columns.count { $0.metric.card.readsOrder }
    guard most > 0 else {
      return
        "Which to trust: all of these metrics ignore the order of the words, so none can be compared with chance."
    }
    func list(_ methods: [FaithfulnessTable.Standing]) -> String {
      methods.map { names[$0.method] }.joined(separator: ", ")
    }
    var lines = [
      "Which to trust, by the metrics that depend on the order of the words and distinguish methods:"
    ]
    let better = standings.filter { $0.agreed == .better }
    if !better.isEmpty { lines.append("  better than chance on every metric: \(list(better))") }
    let equal = standings.filter { $0.agreed == .equal }
    if !equal.isEmpty { lines.append("  no different from chance on any metric: \(list(equal))") }
    let worse = standings.filter { $0.agreed == .worse }
    if !worse.isEmpty { lines.append("  worse than chance on every metric: \(list(worse))") }
    for standing in standings where standing.agreed == nil {
      let counts = Verdict.allCases.filter { !standing[$0].isEmpty }.map { verdict in
        let metrics = standing[verdict]
        let name = Self.words(verdict)
        return metrics.count > standing.count / 2
          ? "\(name) on \(metrics.count)" : "\(name) on \(metrics.joined(separator: ", "))"
      }
      lines.append("  \(names[standing.method]): \(counts.joined(separator: "; "))")
    }
    let missing = table.methods.indices.filter { method in
      !standings.contains { $0.method == method }
    }
    if !missing.isEmpty {
      lines.append("  no comparison: \(missing.map { names[$0] }.joined(separator: ", "))")
    }
    let mute = table.columns.filter { $0.metric.card.readsOrder && $0.isMute }
    if !mute.isEmpty {
      lines.append(
        "  metrics with the same value for every method and for chance: "
          + mute.map { $0.metric.card.name }.joined(separator: ", "))
    }
    let collapsed = table.methods.indices.filter { method in
      table.constant[method] > 0 && table.constant[method] == table.reviews - table.wordless
    }
    if !collapsed.isEmpty {
      lines.append(
        "  same score for every word in every review: "
          + collapsed.map { names[$0] }.joined(separator: ", "))
    }
    return lines.joined(separator: "\n")
  }

  private static func words(_ verdict: Verdict) -> String {
    switch verdict {
    case .better: "better than chance"
    case .equal: "no different from chance"
    case .worse: "worse than chance"
    }
  }
}
