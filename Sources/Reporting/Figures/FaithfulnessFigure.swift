import Attribution
import Faithfulness
import HTML

/// A table of methods by metrics: the mean, its interval, and a mark for the comparison with chance.
struct FaithfulnessFigure {
  let table: FaithfulnessTable

  var html: HTML {
    let heads = table.columns.map { column -> HTML in
      let card = column.metric.card
      return """
        <th scope="col">\(card.title)<span class="sub">\(Self.words(card.better))</span></th>
        """
    }
    return """
      <table class="faithfulness">
      <thead><tr><th scope="col" class="left">Method</th>\(heads)</tr></thead>
      <tbody>
      \(order.map(row))</tbody>
      <tfoot>
      \(chance)\(constant)</tfoot>
      </table>
      """
  }

  /// The methods by the first metric, best first.
  private var order: [Int] { table.columns.first?.ranking ?? Array(table.methods.indices) }

  private func row(_ method: Int) -> HTML {
    let cells = table.columns.map { column -> HTML in
      let cell = column.cells[method]
      guard let own = cell.own else { return "<td>–</td>" }
      return """
        <td>\(number(own.mean))\(mark(cell.verdict))<span class="sub">\(range(own))</span></td>
        """
    }
    return "<tr><th scope=\"row\">\(table.methods[method].title)</th>\(cells)</tr>\n"
  }

  /// The mean metric of all methods' scores in a random order.
  private var chance: HTML {
    let cells = table.columns.map { column -> HTML in
      let means = column.cells.compactMap { $0.random?.mean }
      guard !means.isEmpty else { return "<td>–</td>" }
      return "<td>\(number(means.reduce(0, +) / Double(means.count)))</td>"
    }
    return "<tr><th scope=\"row\">in a random order</th>\(cells)</tr>\n"
  }

  private var constant: HTML {
    let cells = table.columns.map { column -> HTML in
      column.constant.map { "<td>\(number($0.mean))</td>" } ?? "<td>–</td>"
    }
    return "<tr><th scope=\"row\">all words equal</th>\(cells)</tr>\n"
  }

  /// A table of each method's difference to its own scores in a random order, and of its reversed scores.
  var differences: HTML {
    let columns = table.columns.filter { $0.metric.card.readsOrder }
    let heads = columns.map { column -> HTML in
      "<th scope=\"col\">\(column.metric.card.title), own − random</th><th scope=\"col\">reversed</th>"
    }
    let rows = order.map { method -> HTML in
      let cells = columns.map { column -> HTML in
        let cell = column.cells[method]
        let difference = cell.difference.map(range) ?? "–"
        return "<td>\(difference)</td><td>\(cell.reversed.map { number($0.mean) } ?? "–")</td>"
      }
      return "<tr><th scope=\"row\">\(table.methods[method].title)</th>\(cells)</tr>\n"
    }
    return """
      <table><thead><tr><th scope="col" class="left">Method</th>\(heads)</tr></thead><tbody>
      \(rows)</tbody></table>
      """
  }

  var caption: HTML {
    """
    \(counted(table.reviews, "review")); the probability of the predicted class; a missing word is \
    \(table.meaningOfRemoval). Below each mean its 95 % interval over reviews \
    (\(table.resamples) resamples); + is better than the method’s own scores in a random order, = no different, − worse, \
    at 95 % for all \(table.comparisons) comparisons together.
    """
  }

  /// The methods to trust, by the measurements.
  var trust: HTML {
    let standings = table.standings.filter { $0.count > 0 }
    func names(_ agreed: Verdict) -> [String] {
      standings.filter { $0.agreed == agreed }.map { table.methods[$0.method].title }
    }
    let mixed = standings.filter { $0.agreed == nil }.map { table.methods[$0.method].title }
    let sentences: [(HTML, [String])] = [
      ("Better than chance by every metric that reads the order of the words", names(.better)),
      ("No different from chance by any of these metrics", names(.equal)),
      ("Worse than chance by every one of them", names(.worse)),
      ("Metrics disagree", mixed),
    ]
    let items = sentences.filter { !$0.1.isEmpty }.map { sentence, names -> HTML in
      "<li><strong>\(sentence):</strong> \(names.joined(separator: ", ")).</li>\n"
    }
    return "<ul class=\"trust\">\n\(items)</ul>"
  }

  private func mark(_ verdict: Verdict?) -> HTML {
    switch verdict {
    case .better: "<span class=\"verdict above\"\(tooltip: "better than chance")>+</span>"
    case .equal: "<span class=\"verdict\"\(tooltip: "no different from chance")>=</span>"
    case .worse:
      "<span class=\"verdict below\"\(tooltip: "worse than chance")>\(NumberText.minus)</span>"
    case nil: ""
    }
  }

  private func range(_ interval: Interval) -> HTML {
    "\(number(interval.low)) … \(number(interval.high))"
  }

  /// Formats a number with three digits, or in scientific notation if three digits would show zero.
  private func number(_ value: Double) -> HTML {
    value != 0 && abs(value) < 5e-4
      ? NumberText.scientific(value) : "\(NumberText.fixed(value, digits: 3))"
  }

  private static func words(_ better: Better) -> String {
    switch better {
    case .higher: "higher is better"
    case .lower: "lower is better"
    case .zero: "nearer to 0 is better"
    }
  }
}
