import Classifier
import HTML

/// The probability of each class as a bar, largest first, with the baseline marked.
struct ClassBars {
  /// One bar.
  struct Row {
    let name: String
    let probability: Double
    /// The probability of the class at the baseline.
    let start: Double
    let isVerdict: Bool
  }

  let prediction: Prediction
  /// The probability of each class at the baseline.
  let start: [Double]

  /// The largest number of bars; further classes share one.
  private static let most = 12

  /// The bars, the largest first.
  var rows: [Row] {
    let values = prediction.probabilities
    let order = values.indices.sorted { (values[$1], $0) < (values[$0], $1) }
    let verdict = prediction.classIndex
    let shown = order.count > Self.most ? Self.most - 1 : order.count
    let rows = order.prefix(shown).map { index in
      Row(
        name: prediction.classes[index].name, probability: values[index], start: start[index],
        isVerdict: index == verdict)
    }
    let rest = order.dropFirst(shown)
    guard !rest.isEmpty else { return rows }
    return rows + [
      Row(
        name: counted(rest.count, "other class", plural: "other classes"),
        probability: rest.reduce(0) { $0 + values[$1] }, start: rest.reduce(0) { $0 + start[$1] },
        isVerdict: false)
    ]
  }

  var html: HTML {
    let rows = rows.map { row -> HTML in
      let start = NumberText.coordinate(100 * row.start, digits: 1)
      let (name, kind): (HTML, HTML) =
        row.isVerdict
        ? ("<strong>\(row.name)</strong>", Paint.positive) : ("\(row.name)", Paint.flat)
      return """
        <tr><th scope="row">\(name)</th><td><svg \(Paint.share) aria-hidden="true" \
        preserveAspectRatio="none" viewBox="0 0 100 10"><path \(Paint.track) d="M0 4h100v2H0z"/>\
        <rect \(kind) x="0" y="0" width="\(NumberText.coordinate(100 * row.probability, digits: 1))" height="10"/>\
        <line class="axis" x1="\(start)" x2="\(start)" y1="-1" y2="11"/>\
        <line class="gap" x1="\(start)" x2="\(start)" y1="0" y2="\(row.start < row.probability ? 10 : 0)"/></svg></td>\
        <td>\(NumberText.percent(row.probability, digits: 1))</td>\
        <td>\(NumberText.percent(row.start, digits: 1))</td></tr>

        """
    }
    return """
      <table class="classes"><thead><tr><th scope="col" class="left">Class</th><td></td>\
      <th scope="col">Probability</th><th scope="col">Baseline</th></tr></thead>
      <tbody>
      \(rows)</tbody></table>
      """
  }
}
