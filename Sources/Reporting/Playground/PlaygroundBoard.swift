import Attribution
import Blocks
import Classifier
import Figures
import HTML
import Playground
import SourceText

/// The playground of a review: everything as the report computes it, and the controls and data with which a script follows a
/// reader's changes.
///
/// Without scripts it shows the review, its sums and its gradient row. Whatever the script changes has a name: `data-show` for
/// texts, classes for the rest.
struct PlaygroundBoard {
  private let analysis: ReviewAnalysis
  private let model: PlaygroundModel
  private let session: PlaygroundSession
  private let isHalf: Bool
  private let id: String

  /// Computes the numbers of a review with the sources of the module.
  ///
  /// - Parameters:
  ///   - analysis: The review.
  ///   - model: The model.
  ///   - isHalf: Whether the embedding is rounded to half precision.
  ///   - id: Unique among the pictures of the page.
  init(of analysis: ReviewAnalysis, by model: PlaygroundModel, isHalf: Bool, id: String) {
    self.analysis = analysis
    var model = model
    model.thresholds = analysis.scale.thresholds
    self.model = model
    self.isHalf = isHalf
    self.id = id
    session = PlaygroundSession(model, reading: analysis.pick.text)
  }

  private var answer: PlaygroundAnswer { session.answer }
  private var classes: [String] { model.classes }
  private var isLogit: Bool { analysis.target == .logit }
  private var unit: String { isLogit ? "logits" : "points" }

  /// The playground.
  var block: Block {
    .group(
      [
        .control(verdict), bars, .control(sums), .control(tools),
        .group([.marked(text), .control(field)], Block.Group("editor")),
        .control(report), .figure(rowFigure), .control(directions), .figure(wordsFigure),
        .group([.control(notes), .legend(legend)], Block.Group("aside")),
        .control(
          PlaygroundScript.elements(
            model: model.bytes(isHalf: isHalf), settings: settings)),
      ], Block.Group("reading playground", name: "Playground", isSection: true))
  }

  // MARK: What is shown

  private var verdict: HTML {
    """
    <p class="now" data-show="verdict">\(session.verdict)</p>
    <p class="vh" role="status" data-show="live"></p>
    """
  }

  private var bars: Block {
    guard classes.count == 2 else {
      guard classes.count <= PlaygroundSession.mostBars else { return .control("") }
      return .table(
        ClassBars(
          names: classes, probabilities: answer.probabilities, start: answer.startProbabilities,
          verdict: answer.verdict, isSorted: false
        ).table)
    }
    let barClass = session.barClass
    let meter = Meter(
      name: classes[barClass], opposite: classes[1 - barClass],
      probability: answer.probabilities[barClass], start: answer.startProbabilities[barClass],
      id: id, isLive: true)
    return .figure(Block.Figure([.picture(meter.picture)], style: "meter"))
  }

  private var sums: HTML {
    let words = answer.scores.reduce(0, +)
    let rest = answer.padding + answer.specialTokens
    let hasRest = model.text.ngrams == nil || answer.specialTokens != 0
    let restName = model.text.ngrams == nil ? "padding and marks" : "end of the line"
    let restSum: HTML =
      hasRest
      ? """
      <div><dt>\(restName)</dt><dd data-show="rest">\(change(rest))</dd></div>

      """ : ""
    return """
      <dl class="figures sums">
      <div><dt>baseline, \(analysis.start.summary)</dt><dd data-show="start">\(output(answer.start))</dd></div>
      <div><dt><span data-show="count">\(counted(answer.scores.count, "word"))</span>, in \(unit)</dt>\
      <dd data-show="sum">\(change(words))</dd></div>
      \(restSum)<div><dt>\(isLogit ? "logit" : "probability") of “<span data-show="subject">\(classes[answer.subject])</span>”</dt>\
      <dd data-show="value">\(output(answer.value))</dd></div>
      </dl>
      """
  }

  private var text: MarkedText {
    MarkedText(analysis.review) { token in
      let word = token - answer.read.lowerBound
      return MarkedText.Mark(
        step: analysis.scale.step(of: answer.scores[word]),
        isKnown: analysis.review.tokens[token].isKnown)
    }
  }

  private var rowFigure: Block.Figure {
    let gradient = answer.gradient
    let picture = Picture(
      title: "The gradient row", description: "One bar per dimension of the embedding.",
      id: id + "-row",
      attributes: """
        class="row" width="544" height="64" viewBox="0 0 \(gradient.count) 2" preserveAspectRatio="none"
        """,
      drawing: """
        <path class="axis" d="M0 1h\(gradient.count)"/><path class="ink-fill" d="\(session.gradientPath)"/>
        """)
    let table = Table(
      columns: [.init("Dimension", .text), .init("Gradient", .number)],
      rows: gradient.enumerated().map { Table.Row("\($0 + 1)", [.scientific($1)]) })
    return Block.Figure(
      [.picture(picture)], title: "The gradient row",
      caption: """
        One row for all words: \(gradient.count) numbers, up if the output rises with the dimension. The ten words of the \
        vocabulary to which it points most, each with the change of the output that the gradient predicts, in \(unit), if the \
        word took the place of a baseline embedding:
        """,
      data: table, style: "row-figure")
  }

