import Attribution
import Classifier
import Reporting
public import SourceText

/// The changes between two runs on one review.
public struct ReviewDrift: Sendable {
  /// The prediction of a run for the review.
  public struct Verdict: Sendable {
    /// The probability of ``ReviewDrift/subject``.
    public let probability: Double
    /// The predicted class.
    public let label: String
  }

  /// The review's id in both runs.
  public let id: String
  /// The line in the new run.
  public let location: SourceLocation
  /// The true label, if the new run contains it.
  public let label: String?
  /// The class whose probabilities are compared: the target class if both runs explain the same one, otherwise the class
  /// predicted in the old run.
  public let subject: String
  /// The predictions of the runs.
  public let verdict: (old: Verdict, new: Verdict)
  /// Whether the texts differ.
  public var hasOtherText: Bool { versions != nil }
  /// The review in both runs, if the texts differ.
  let versions: (old: AttributionRun.Review, new: AttributionRun.Review)?
  /// The numbers of words in both runs, in the old run only, and in the new run only.
  public let words: (kept: Int, removed: Int, added: Int)
  /// The methods in both runs, in the order of the new run.
  public let methods: [MethodDrift]
  /// The methods in one run only.
  public let onlyOld: [String]
  public let onlyNew: [String]

  /// Whether the predicted class changed.
  public var hasFlipped: Bool { verdict.old.label != verdict.new.label }
  /// The change of the probability: new minus old.
  public var probabilityChange: Double { verdict.new.probability - verdict.old.probability }
  /// The largest change of a word, among methods whose attributions are shares of the output.
  public var largestMove: Double {
    methods.compactMap(\.comparison).filter { $0.parts != nil }
      .compactMap { $0.words.first.map { abs($0.change) } }.max() ?? 0
  }

  /// Compares two runs on a review.
  ///
  /// - Parameters:
  ///   - old: The review in the old run.
  ///   - new: The review in the new run.
  ///   - threshold: The change above which a word counts as moved, in units of the target.
  /// - Throws: A diagnostic if the two texts are too long and too different to be aligned.
  init(
    from old: AttributionRun.Review, to new: AttributionRun.Review, threshold: Double
  ) throws(Diagnostics) {
    guard let alignment = TokenAlignment(old, new) else {
      throw Diagnostics(
        "the texts differ too much to be aligned", at: new.location,
        hint: "the text in \(old.location) has \(old.tokens.count) tokens, this one "
          + "\(new.tokens.count)")
    }
    id = new.id
    location = new.location
    label = new.label
    let subject = old.explained == new.explained ? old.className : old.verdict
    self.subject = subject
    verdict = (
      Verdict(probability: old.probabilities[subject] ?? 0, label: old.verdict),
      Verdict(probability: new.probabilities[subject] ?? 0, label: new.verdict)
    )
    versions = old.text == new.text ? nil : (old, new)
    words = (alignment.pairs.count, alignment.removed.count, alignment.added.count)
    let names = (old.methodNames, new.methodNames)
    var methods: [MethodDrift] = []
    var unmatched = Array(old.results.indices)
    var onlyNew: [String] = []
    for (index, result) in new.results.enumerated() {
      let candidates = unmatched.filter { old.results[$0].method == result.method }
      let exact = candidates.first { old.results[$0].options == result.options }
      guard let match = exact ?? candidates.first else {
        onlyNew.append(names.1[index])
        continue
      }
      unmatched.removeAll { $0 == match }
      let differences = Self.differences(old, old.results[match], new, result)
      methods.append(
        MethodDrift(
          name: names.1[index], old.results[match], result, differences: differences,
          tokens: (old.tokens, new.tokens), alignment, threshold: threshold))
    }
    self.methods = methods
    self.onlyNew = onlyNew
    onlyOld = unmatched.map { names.0[$0] }
  }

  /// Returns the differences that prevent a comparison; seeds may differ, as they only change the sample.
  private static func differences(
    _ old: AttributionRun.Review, _ first: AttributionRun.Result, _ new: AttributionRun.Review,
    _ second: AttributionRun.Result
  ) -> [String] {
    var differences: [String] = []
    if old.target != new.target {
      differences.append("target: \(old.target.rawValue) → \(new.target.rawValue)")
    }
    if old.explained != new.explained {
      differences.append("class: \(old.subject) → \(new.subject)")
    }
    let keys = Set(first.options.keys).union(second.options.keys).subtracting(["seed"])
    for key in keys.sorted() where first.options[key] != second.options[key] {
      differences.append(
        "\(key): \(first.options[key] ?? "not given") → \(second.options[key] ?? "not given")")
    }
    if old.background != new.background, first.usesBackground || second.usesBackground {
      differences.append("background: different reviews")
    }
    return differences
  }
}

extension AttributionRun.Review {
  /// The target class.
  fileprivate var className: String { explained.name ?? Label.positive.name }

  /// The target class and, if given, the contrast class.
  fileprivate var subject: String {
    className + (explained.contrast.map { " rather than \($0)" } ?? "")
  }

  /// The names of the methods, with their options if a method occurs more than once.
  fileprivate var methodNames: [String] {
    results.map { result in
      let isAlone = results.count { $0.method == result.method } == 1
      let options = result.options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      return isAlone || options.isEmpty
        ? result.method : "\(result.method):\(options.joined(separator: ","))"
    }
  }
}

extension AttributionRun.Result {
  /// Whether the attributions depend on the background reviews; true for unknown methods, since they might.
  fileprivate var usesBackground: Bool {
    guard let standard = AttributionMethods.named(method) else { return true }
    let place = SourceLocation(file: "")
    var options = Options(
      self.options.map {
        Options.Item(key: $0.key, value: $0.value, keyLocation: place, valueLocation: place)
      }, owner: method)
    return ConfiguredMethod(standard, options: &options).method.usesBackground
  }
}
