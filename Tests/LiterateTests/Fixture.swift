import Blocks
import HTML
import Literate
import SourceText

/// Results of a made-up model, small enough to read.
struct Weather: LiterateContext {
  var review: String?

  static let ids = ["garden", "harbour"]
  /// Nothing here needs more than the results.
  static let noNeed = false

  func focused(on review: String) throws(Diagnostics) -> Weather {
    guard Self.ids.contains(review) else { throw Diagnostics("there is no review '\(review)'") }
    return Weather(review: review)
  }

  func tally(of claim: ReviewClaim<Weather>) -> FindingTally {
    var tally = claim.emptyTally
    for id in Self.ids {
      tally.add(claim.measure(in: Weather(review: id), review: id, address: "reviews/\(id).html"))
    }
    return tally
  }

  func statistics(of measure: ReviewMeasure<Weather>) -> ReviewStatistics? {
    var statistics = ReviewStatistics(of: measure)
    for id in Self.ids { statistics.add(measure.measure(in: Weather(review: id)), of: id) }
    statistics.finish()
    return statistics
  }
}

/// A chunk that shows the review in focus as often as it is told.
struct Echo: Chunk {
  static let verb = "echo"
  static let summary = "The review in focus, repeated."
  static let scopes: Set<Scope> = [.review]
  static let labelPrefix: String? = "fig"
  let times: Int
  let layout: Layout

  init(options: inout Options) {
    times = options.take("times", default: 1, in: 1...9)
    layout = options.take("layout", default: .text, among: [("text", .text), ("wide", .wide)])
    if times > 5 { _ = options.takeText("reason") }
  }

  func weave(in context: Weather) throws(Diagnostics) -> ChunkOutput {
    guard let review = context.review else {
      throw Diagnostics("there is no review in focus")
    }
    return ChunkOutput(
      body: [.paragraph(Phrase(String(repeating: review, count: times)))], caption: "An echo.",
      layout: layout,
      alternative: Table(columns: [.init("times")], rows: [.init(["\(times)"])]))
  }
}

/// A chunk without options, label or figure.
struct Rule: Chunk {
  static let verb = "rule"
  static let summary = "A line."
  static let scopes: Set<Scope> = [.report]
  static let labelPrefix: String? = nil

  init(options: inout Options) {}

  func weave(in context: Weather) throws(Diagnostics) -> ChunkOutput {
    ChunkOutput(body: [.rule], isFigure: false)
  }
}

extension Language<Weather> {
  /// Two chunks and a value of every unit.
  static let weather = Language(
    chunks: [Echo.self, Rule.self],
    values: [
      ValuePath("review.id", summary: "Its id.", unit: .text) { $0.review.map(Value.text) },
      ValuePath("sky", summary: "Of the sky.", unit: .text) { _ in .text("blue") }
        .among { _ in ["blue", "grey", "half grey"] },
      ValuePath("sun.probability", summary: "Of sun.", unit: .probability) { context in
        context.review == "harbour" ? .number(0.25) : .number(0.903125)
      },
      ValuePath("sun.logit", summary: "Of sun.", unit: .logit) { _ in .number(-2.3125) },
      ValuePath("wind.points", summary: "Of wind.", unit: .points) { _ in .number(0.113) },
      ValuePath("sum.days", summary: "Of all.", unit: .count, scopes: [.report]) { _ in
        .integer(7)
      },
      ValuePath("rain.days", summary: "Counted.", unit: .count) { _ in .integer(12345) },
      ValuePath("error", summary: "Tiny.", unit: .plain) { _ in .number(1.7e-16) },
      ValuePath("nothing", summary: "Not a number.", unit: .plain) { _ in .number(.nan) },
      ValuePath("warm", summary: "Whether.", unit: .boolean) { _ in .boolean(true) },
      ValuePath("bad", summary: "Hostile.", unit: .text) { _ in .text("<b>&") },
    ])
}

/// Parses a document under the name that the tests' places use.
func document(
  _ text: String, reviews: ReviewNames? = ["garden", "harbour"],
  parameters: [Options.Item] = [], including files: [String: String] = [:]
) throws(Diagnostics) -> Document<Weather> {
  try Document(
    parsing: SourceFile(path: "a.md", text: text), language: .weather, reviews: reviews,
    parameters: parameters
  ) { path throws(Diagnostics) in
    guard let text = files[path] else {
      throw Diagnostics("there is no such file", at: SourceLocation(file: path))
    }
    return SourceFile(path: path, text: text)
  }
}

/// Weaves a document with the garden in focus, or none.
func woven(_ text: String, review: String? = "garden") throws(Diagnostics) -> WovenDocument {
  try document(text).weave(in: Weather(review: review))
}

/// The HTML of a woven document.
func html(_ text: String, review: String? = "garden") throws(Diagnostics) -> String {
  try woven(text, review: review).html.markup
}

/// What a user reads about a document, or "" when nothing is wrong with it.
func problems(_ text: String, including files: [String: String] = [:]) -> String {
  do {
    return Diagnostics(try document(text, including: files).warnings).description
  } catch {
    return error.description
  }
}
