import Blocks
import Figures
import HTML
import LinearAlgebra
import TestSupport
import Testing

/// The probabilities of classes as bars, largest first.
struct ClassBarsTests {
  /// Probabilities of some classes, which sum to one.
  private func probabilities(_ count: Int, seed: UInt64) -> [Double] {
    var random = SplitMix64(seed: seed)
    let weights = (0..<count).map { _ in random.uniform() * random.uniform() }
    return weights.map { $0 / weights.reduce(0, +) }
  }

  private func bars(_ count: Int) -> (bars: ClassBars, end: [Double], start: [Double]) {
    let (end, start) = (probabilities(count, seed: 1), probabilities(count, seed: 2))
    let verdict = end.indices.max { end[$0] < end[$1] } ?? 0
    return (
      ClassBars(
        names: (0..<count).map { "class \($0)" }, probabilities: end, start: start,
        verdict: verdict), end, start
    )
  }

  @Test(arguments: [2, 3, 11, 12, 13, 40])
  func `at most twelve bars, the largest first, sum to the whole`(count: Int) {
    let (bars, end, start) = bars(count)
    #expect(bars.rows.count == min(count, 12))
    #expect(abs(bars.rows.reduce(0) { $0 + $1.probability } - 1) < 1e-12)
    let largest = end.sorted(by: >).prefix(count > 12 ? 11 : count)
    #expect(bars.rows.prefix(largest.count).map(\.probability) == Array(largest))
    for row in bars.rows.prefix(largest.count) {
      #expect(end[Int(row.name.dropFirst(6)) ?? -1] == row.probability)
    }
    #expect((bars.rows.last?.name == "\(count - 11) other classes") == (count > 12))
    // The baselines are those of the same classes.
    let cells = Node(page: [Block.table(bars.table)].html.markup).rows.dropFirst()
    for (row, cells) in zip(bars.rows, cells) {
      guard let index = Int(row.name.dropFirst(6)) else { continue }
      #expect(abs(printed(cells[3]) - 100 * start[index]) <= 0.051)
    }
  }

  @Test(arguments: [2, 5, 20])
  func `a bar is as long as its probability, and only that of the verdict has colour`(count: Int) {
    let (bars, _, start) = bars(count)
    let node = Node(page: [Block.table(bars.table)].html.markup)
    let rows = node.all("tr").dropFirst()
    #expect(rows.count == bars.rows.count)
    for (index, (row, tr)) in zip(bars.rows, rows).enumerated() {
      let bar = tr.all("rect")[0]
      #expect(bar.number("x") == 0)
      #expect(abs(bar.number("width") - 100 * row.probability) < 0.051)
      #expect(bar.has("pos") == (index == 0) && bar.has("flat-bar") == (index != 0))
      #expect(tr.all("strong").map(\.text) == (index == 0 ? [row.name] : []))
      guard let place = Int(row.name.dropFirst(6)) else { continue }
      #expect(abs(tr.all("line", "axis")[0].number("x1") - 100 * start[place]) < 0.051)
    }
  }

  @Test func `classes of one probability keep their order, and names are text`() {
    let bars = ClassBars(
      names: ["<b>", "two", "three"], probabilities: [0.25, 0.5, 0.25], start: [0, 0, 1],
      verdict: 1)
    #expect(bars.rows.map(\.name) == ["two", "<b>", "three"])
    let node = Node(page: [Block.table(bars.table)].html.markup)
    #expect(node.all("b").isEmpty)
    #expect(node.rows.dropFirst().map { $0[0] } == ["two", "<b>", "three"])
  }
}
