import Attribution
import Classifier
import Faithfulness
import Reporting
import Testing

/// What is said of which methods to trust follows from the verdicts of the study, on every kind of classifier.
@Suite struct TrustSentenceTests {
  private static let metrics =
    "comprehensiveness,sufficiency,tau-loo,tokens-to-flip,convergence-delta,sparseness"

  /// A study of a classifier with all metrics or with those alone that read no order.
  private static func study(_ example: SentenceCase, _ metrics: String) throws -> FaithfulnessTable
  {
    let methods = try example.methods().filter { $0.name != "interactions" }
    return FaithfulnessStudy(
      example.explainer, methods: methods,
      metrics: try ConfiguredMetric.list(parsing: metrics), removal: .replace
    ).run(on: example.reviews + ["good bad film", "a great plot", "bad"])
  }

  /// The verdicts on a method by metrics that read the order and tell something apart.
  private static func verdicts(_ method: Int, _ table: FaithfulnessTable) -> [Verdict] {
    table.columns.filter { !$0.isMute && $0.metric.card.readsOrder }
      .compactMap { $0.cells[method].verdict }
  }

  /// Those of a study's methods whose names a list has.
  private static func named(_ list: some StringProtocol, _ table: FaithfulnessTable, byTitle: Bool)
    -> [Int]
  {
    let names = list.split(separator: ", ").map { "\($0)" }
    return table.methods.indices.filter {
      names.contains(byTitle ? table.methods[$0].title : table.methods[$0].name)
    }
  }

  /// The methods on which all metrics say the same.
  private static func agreed(_ verdict: Verdict, _ table: FaithfulnessTable) -> [Int] {
    table.methods.indices.filter { method in
      let all = verdicts(method, table)
      return !all.isEmpty && all.allSatisfy { $0 == verdict }
    }
  }

  /// Whether a line is true; nil for a line that is not known.
  private static func holds(_ line: String, _ table: FaithfulnessTable) -> Bool? {
    if line.hasPrefix("Which to trust: all") {
      return table.columns.allSatisfy { !$0.metric.card.readsOrder }
    }
    if line.hasPrefix("Which to trust, by") {
      return table.columns.contains { $0.metric.card.readsOrder }
    }
    let parts = line.split(separator: ": ", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    let methods = named(parts[1], table, byTitle: false)
    switch parts[0] {
    case "  better than chance on every metric": return methods == agreed(.better, table)
    case "  no different from chance on any metric": return methods == agreed(.equal, table)
    case "  worse than chance on every metric": return methods == agreed(.worse, table)
    case "  no comparison":
      return methods == table.methods.indices.filter { verdicts($0, table).isEmpty }
    case "  metrics with the same value for every method and for chance":
      let mute = table.columns.filter { $0.isMute && $0.metric.card.readsOrder }
      return parts[1] == mute.map { $0.metric.card.name }.joined(separator: ", ")
    case "  same score for every word in every review":
      let flat = table.methods.indices.filter {
        table.constant[$0] > 0 && table.constant[$0] == table.reviews - table.wordless
      }
      return methods == flat
    default:
      // One method on which metrics disagree: the counts add up to all of them.
      guard let method = table.methods.firstIndex(where: { "  \($0.name)" == parts[0] }) else {
        return nil
      }
      let all = verdicts(method, table)
      return Set(all).count > 1
        && parts[1].split(separator: "; ").allSatisfy { item in
          let verdict: Verdict =
            item.hasPrefix("better") ? .better : item.hasPrefix("worse") ? .worse : .equal
          let rest = item.split(separator: " on ")[1]
          return (Int(rest) ?? rest.split(separator: ", ").count) == all.count { $0 == verdict }
        }
    }
  }

  private static func holdsOnPage(_ item: String, _ table: FaithfulnessTable) -> Bool? {
    if item == "<ul class=\"trust\">" || item == "</ul>" { return true }
    guard let found = item.firstMatch(of: /^<li><strong>(.*):<\/strong> (.*)\.<\/li>$/) else {
      return nil
    }
    let methods = named(found.2, table, byTitle: true)
    let starts: [(String, Verdict)] = [
      ("Better than chance", .better), ("No different", .equal), ("Worse than chance", .worse),
    ]
    if let verdict = starts.first(where: { found.1.hasPrefix($0.0) })?.1 {
      return methods == agreed(verdict, table)
    }
    return found.1 == "Metrics disagree"
      ? methods == table.methods.indices.filter { Set(verdicts($0, table)).count > 1 } : nil
  }

  @Test(arguments: try SentenceCase.all().filter(\.isQuick).prefix(6))
  func `a row in the terminal has each number under its head`(example: SentenceCase) throws {
    let table = try Self.study(example, Self.metrics)
    let judging = table.columns.count { $0.metric.card.readsOrder }
    #expect(table.comparisons == table.methods.count * judging && judging < table.columns.count)
    let lines = FaithfulnessText(table).text.split(
      separator: "\n", omittingEmptySubsequences: false)
    for (index, column) in table.columns.enumerated() where column.metric.card.readsOrder {
      let start = try #require(
        lines.firstIndex { $0.hasPrefix("\(index + 1)  \(column.metric.card.name):") })
      let rest = lines[(start + 1)...]
      let head = try #require(rest.first { $0.contains("own − random") })
      for method in column.cells.indices where column.cells[method].own != nil {
        let name = "   \(table.methods[method].name) "
        let row = try #require(rest.first { $0.hasPrefix(name) })
        let cell = column.cells[method]
        for (title, value) in [
          ("mean", cell.own?.mean), (" random", cell.random?.mean),
          ("reversed", cell.reversed?.mean),
        ] {
          let end = try #require(head.firstRange(of: title)?.upperBound)
          let place = head.distance(from: head.startIndex, to: end)
          let text = row.prefix(place).split(separator: " ").last ?? ""
          guard let number = Double(text.replacing("−", with: "-")), let value else { continue }
          #expect(abs(number - value) < 5.1e-5, "\(table.methods[method].name) \(title)")
        }
      }
    }
  }

  @Test(arguments: try SentenceCase.all().filter(\.isQuick), [metrics, "convergence-delta"])
  func `which methods to trust is what the metrics say`(example: SentenceCase, metrics: String)
    throws
  {
    let table = try Self.study(example, metrics)
    let checks = [Self.holds, Self.holdsOnPage]
    #expect(GeneratedSentences.ofStudy.count == checks.count)
    for ((name, text), check) in zip(GeneratedSentences.ofStudy, checks) {
      let lines = text(table)
      #expect(!lines.isEmpty)
      for line in lines { #expect(check(line, table) == true, "\(name): \(line)") }
    }
  }
}
