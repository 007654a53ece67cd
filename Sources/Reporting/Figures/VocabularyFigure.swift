import Attribution
import HTML

/// Every word of the vocabulary as a dot: how frequent it is, and what it does alone to the logit of an empty review.
struct VocabularyFigure {
  let effects: WordEffects
  /// How many words each list has.
  let count: Int
  let id: String
  private let x: PlotAxis
  private let y: PlotAxis

  private static let height = 320.0
  /// How many places for dots the picture is wide; words on one place are one dot.
  private static let places = 400.0

  init(_ effects: WordEffects, count: Int, id: String) {
    self.effects = effects
    self.count = count
    self.id = id
    var marks = [1]
    while marks[marks.count - 1] * 10 <= effects.words.count {
      marks.append(marks[marks.count - 1] * 10)
    }
    x = .counts(marks, upTo: effects.words.count)
    y = .round(covering: effects.words.map(\.effect) + [0])
  }

  var html: HTML {
    """
    <p class="plot-name">Change of the logit by one word</p>
    \(scatter.html)
    <div class="swaps">\(list("Raise the logit most", effects.raising(count)))\
    \(list("Lower the logit most", effects.lowering(count)))</div>
    """
  }

  private var scatter: LinePlot {
    let up = effects.words.count { $0.effect > 0 }
    let strongest = [effects.raising(3), effects.lowering(3)].map { words in
      words.map { "\($0.text) \(Self.text($0.effect))" }.joined(separator: ", ")
    }
    return LinePlot(
      x: x, y: y, name: "place in the vocabulary, frequent words first", height: Self.height,
      content: dots + names, strong: 0, title: "What each word of the vocabulary does alone",
      description: """
        \(effects.words.count) words, of which \(up) raise the logit. Highest: \(strongest[0]). Lowest: \(strongest[1]).
        """,
      id: id)
  }

  /// One path a sign, in the order of the vocabulary.
  private var dots: HTML {
    var taken = Set<Int>()
    var paths = ["", ""]
    for word in effects.words {
      let column = Int(Self.places * x.share(Double(word.rank)))
      let row = Int(Self.height * (1 - y.share(word.effect)))
      guard taken.insert(column * 1000 + row).inserted else { continue }
      paths[word.effect < 0 ? 1 : 0] += "M\(column) \(row)h0"
    }
    return """
      <svg viewBox="0 0 \(Int(Self.places)) \(Int(Self.height))" preserveAspectRatio="none" width="100%" height="100%">\
      <path class="dots raising" d="\(paths[0])"/><path class="dots lowering" d="\(paths[1])"/></svg>
      """
  }

  /// The names of the strongest words, as long as there is room on a phone.
  private var names: HTML {
    var taken: [(left: Double, right: Double, y: Double)] = []
    return (effects.raising(8) + effects.lowering(8)).map { word -> HTML in
      let share = x.share(Double(word.rank))
      let isLeft = share > 0.7
      let width = (9 * Double(word.text.count) + 8) / LabelPlacement.width
      let (left, right) = isLeft ? (share - width, share) : (share, share + width)
      let y = Self.height * (1 - y.share(word.effect))
      let isTaken = taken.contains { left < $0.right && $0.left < right && abs(y - $0.y) < 16 }
      guard !isTaken, left >= 0, right <= 1 else { return "" }
      taken.append((left, right, y))
      return """
        <text class="word halo" x="\(percentage(share))" dx="\(isLeft ? "-6" : "6")" \
        y="\(NumberText.coordinate(y + 5, digits: 1))" text-anchor="\(isLeft ? "end" : "start")">\(word.text)</text>
        """
    }.joined()
  }

  private func list(_ title: String, _ words: [WordEffects.Word]) -> HTML {
    let rows = words.map { word -> HTML in
      """
      <tr><th scope="row">\(word.text)</th><td>\(word.rank)</td><td>\(Self.text(word.effect))</td></tr>

      """
    }
    return scrollingTable(
      named: title,
      """
      <table><thead><tr><th scope="col" class="left">\(title)</th><th scope="col">place</th>\
      <th scope="col">logit</th></tr></thead><tbody>
      \(rows)</tbody></table>
      """)
  }

  /// The dots in numbers, by how frequent words are.
  var table: HTML {
    var rows: [HTML] = []
    var first = 1
    while first <= effects.words.count {
      let last = min(10 * (first == 1 ? 1 : first - 1), effects.words.count)
      let words = effects.words[first - 1..<last]
      let sorted = words.map(\.effect).sorted()
      let size = sorted.reduce(0) { $0 + abs($1) } / Double(sorted.count)
      rows.append(
        """
        <tr><th scope="row">\(first)–\(last)</th><td>\(words.count { $0.effect > 0 })</td>\
        <td>\(words.count { $0.effect < 0 })</td><td>\(Self.text(sorted[0]))</td>\
        <td>\(Self.text(sorted[sorted.count / 2]))</td><td>\(Self.text(sorted[sorted.count - 1]))</td>\
        <td>\(NumberText.fixed(size, digits: 4))</td></tr>

        """)
      first = last + 1
    }
    return """
      <table><thead><tr><th scope="col" class="left">Places</th><th scope="col">raise</th><th scope="col">lower</th>\
      <th scope="col">lowest</th><th scope="col">median</th><th scope="col">highest</th>\
      <th scope="col">mean size</th></tr></thead><tbody>
      \(rows)</tbody></table>
      """
  }

  private static func text(_ effect: Double) -> String {
    NumberText.fixed(effect, digits: 4, isSigned: true)
  }
}
