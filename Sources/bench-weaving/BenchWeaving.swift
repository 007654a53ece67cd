import Attribution
import Classifier
import Foundation
import HTML
import Literate
import Models
import Reporting
import SourceText

/// `bench-weaving`: the number of chunks that one core parses and weaves per second.
///
///     bench-weaving PICKS DOCUMENT…
///
/// Reviews are analysed before the clock starts, and nothing is written. A document of the scope `review` is woven for
/// each review, any other one once, and each is parsed once. Chunks that run the model again are attribution, not weaving:
/// they are removed from the documents, and timed separately.
@main struct BenchWeaving {
  /// The chunks that run the model.
  private static let studies: Set<String> = [
    "agreement", "convergence", "deletion", "faithfulness", "path", "swaps", "units", "vocabulary",
  ]

  private let language = ReportLanguage.language()
  private let analyst: ReviewAnalyzer
  private let picks: Picks

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 2 else {
      print("usage: bench-weaving PICKS DOCUMENT…")
      exit(2)
    }
    do {
      try BenchWeaving(picks: arguments[0]).run(on: arguments.dropFirst())
    } catch let problems as Diagnostics {
      print(DiagnosticPrinter().text(problems.all))
      exit(2)
    }
  }

  private init(picks path: String) throws {
    let methods = try ConfiguredMethod.list(
      parsing: AttributionMethods.standardList(within: .layers), defaults: [])
    analyst = ReviewAnalyzer(model: try Model.load(), methods: methods, target: .probability)
    picks = try PickList(reading: path).picks
  }

  /// Prints the rates of all documents together, of each document, and of each kind of chunk.
  private func run(on paths: some Collection<String>) throws {
    let report = [try ReportContext(analyst, picks: picks, focus: 0, scope: .report)]
    let reviews = try picks.indices.map {
      try ReportContext(analyst, picks: picks, focus: $0, scope: .review)
    }
    var all = Measurement()
    for path in paths {
      let source = SourceFile(path: path, text: Self.weaving(try SourceFile(reading: path).text))
      let document = try Document(parsing: source, language: language)
      let contexts = document.frontMatter.scope == .review ? reviews : report
      let found = try Measurement(source, language: language, contexts: contexts)
      print(found.line(path))
      all += found
    }
    print(all.line("total"))
    // The example of `strips` names a review.
    let named = Pick(id: "slow", text: picks[0].text, location: picks[0].location)
    let examples = [try ReportContext(analyst, picks: picks + [named], focus: 0, scope: .report)]
    print("\nby verb, on a review of \(examples[0].focus?.tokens.count ?? 0) words")
    for chunk in language.descriptions where chunk.verb != "include" {
      let source = SourceFile(path: "\(chunk.verb).md", text: chunk.example)
      let found = try Measurement(source, language: language, contexts: examples)
      print(found.line(chunk.verb + (Self.studies.contains(chunk.verb) ? ", with the model" : "")))
    }
  }

  /// Returns a document without the chunks that run the model, and without references to them.
  private static func weaving(_ text: String) -> String {
    var isStudy = false
    var removed: Set<String> = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.hasPrefix("```{") {
        isStudy = studies.contains(String(line.dropFirst(4).prefix { $0 != " " && $0 != "}" }))
        if isStudy, let label = line.firstMatch(of: #/\#([\w-]+)/#)?.1 {
          removed.insert(String(label))
        }
      }
      defer { if line == "```" { isStudy = false } }
      return isStudy ? "" : String(line)
    }
    return lines.joined(separator: "\n").replacing(#/`\{ref (?<label>[\w-]+)\}`/#) { reference in
      removed.contains(String(reference.label)) ? "" : String(reference.0)
    }
  }
}

/// The times of a document.
struct Measurement {
  /// The number of woven chunks.
  private var chunks = 0
  private var bytes = 0
  private var parsing = 0.0
  private var weaving = 0.0

  /// Creates an empty measurement.
  init() {}

  /// Parses a document and weaves it in each context.
  init(
    _ source: SourceFile, language: Language<ReportContext>, contexts: [ReportContext]
  ) throws {
    let document = try Document(parsing: source, language: language)
    let fences = source.text.split(separator: "\n").count { $0.hasPrefix("```{") }
    chunks = fences * contexts.count
    for context in contexts { bytes += try document.weave(in: context).html.markup.utf8.count }
    parsing = try Self.seconds(within: .milliseconds(100)) {
      _ = try Document(parsing: source, language: language)
    }
    weaving = try Self.seconds(within: .milliseconds(500)) {
      for context in contexts { _ = try document.weave(in: context) }
    }
  }

  static func += (left: inout Measurement, right: Measurement) {
    left.chunks += right.chunks
    left.bytes += right.bytes
    left.parsing += right.parsing
    left.weaving += right.weaving
  }

  /// Returns a line of the table.
  func line(_ name: String) -> String {
    let rates = [parsing + weaving, weaving].map { Double(chunks) / $0 }
    let padded = name.padding(toLength: 32, withPad: " ", startingAt: 0)
    return padded
      + String(
        format: "%7.0f chunks/s, woven alone %7.0f  (%d chunks, %.0f kB, %.3f ms + %.3f ms)",
        rates[0],
        rates[1], chunks, Double(bytes) / 1000, 1000 * parsing, 1000 * weaving)
  }

  /// Returns the duration of a computation in seconds, the best of many runs.
  private static func seconds(
    within limit: Duration, _ body: () throws -> Void
  ) rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    var best = Duration.seconds(1000)
    repeat {
      let time = try clock.measure(body)
      best = min(best, time)
    } while clock.now - start < limit
    return best / .seconds(1)
  }
}
