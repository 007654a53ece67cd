import Attribution
import Blocks
import Figures
import HTML

/// A scatter plot of the vocabulary: frequency rank and effect of each word on the logit of an empty review.
struct VocabularyFigure {
  let effects: WordEffects
  /// The number of words in each list.
  let count: Int
  let id: String
  private let x: PlotAxis
  private let y: PlotAxis

  private static let height = 320.0
  /// The horizontal resolution; words at the same place share a dot.
  private static let places = 400.0
  /// The number of words of each sign that are named in the picture.
  private static let named = 5

  init(_ effects: WordEffects, count: Int, id: String) {
    self.effects = effects
    self.count = count
    self.id = id
    var marks = [1]
    while marks[marks.count - 1] * 10 <= effects.words.count {
      marks.append(marks[marks.count - 1] * 10)
    }
    // The end of the axis is marked as well, unless a power of ten is near.
    if effects.words.count > marks[marks.count - 1] * 2 { marks.append(effects.words.count) }
    x = .counts(marks, upTo: effects.words.count)
    y = .round(covering: effects.words.map(\.effect) + [0])
  }

  var blocks: [Block] {
    let lists = [
      list("Raise the logit most", effects.raising(count)),
      list("Lower the logit most", effects.lowering(count)),
    ]
    return [
      .paragraph("Change of the logit by one word", style: "plot-name"), .picture(scatter.picture),
      .group(lists.map(Block.table), Block.Group("swaps")),
    ]
  }

  private var scatter: LinePlot {
    let up = effects.words.count { $0.effect > 0 }
    let strongest = [effects.raising(3), effects.lowering(3)].map { words in
      words.map { "\($0.text) \(Self.text($0.effect))" }.joined(separator: ", ")
    }
    return LinePlot(
      x: x, y: y, name: "rank in the vocabulary, frequent words first", height: Self.height,
      content: names + dots, strong: 0, title: "The effect of each vocabulary word alone",
      description: """
        \(effects.words.count) words, of which \(up) raise the logit. Highest: \(strongest[0]). Lowest: \(strongest[1]).
        """,
      id: id)
  }

  /// The dots, one path per sign, in the order of the vocabulary.
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
      <path \(Paint.dots(isRaising: true)) d="\(paths[0])"/><path \(Paint.dots(isRaising: false)) d="\(paths[1])"/></svg>
      """
  }

  /// The names of the strongest words, with lines to their dots, on the left, where frequent words leave room.
  private var names: HTML {
    let top = effects.raising(Self.named).enumerated().map { ($1, 14.0 + 18 * Double($0)) }
    let bottom = effects.lowering(Self.named).enumerated().map {
      ($1, Self.height - 8 - 18 * Double($0))
    }
    return (top + bottom).map { word, height -> HTML in
      """
      <line class="leader" x1="38%" x2="\(percentage(x.share(Double(word.rank))))" \
      y1="\(NumberText.coordinate(height - 4))" \
      y2="\(NumberText.coordinate(Self.height * (1 - y.share(word.effect)), digits: 1))"/>\
      <text class="word halo" x="37%" y="\(NumberText.coordinate(height))" text-anchor="end">\(word.text)</text>
      """
    }.joined()
  }

  private func list(_ title: String, _ words: [WordEffects.Word]) -> Table {
    Table(
      named: title, columns: [.init(Phrase(title), .text), .init("rank"), .init("logit")],
      rows: words.map {
        Table.Row(Phrase($0.text), ["\($0.rank)", Phrase(Self.text($0.effect))])
      })
  }

  /// A summary table of the dots by frequency rank.
  var table: Table {
    var rows: [Table.Row] = []
    var first = 1
    while first <= effects.words.count {
      let last = min(10 * (first == 1 ? 1 : first - 1), effects.words.count)
      let words = effects.words[first - 1..<last]
      let sorted = words.map(\.effect).sorted()
      let size = sorted.reduce(0) { $0 + abs($1) } / Double(sorted.count)
      let marks = [sorted[0], sorted[sorted.count / 2], sorted[sorted.count - 1]]
      rows.append(
        Table.Row(
          "\(first)–\(last)",
          ["\(words.count { $0.effect > 0 })", "\(words.count { $0.effect < 0 })"]
            + marks.map { Phrase(Self.text($0)) } + [Phrase(NumberText.fixed(size, digits: 4))]))
      first = last + 1
    }
    return Table(
      columns: [.init("Ranks", .text)]
        + ["raise", "lower", "lowest", "median", "highest", "mean magnitude"].map { .init($0) },
      rows: rows)
  }

  private static func text(_ effect: Double) -> String {
    NumberText.fixed(effect, digits: 4, isSigned: true)
  }
}
