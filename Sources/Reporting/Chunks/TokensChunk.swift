import Attribution
import Blocks
import Classifier
import HTML
import LinearAlgebra
import Literate
import Site
import SourceText

/// `{tokens}`: the review as written, with its words coloured by their attributions, a choice of methods, and the legend.
struct TokensChunk: ChunkOfMethods {
  typealias Context = ReportContext

  static let verb = "tokens"
  static let summary = "The review as written, its words marked by how much they contributed."
  static let scopes: Set<Scope> = [.report, .review]
  static let labelPrefix: String? = "fig"
  static let example = """
    ```{tokens #fig-words methods=integrated-gradients,occlusion}
    caption: The review, `{value review.words}` words of it, marked by two methods.
    ```
    """

  /// The largest number of methods to colour the text by.
  static let mostMethods = StyleSheet.mostChoices

  private let methods: [String]?
  var methodNames: [String]? { methods }
  private let anchors: Bool

  init(options: inout Options) {
    methods = options.takeMethods()
    anchors = options.take("anchors", default: true)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let analysis = try context.review()
    let found = analysis.results(named: methods)
    let results = Array(found.prefix(Self.mostMethods))
    let name = context.pictureID("by")
    let notes = notes(analysis, results, glossary: context.pictureID("about"))
    let text = text(
      analysis, results, prefix: context.scope == .review ? "" : analysis.pick.id + "-")
    let legend = ReviewLegend(analysis: analysis, results: results).legend
    let body = Block.group(
      choice(analysis, results, name: name) + others(found.count - results.count) + [
        .marked(text), .group(notes + [.legend(legend)], Block.Group("aside")),
      ],
      Block.Group(
        "reading", name: context.uniqueName("The review, word by word"), isSection: true))
    return ChunkOutput(body: [body], layout: .full, isFigure: false)
  }

  /// Returns a note per method; the first that states the convergence delta explains it.
  private func notes(
    _ analysis: ReviewAnalysis, _ results: [ReviewAnalysis.Result], glossary: String
  ) -> [Block] {
    var notes = results.enumerated().map { slot, result in
      MethodNote(analysis: analysis, result: result, slot: slot)
    }
    if let first = notes.firstIndex(where: \.statesDelta) { notes[first].glossary = glossary }
    return notes.map(\.block)
  }

  /// Returns one radio button per method: the style sheet colours the text by the selected method.
  private func choice(
    _ analysis: ReviewAnalysis, _ results: [ReviewAnalysis.Result], name: String
  ) -> [Block] {
    guard results.count > 1 else { return [] }
    let buttons = results.enumerated().map { index, result -> HTML in
      let checked: HTML = index == 0 ? " checked" : ""
      let kind: HTML =
        !result.supports
        ? " relative unsigned" : analysis.colours(of: result).relativeTo == nil ? "" : " relative"
      let title = result.method.title
      return """
        <label><input type="radio"\(group: name) class="by-\(index)\(kind)"\(checked)>\
        <span data-label="\(title)">\(title)</span></label>
        """
    }
    return [
      .control(
        "<fieldset class=\"tabs\"><legend class=\"vh\">Coloured by</legend>\(buttons)</fieldset>")
    ]
  }

  private func others(_ count: Int) -> [Block] {
    guard count > 0 else { return [] }
    return [
      .paragraph(
        """
        The text can be coloured by the first \(Self.mostMethods) methods; \(count) more are in the tables.
        """, style: "note")
    ]
  }

  private func text(
    _ analysis: ReviewAnalysis, _ results: [ReviewAnalysis.Result], prefix: String
  ) -> MarkedText {
    let review = analysis.review
    // Values that depend on the method alone are computed once, not for every word.
    let voices = results.map { Voice($0, in: analysis) }
    func step(_ voice: Voice, _ index: Int) -> Int {
      voice.colours.step(of: voice.scores[index])
    }
    let steps = voices.first.map { voice in voice.scores.indices.map { step(voice, $0) } } ?? []
    // A page about one review connects its strongest words with their rows in the table.
    let ranks =
      anchors && prefix.isEmpty
      ? MethodTable.ranks(analysis, limit: StyleSheet.mostLinkedWords) : [:]
    return MarkedText(review) { token in
      let index = token - review.read.lowerBound
      var mark = MarkedText.Mark(
        step: steps.isEmpty ? 0 : steps[index], isKnown: review.tokens[token].isKnown)
      var title = ""
      for (slot, voice) in voices.enumerated() {
        let score = voice.scores[index]
        if slot > 0 {
          let step = step(voice, index)
          mark.others.append(voice.isColoured ? step : mark.step)
          // Methods that leave the word plain are omitted here; the table of all words lists them all.
          if step == 0 { continue }
        }
        if !title.isEmpty { title += "\n" }
        title += voice.title
        title +=
          voice.isContribution
          ? NumberText.points(score, digits: 2)
          : NumberText.fixed(score, digits: 4, isSigned: voice.isSigned)
      }
      mark.values = title
      mark.rank = ranks[index]
      if anchors { mark.id = "\(prefix)t\(review.firstPosition + index)" }
      return mark
    }
  }

  /// The scores and display properties of a method.
  private struct Voice {
    /// The method's name in running text, followed by a space.
    let title: String
    let scores: [Double]
    let colours: MethodColours
    let isColoured: Bool
    let isSigned: Bool
    let isContribution: Bool

    init(_ result: ReviewAnalysis.Result, in analysis: ReviewAnalysis) {
      title = result.method.title.lowercased() + " "
      scores = result.attribution.scores
      colours = analysis.colours(of: result)
      isColoured = result.supports
      isSigned = result.method.method.isSigned
      isContribution = result.isContribution
    }
  }
}
