import Attribution
import Classifier
import Foundation
import SourceText

/// `bench-attribution`: the time of each method per review, on one thread.
///
///     bench-attribution methods|growth MODEL REVIEWS BACKGROUND
///     bench-attribution architectures TEXT MODEL...
///
/// MODEL is a model folder, REVIEWS and BACKGROUND are folders of texts. `methods` prints one line per method: its name,
/// its options, the median of milliseconds per review, and the error of its numbers, if known; `growth` prints the time for
/// increasing numbers of words and of reviews. `architectures` prints a line of JSON per model and method that removes words,
/// with the time for the review in the file TEXT and the words' numbers. Reviews are encoded before the clock starts; the measurement covers the
/// forward and backward pass and the method.
@main struct BenchAttribution {
  private let model: Model
  private let explainer: Explainer
  private let reviews: [EncodedReview]

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.count > 2, arguments[0] == "architectures" {
      return try printArchitectures(arguments[1], arguments.dropFirst(2))
    }
    guard arguments.count == 4 else {
      print("usage: bench-attribution methods|growth MODEL REVIEWS BACKGROUND")
      print("       bench-attribution architectures TEXT MODEL...")
      exit(2)
    }
    let bench = try BenchAttribution(
      model: arguments[1], reviews: arguments[2], background: arguments[3])
    if arguments[0] == "growth" { try bench.printGrowth() } else { try bench.printMethods() }
  }

  private init(model folder: String, reviews: String, background: String) throws {
    let model = try Model(folder: folder)
    self.model = model
    explainer = Explainer(
      model: model, output: Output(.probability), background: try Self.texts(in: background))
    self.reviews = try Self.texts(in: reviews).map(model.encode)
  }

  /// Prints a line of JSON for each model and each method that removes words.
  private static func printArchitectures(_ file: String, _ folders: ArraySlice<String>) throws {
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let names = ["leave-one-out:removal=replace", "shapley-value-sampling:samples=26"]
    for folder in folders {
      let explainer = Explainer(model: try Model(folder: folder), output: Output(.probability))
      let review = explainer.encode(text)
      for name in names {
        let configured = try ConfiguredMethod.list(parsing: name, defaults: [])[0]
        let runs = (0..<12).map { _ in
          measure(configured.method, review, by: explainer)
        }
        let line: [String: Any] = [
          "model": folder, "method": configured.name, "scores": runs[0].attribution.scores,
          "milliseconds": median(runs.dropFirst().map(\.milliseconds)),
        ]
        print(String(decoding: try JSONSerialization.data(withJSONObject: line), as: UTF8.self))
      }
    }
  }

  /// Prints name, options, milliseconds and error of each method, separated by tabs.
  private func printMethods() throws {
    // The first access to a word's embedding fetches it from memory, which would count towards the first method.
    for review in reviews { _ = ReviewInput(review, by: explainer).value }
    for work in Work.all {
      let method = try work.method()
      _ = measure(method, reviews[0])
      let found = reviews.map { measure(method, $0) }
      let error: Double? =
        switch work.accuracy {
        case .completeness: found.compactMap(\.attribution.convergenceDelta).map(abs).max()
        case .sampling: try deviation(work)
        case .exact: 0
        case .unknown: nil
        }
      let fields = [
        work.name, work.spelling, Self.digits(Self.median(found.map(\.milliseconds))),
        error.map(Self.digits) ?? "-",
      ]
      print(fields.joined(separator: "\t"))
    }
  }

  /// Prints the milliseconds per review for reviews of several lengths, then in total for several numbers of reviews.
  private func printGrowth() throws {
    let lengths = [25, 50, 100, 200, 256]
    let counts = [50, 100, 200]
    let long = reviews.filter { $0.tokens.count >= lengths.max() ?? 0 }
    let heads = lengths.map { "\($0) words" } + counts.map { "\($0) reviews" }
    print("| ms for one review of, or all of | " + heads.joined(separator: " | ") + " |")
    print("|---|" + heads.map { _ in "---:|" }.joined())
    for work in Work.all {
      let method = try work.method()
      let single = lengths.map { length in
        Self.median(long.map { measure(method, shortened($0, to: length)).milliseconds })
      }
      let together = counts.map { count in
        reviews.prefix(count).reduce(0) { $0 + measure(method, $1).milliseconds }
      }
      print(
        "| \(work.name) | " + (single + together).map(Self.digits).joined(separator: " | ") + " |")
    }
  }

  /// Returns the standard deviation of a word's number between seeds, over four seeds and the first ten reviews.
  private func deviation(_ work: Work) throws -> Double {
    let runs = try (1...4).map { seed in
      let method = try work.method(seed: seed)
      return reviews.prefix(10).flatMap { measure(method, $0).attribution.scores }
    }
    let variances = runs[0].indices.map { word in
      let values = runs.map { $0[word] }
      let mean = values.reduce(0, +) / Double(values.count)
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    }
    return (variances.reduce(0, +) / Double(variances.count)).squareRoot()
  }

  /// Explains a review.
  private func measure(_ method: any AttributionMethod, _ review: EncodedReview)
    -> (milliseconds: Double, attribution: Attribution)
  {
    Self.measure(method, review, by: explainer)
  }

  /// Explains a review.
  private static func measure(
    _ method: any AttributionMethod, _ review: EncodedReview, by explainer: Explainer
  ) -> (milliseconds: Double, attribution: Attribution) {
    let clock = ContinuousClock()
    let start = clock.now
    let attribution = method.attribute(ReviewInput(review, by: explainer))
    return ((clock.now - start) / .milliseconds(1), attribution)
  }

  /// Returns the first words of a review, as a review.
  private func shortened(_ review: EncodedReview, to words: Int) -> EncodedReview {
    model.encode(review.tokens.prefix(words).map(\.text).joined(separator: " "))
  }

  private static func texts(in folder: String) throws -> [String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
    return try names.filter { $0.hasSuffix(".txt") }
      .map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
  }

  private static func median(_ values: [Double]) -> Double {
    values.isEmpty ? .nan : values.sorted()[values.count / 2]
  }

  /// Returns a number with three digits, or with all digits before the decimal point.
  private static func digits(_ value: Double) -> String {
    value == 0 ? "0" : String(format: value < 1e-3 ? "%.1e" : value < 100 ? "%.3g" : "%.0f", value)
  }
}
