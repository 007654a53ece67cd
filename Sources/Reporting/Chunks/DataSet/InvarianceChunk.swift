import Attribution
import Blocks
import DataSet
import HTML
import Literate
import SourceText

/// `{invariance}`: how often changes to a text that must not matter change the verdict, with counterexamples.
struct InvarianceChunk: ChunkOfDataSet {
  static let verb = "invariance"
  static let summary =
    "Behavioural tests: the share of verdicts that change with names, numbers, typos, casing, breaks or a double negation."
  static let labelPrefix: String? = "tbl"
  static let example = """
    ```{invariance #tbl-invariance tests=typo,casing}
    swaps: film/movie, movie/film
    ```
    """

  let filter: ReviewFilter<ReportContext>?
  private var settings = InvarianceStudy.Settings()

  init(options: inout Options) {
    filter = options.takeFilter()
    settings.tests = Self.tests(&options) + Self.swaps(&options)
    settings.limit = options.take("limit", default: 1000, in: 1...10_000_000)
    settings.rows = options.take("rows", default: 3, in: 0...100)
    settings.seed = options.take("seed", default: 1, in: 0...Int.max)
  }

  private static func tests(_ options: inout Options) -> [Perturbation] {
    let standard = Perturbation.standard
    let names = standard.map(\.label)
    guard
      let item = options.takeText(
        "tests", values: "none, or some of \(names.joined(separator: ", "))")
    else { return standard }
    if item.value == "none" { return [] }
    let given = item.value.split(separator: ",").map { String($0.trimmed) }
    for name in given where !names.contains(name) {
      options.report(
        Diagnostic(
          "there is no test '\(name)'", at: item.valueLocation,
          hint: NearestName.hint(for: name, among: names)))
    }
    return standard.filter { given.contains($0.label) }
  }

  /// Takes the author's pairs of words, as in `swaps: film/movie, actor/actress`.
  private static func swaps(_ options: inout Options) -> [Perturbation] {
    guard
      let item = options.takeText("swaps", values: "pairs of words, such as film/movie, he/she")
    else { return [] }
    return item.value.split(separator: ",").compactMap { pair -> Perturbation? in
      let words = pair.split(separator: "/", omittingEmptySubsequences: false).map {
        String($0.trimmed)
      }
      guard words.count == 2, !words.contains(""), words[0] != words[1] else {
        options.report(
          Diagnostic(
            "'\(pair.trimmed)' is not a pair of different words", at: item.valueLocation,
            hint: "write old/new, and separate pairs by commas"))
        return nil
      }
      return .replacement(from: words[0], to: words[1])
    }
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let reviews = SelectedReviews(context, where: filter)
    let study = InvarianceStudy.of(reviews, settings)
    guard study.reviews > 0 else {
      return reviews.missing("Verdicts of changed texts cannot be compared", .noReviews)
    }
    guard !study.tests.isEmpty else {
      return ChunkOutput(body: [.paragraph("No behavioural test is chosen.")], isFigure: false)
    }
    return ChunkOutput(
      body: [.table(table(of: study))] + counterexamples(study, context),
      caption: caption(study, reviews), layout: .wide, isFigure: true)
  }

  private func table(of study: InvarianceStudy) -> Table {
    Table(
      named: "Behavioural tests",
      columns: [
        .init("Change to the text", .text), .init("Reviews that it applies to", .number),
        .init("Verdicts that change", .number), .init("Share", .number),
        .init("Mean change of the probability", .number),
      ],
      rows: study.tests.map { test in
        let name = Self.name(of: test.perturbation)
        switch test.result {
        case .failure: return Table.Row(name, ["0", "–", "–", "–"])
        case .success(let result):
          return Table.Row(
            name,
            [
              "\(result.changed.total)", "\(result.changed.count)",
              IntervalText.percent(result.changed),
              .number(
                result.meanDistance, NumberText.fixed(100 * result.meanDistance, digits: 2)),
            ])
        }
      })
  }

  private static func name(of perturbation: Perturbation) -> Phrase {
    switch perturbation {
    case .name: "another first name"
    case .number: "another number"
    case .typo: "two letters swapped"
    case .casing: "other casing"
    case .lineBreak: "line breaks <br /> added or removed"
    case .doubleNegation: "“good” written as “not bad”, and the like"
    case .replacement(let from, let to): "“\(from)” written as “\(to)”"
    }
  }

  private func counterexamples(_ study: InvarianceStudy, _ context: ReportContext) -> [Block] {
    let items = study.tests.flatMap { test in
      test.examples.map { example -> [Block] in
        [
          .phrase(
            """
            \(context.link(to: example.number)): “\(example.from.clipped(40))” → “\(example.to.clipped(40))” turns \
            \(example.before.verdict) (\(NumberText.percent(example.before.probability))) into \(example.after.verdict) \
            (\(NumberText.percent(example.after.probability))).
            """)
        ]
      }
    }
    guard !items.isEmpty else { return [] }
    return [
      .paragraph(.strong("The clearest counterexamples")), .list(Block.List(items)),
    ]
  }

  private func caption(_ study: InvarianceStudy, _ reviews: SelectedReviews) -> Phrase {
    let some: Phrase =
      study.reviews < study.selected
      ? "\(counted(study.reviews, "review")), spread evenly over \(study.selected)"
      : Phrase(counted(study.reviews, "review"))
    return """
      Changes that should not matter, made to \(some)\(reviews.condition). Each test makes one kind of change to a text, chosen at \
      random with a fixed seed. The share has its 95 % interval; the last column is the mean magnitude of the change of the \
      verdict’s probability, in percentage points.
      """
  }
}
