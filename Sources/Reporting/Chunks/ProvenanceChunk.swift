import Attribution
import Blocks
import Classifier
import HTML
import Literate
import Site
import SourceText

/// `{provenance}`: the model, options and program that produced the numbers.
struct ProvenanceChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "provenance"
  static let summary = "The provenance of the page: model, hash, options and program."
  static let scopes: Set<Scope> = [.report, .review]
  static let labelPrefix: String? = nil

  init(options: inout Options) {}

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let (classes, hash) = (
      context.run.analyst.explainer.classes, context.run.analyst.explainer.sha256
    )
    var facts: [(name: Phrase, text: Phrase)] = []
    if let author = context.frontMatter?.author { facts.append(("Author", "\(author.value)")) }
    if let date = context.frontMatter.flatMap(Byline.date) {
      facts.append(("Date of the text", date))
    }
    facts += [
      ("Model", "\(context.run.modelSummary)"),
      (
        "SHA-256",
        context.run.analyst.explainer.hasLayers
          ? Self.shown(hash) : "\(Self.shown(hash)) of its identity, mask and classes"
      ),
    ]
    if let analysis = context.focus {
      let review = analysis.review
      let unknown = analysis.tokens.count { !$0.isKnown }
      facts.append(
        (
          "Review",
          !context.run.analyst.explainer.hasLayers
            ? "\(counted(analysis.tokens.count, "word"))"
            : """
            \(counted(analysis.tokens.count, "word")) read, \(counted(review.paddingPositions.count, "position")) of padding, \(unknown) unknown, \
            \(review.truncated) never read
            """
        ))
    }
    if !context.parameters.isEmpty {
      let list = context.parameters.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      facts.append(("Options", "\(list)"))
    }
    if context.focus == nil, let totals = context.totals {
      facts += Self.diagnostics(totals, context.run.analyst)
    }
    let explainer = context.focus?.explained.explainer ?? context.run.analyst.explainer
    if classes != Label.binary {
      let names = classes.map { "“\($0)”" }.joined(separator: ", ")
      facts.append(("Classes", "\(names)"))
    }
    let subject = ExplainedClass(explainer)
    let whose =
      context.run.analyst.explainer.explainsVerdicts
      ? " of the predicted class" : subject.isStandard ? "" : " of \(subject.name)"
    facts.append(("Target", "\(context.run.analyst.target.rawValue)\(whose)"))
    for method in context.run.analyst.methods {
      let settings = method.settings(for: context.run.analyst.explainer)
        .map { "\($0.name) \($0.value)" }.joined(separator: ", ")
      facts.append(("\(method.title)", "\(settings.isEmpty ? "no options" : settings)"))
    }
    let background = context.run.analyst.explainer.background
    if context.run.analyst.methods.contains(where: { $0.method.usesBackground }) {
      let hash = background.sha256
      facts.append(
        (
          "Background",
          """
          \(counted(background.texts.count, "review")), SHA-256 \(Self.shown(hash))
          """
        ))
    }
    facts.append(
      (
        "Numbers",
        """
        float64; all of them in \(link: .code("data/report.jsonl"), to: "\(context.root)data/report.jsonl")
        """
      ))
    if let date = context.run.date { facts.append(("Date", "\(date)")) }
    facts.append(("Program", "report \(Version.current)"))
    return ChunkOutput(
      body: [.facts(facts.map { Block.Fact($0.name, $0.text) })], isFigure: false)
  }

  /// Returns what tells whether the numbers of all reviews are sound.
  private static func diagnostics(
    _ totals: ReportTotals, _ analyst: ReviewAnalyzer
  ) -> [(name: Phrase, text: Phrase)] {
    var facts: [(name: Phrase, text: Phrase)] = [
      (
        "Words read",
        analyst.explainer.hasLayers
          ? "\(totals.words), of which \(totals.unknown) are not in the vocabulary"
          : "\(totals.words)"
      )
    ]
    if !totals.maxRowDifference.isNaN {
      facts.append(
        (
          "Gradient rows",
          "two rows of one review differ by at most \(scientific: totals.maxRowDifference)"
        ))
    }
    let complete = analyst.methods.first { $0.card.axioms.contains(.completeness) }
    if let delta = totals.maxConvergenceDelta, let complete {
      facts.append(
        (
          "Completeness",
          """
          the contributions of \(complete.title.lowercased()) sum to the change of the output, to within \
          \(scientific: delta)
          """
        ))
    }
    return facts
  }

  /// Returns a hash that may be broken in its middle.
  private static func shown(_ hash: String) -> Phrase {
    Phrase(
      .rendered(
        "<code>\(hash.prefix(32))<wbr>\(hash.dropFirst(32))</code>", elsewhere: .code(hash)))
  }
}
