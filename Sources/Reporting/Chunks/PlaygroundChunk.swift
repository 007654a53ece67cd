import Attribution
import Blocks
import Classifier
import HTML
import Literate
import Playground
import SourceText

/// `{playground}`: the review in a field, with the model in the page: words, sums and the gradient follow every change.
struct PlaygroundChunk: Chunk {
  typealias Context = ReportContext

  /// The weights in the page.
  enum Weights: String, CaseIterable {
    /// The weights of the model: all numbers have the same bits as those of the report.
    case exact
    /// The embedding rounded to half precision, for half the size.
    case half
    /// No playground.
    case none
  }

  static let verb = "playground"
  static let summary =
    "A text field with the model in the page: words, sums and the gradient row follow every keystroke."
  static let scopes: Set<Scope> = [.report]
  static let needs = ModelAccess.layers
  static let labelPrefix: String? = nil
  static let example = """
    ```{playground playground=half}
    ```
    """

  private let weights: Weights

  init(options: inout Options) {
    weights = options.take(Self.verb, default: .exact)
  }

  /// Whether options for all documents leave the playground out.
  static func isOff(_ options: [Options.Item]) -> Bool {
    options.last { $0.key == verb }?.value == Weights.none.rawValue
  }

  /// Returns the problem of a playground for a model without one.
  static func unavailable(because refusal: String) -> Diagnostic {
    Diagnostic(
      "there is no playground for this model: \(refusal)",
      hint: "move the chunk to a section with 'when=model.has-playground'")
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    guard weights != .none else { return ChunkOutput(body: [], isFigure: false) }
    if let refusal = context.run.playgroundRefusal {
      throw Diagnostics(Self.unavailable(because: refusal))
    }
    guard context.isFirstOfVerb else {
      throw Diagnostics(
        "this page already has a playground", hint: "write the second one in another document")
    }
    let note: Phrase = """
      The playground works in a browser: open the page of this document on the site.
      """
    if context.leavesModelOut { return ChunkOutput(body: [.paragraph(note)], isFigure: false) }
    let analyst = context.run.analyst
    let baseline = analyst.configured([IntegratedGradients.card.name])[0].method.baseline ?? .pad
    guard let model = PlaygroundModel(analyst.explainer, baseline: baseline) else {
      throw Diagnostics("there is no playground for this model")
    }
    let board = PlaygroundBoard(
      of: try context.review(), by: model, isHalf: weights == .half,
      id: context.pictureID("playground"))
    return ChunkOutput(
      body: [.rendered([board.block], elsewhere: [.paragraph(note)])], isFigure: false)
  }
}
