import Attribution
import Classifier
import HTML
import LinearAlgebra
import Literate
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
  static let mostMethods = 10

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
    let name = context.scope == .review ? "by" : "by-\(analysis.pick.id)"
    let body: HTML = """
      <section class="reading" aria-label="The review, word by word">
      \(choice(results, name: name))\(others(found.count - results.count))<p class="text" dir="auto">\
      \(text(analysis, results, prefix: context.scope == .review ? "" : analysis.pick.id + "-"))</p>
      <div class="aside">\(notes(analysis, results))\(Legend(analysis: analysis, results: results).html)</div>
      </section>
      """
    return ChunkOutput(body: body, layout: .full, isFigure: false)
  }

  /// Returns one radio button per method: the style sheet colours the text by the selected method.
  private func choice(_ results: [ReviewAnalysis.Result], name: String) -> HTML {
    guard results.count > 1 else { return "" }
    let buttons = results.enumerated().map { index, result -> HTML in
      let checked: HTML = index == 0 ? " checked" : ""
      let kind: HTML =
        !result.supports ? " relative unsigned" : result.isContribution ? "" : " relative"
      let title = result.method.title
      return """
        <label><input type="radio"\(group: name) class="by-\(index)\(kind)"\(checked)>\
        <span data-label="\(title)">\(title)</span></label>
        """
    }
    return """
      <fieldset class="tabs"><legend class="vh">Coloured by</legend>\(buttons)</fieldset>

      """
  }

  private func others(_ count: Int) -> HTML {
    guard count > 0 else { return "" }
    return """
      <p class="note">The text can be coloured by the first \(Self.mostMethods) methods; \(count) more are in the \
      tables.</p>

      """
  }

  private func text(
    _ analysis: ReviewAnalysis, _ results: [ReviewAnalysis.Result], prefix: String
  ) -> HTML {
    let review = analysis.review
    // Values that depend on the method alone are computed once, not for every word.
    let voices = results.map { Voice($0, scale: analysis.scale) }
    func step(_ voice: Voice, _ index: Int) -> Int {
      voice.supports ? analysis.scale.step(of: voice.scores[index] * voice.factor) : 0
    }
    let steps = voices.first.map { voice in voice.scores.indices.map { step(voice, $0) } } ?? []
    return MarkedText(review: review, steps: steps).html { token in
      let index = token - review.read.lowerBound
      var classes = review.tokens[token].isKnown ? "t" : "t unknown"
      var title = ""
      for (slot, voice) in voices.enumerated() {
        let score = voice.scores[index]
        let step = ColourScale.cssClass(ofStep: slot == 0 ? steps[index] : step(voice, index))
        if let step { classes += slot == 0 ? " " + step : " b\(slot)-" + step }
        // Methods that leave the word plain are omitted here; the table of all words lists them all.
        if slot > 0 && step == nil { continue }
        if !title.isEmpty { title += "; " }
        title += voice.title
        title +=
          voice.isContribution
          ? NumberText.points(score, digits: 2)
          : NumberText.fixed(score, digits: 4, isSigned: voice.isSigned)
      }
      let anchor = anchors ? "\(prefix)t\(review.firstPosition + index)" : nil
      return MarkedText.Mark(
        step: steps.isEmpty ? 0 : steps[index],
        attributes: " class=\"\(classes)\"\(id: anchor)\(tooltip: title)")
    }
  }

  /// The scores and display properties of a method.
  private struct Voice {
    /// The method's name in running text, followed by a space.
    let title: String
    let scores: [Double]
    let factor: Double
    let isSigned: Bool
    let supports: Bool
    let isContribution: Bool

    init(_ result: ReviewAnalysis.Result, scale: ColourScale) {
      title = result.method.title.lowercased() + " "
      scores = result.attribution.scores
      factor = scale.factor(of: result)
      isSigned = result.method.method.isSigned
      supports = result.supports
      isContribution = result.isContribution
    }
  }

  /// Returns a note for each method, shown while the method is selected.
  private func notes(_ analysis: ReviewAnalysis, _ results: [ReviewAnalysis.Result]) -> HTML {
    results.enumerated().map { slot, result in
      MethodNote(analysis: analysis, result: result, slot: slot).html
    }.joined()
  }
}