  private var directions: HTML {
    let items = answer.directions.map { direction -> HTML in
      """
      <li><span class="word">\(model.word(direction.index))</span> <span class="num">\(change(direction.change))</span></li>

      """
    }
    return "<ol class=\"points-to\">\n\(items)</ol>"
  }

  private var wordsFigure: Block.Figure {
    let rows = zip(analysis.words.indices, answer.scores).map { index, score in
      Table.Row(
        Phrase(analysis.words[index]),
        [Phrase(change(score)), "\(answer.words[answer.read.lowerBound + index].index)"])
    }
    return Block.Figure(
      [], title: "The words",
      caption: "Integrated gradients in \(unit), and the index of each word in the vocabulary.",
      data: Table(
        columns: [
          .init("Word", .text), .init("Contribution", .number), .init("Index", .number),
        ], rows: rows), style: "words-figure")
  }

  private var legend: Legend {
    let review = ReviewLegend(analysis: analysis, results: []).legend
    let unread: Legend.Entry? =
      model.text.sequenceLength.map { length in
        Legend.Entry(
          "\(piece: .sample("word", .unread)) never read: the model takes \(length) positions.")
      }
    return Legend(
      scales: review.scales,
      entries: [Legend.Entry("\(piece: .sample("word", .unknown)) not in the vocabulary.")]
        + [unread].compactMap(\.self))
  }

  // MARK: What the script needs

  private var tools: HTML {
    """
    <div class="tools live" role="group" aria-label="Change the review" hidden>
    \(button(.shuffle, "Shuffle the words"))
    \(button(.remove, "Remove \(strongest)"))
    \(button(.double, "Double \(strongest)"))
    \(button(.not, "Insert <span class=\"word\">“not”</span>"))
    \(padButton)<button type="button" class="reset">Reset</button>
    </div>
    """
  }

  /// The word that the buttons edit while no other is chosen; the script then moves nothing when it appears.
  private var strongest: HTML {
    "<span class=\"word\" data-show=\"word\">\(session.wordName(at: nil))</span>"
  }

  private func button(_ edit: PlaygroundText.Edit, _ name: HTML) -> HTML {
    "<button type=\"button\" data-edit=\"\(Int(edit.rawValue))\">\(name)</button>"
  }

  private var padButton: HTML {
    guard model.text.ngrams == nil else { return "" }
    return """
      <button type="button" data-edit="\(Int(PlaygroundText.Edit.pad.rawValue))" data-pad="\(PlaygroundText.Edit.padding)">Pad</button>

      """
  }

  private var field: HTML {
    """
    <textarea class="live" aria-label="Review" maxlength="\(PlaygroundSession.mostCharacters)" dir="auto" spellcheck="false" \
    autocomplete="off" autocapitalize="off" hidden></textarea>
    """
  }

  private var report: HTML {
    """
    <p class="told live" hidden><span class="said" data-show="report"></span> \
    <span data-show="positions">\(session.positions)</span>. \
    <a class="share">Link to this text</a>; the text is part of the address, and browsers do not send that part.</p>
    """
  }

  private var notes: HTML {
    let computed = """
      Computed in your browser by the program’s own Swift sources, compiled to WebAssembly
      """
    return """
      <p class="note bits" data-same="\(computed): for the review of the report, all COUNT numbers equal \
      the report’s to the last bit." data-half="\(computed). The embedding is rounded to half precision, which halves the page: the bits differ from \
      the report." data-other="In this browser, the numbers differ from those of the report." \
      data-failed="This browser cannot run the playground; the review is shown as the report computes it.">With scripts, this \
      page computes as you type. Without them, it shows the review as the report computes it; the command \
      <code>report explain "TEXT"</code> explains any other text.</p>
      """
  }

  /// The settings in ASCII: the text, which may contain anything, then survives as it is.
  private var settings: String {
    let digest = PlaygroundAnswer.digest(answer.numbers)
    let json = JSONWriter.object { object in
      object.write("digest", "0x" + String(digest, radix: 16))
      object.write("isHalf", isHalf)
      object.write("policy", PlaygroundScript.strictPolicy)
      object.write("text", analysis.pick.text)
    }
    return json.utf16.map { unit in
      unit < 0x80 ? String(UnicodeScalar(UInt8(unit))) : "\\u" + Self.hexadecimal(unit)
    }.joined()
  }

  private static func hexadecimal(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  // MARK: Numbers

  private func output(_ number: Double) -> String {
    isLogit ? NumberText.fixed(number, digits: 3) : NumberText.percent(number, digits: 2)
  }

  private func change(_ number: Double) -> String {
    isLogit
      ? NumberText.fixed(number, digits: 3, isSigned: true) : NumberText.points(number, digits: 2)
  }
}
