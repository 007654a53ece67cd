import Attribution
import HTML
import Reporting

/// A comparison in sections: a summary first, then review by review, largest change first.
public struct DriftStory: Sendable {
  let report: DriftReport
  let verdicts: [GateVerdict]
  private let details: Int
  let words: Int
  let columns: Int?

  /// Creates the sections of a comparison.
  ///
  /// - Parameters:
  ///   - report: The comparison.
  ///   - verdicts: The results of the gates.
  ///   - details: The number of reviews shown in detail.
  ///   - words: The number of words shown for each of these reviews.
  ///   - columns: The width of the terminal, which the tables are fitted to; nil for no limit.
  public init(
    _ report: DriftReport, verdicts: [GateVerdict] = [], details: Int = 20, words: Int = 5,
    columns: Int? = nil
  ) {
    self.report = report
    self.verdicts = verdicts
    self.details = details
    self.words = words
    self.columns = columns
  }

  /// A summary of the comparison in one or two sentences.
  var headline: String {
    let count = report.reviews.count
    let flipped = report.flipped.count
    let flips =
      flipped == 0 ? "No verdict flipped" : "\(flipped) of \(counted(count, "verdict")) flipped"
    guard let largest = report.reviews.map({ abs($0.probabilityChange) }).max() else {
      return flips
    }
    let mean = report.reviews.reduce(0) { $0 + abs($1.probabilityChange) / Double(count) }
    let subjects = Set(report.reviews.map(\.subject))
    let subject = subjects.count == 1 ? "“\(subjects.first ?? "")”" : "the old verdict"
    return flips + ". The probability of \(subject) changed by \(DriftNumber.plain(mean)) on "
      + "average and by at most \(DriftNumber.plain(largest)), across "
      + "\(counted(count, "review"))."
  }

  /// The sections in order.
  var sections: [DriftSection] {
    let shown = report.reviews.filter(\.hasChanged).prefix(details)
    return [about] + (verdicts.isEmpty ? [] : [gates]) + [methods, reviews]
      + shown.map { detail(of: $0) }
  }

  private var about: DriftSection {
    var sentences = [run("old", report.old), run("new", report.new)]
    if report.old.models == report.new.models { sentences.append("Both runs use the same model.") }
    let other = report.reviews.count(where: \.hasOtherText)
    if other > 0 { sentences.append("\(counted(other, "review")) with changed text.") }
    for (run, name) in [(report.old, "old"), (report.new, "new")] where !run.alone.isEmpty {
      let ids = run.alone.prefix(10).joined(separator: ", ")
      let more = run.alone.count > 10 ? " and \(run.alone.count - 10) more" : ""
      sentences.append("Only in the \(name) run: \(ids)\(more).")
    }
    if let labels { sentences.append(labels) }
    return DriftSection(title: "The runs", sentences: sentences)
  }

  private func run(_ name: String, _ run: DriftReport.Run) -> String {
    let models = run.models.map { $0.prefix(12) }.joined(separator: ", ")
    return "\(name): \(run.path), \(counted(run.reviews, "review")), "
      + "model \(models), target \(run.targets.joined(separator: ", "))"
  }

  /// The number of verdicts that agree with the labels, before and after.
  private var labels: String? {
    let labelled = report.reviews.filter { $0.label != nil }
    guard !labelled.isEmpty else { return nil }
    let old = labelled.count { $0.verdict.old.label == $0.label }
    let new = labelled.count { $0.verdict.new.label == $0.label }
    return "Verdicts that agree with the label: \(old) → \(new) of \(labelled.count)."
  }

  private var gates: DriftSection {
    let rows = verdicts.map { verdict -> [DriftSection.Cell] in
      [
        .text("\(verdict.gate)"), .text(verdict.isCrossed ? "✗ failed" : "✓ passed"),
        .text(verdict.sentence),
      ]
    }
    return DriftSection(
      title: "Gates",
      tables: [
        DriftSection.Table(
          columns: [("Gate", false), ("State", false), ("Over the limit", false)], rows: rows)
      ])
  }

  private var methods: DriftSection {
    var sentences = [
      "A word counts as moved if its attribution changed by more than "
        + "\(DriftNumber.plain(report.threshold)) and by more than sampling noise; "
        + "ρ is Spearman's rank correlation, τ Kendall's; "
        + "“strongest” is the share of the \(MethodDrift.strongestWords) strongest words (half the "
        + "words of a short review) that remain among the strongest."
    ]
    for method in report.methods where method.incomparable > 0 {
      sentences.append(
        "\(method.name) cannot be compared on \(counted(method.incomparable, "review")): "
          + method.differences.joined(separator: "; ") + ".")
    }
    for method in report.methods where method.rankless > 0 {
      sentences.append(
        "\(method.name) has no ranks on \(counted(method.rankless, "review")): "
          + "all common words have the same attribution in one run.")
    }
    sentences += alone(report.reviews.map(\.onlyOld), "old")
    sentences += alone(report.reviews.map(\.onlyNew), "new")
    let rows = report.methods.filter { $0.compared > 0 }.map { method -> [DriftSection.Cell] in
      [
        .text(method.name), .number("\(method.compared)"),
        .number(DriftNumber.correlation(method.spearman?.mean)),
        .number(DriftNumber.correlation(method.kendall)),
        .number(DriftNumber.correlation(method.spearman?.least)),
        .text(method.spearman?.id ?? ""),
        .number(method.strongestKept.map { NumberText.percent($0) } ?? "–"),
        .number(method.moved.map { "\($0.count) of \($0.of)" } ?? "–"),
        .number(method.meanChange.map { DriftNumber.plain($0) } ?? "–"),
        .number(
          method.convergenceDelta.map {
            "\(Self.delta($0.old)) → \(Self.delta($0.new))"
          } ?? "–"),
      ]
    }
    let columns = [
      ("Method", false), ("Reviews", true), ("ρ", true), ("τ", true), ("Lowest ρ", true),
      ("on", false), ("Strongest", true), ("Words moved", true), ("Mean change", true),
      ("Convergence delta", true),
    ]
    return DriftSection(
      title: "Method by method", sentences: sentences,
      tables: rows.isEmpty ? [] : [DriftSection.Table(columns: columns, rows: rows)])
  }

  private func alone(_ lists: [[String]], _ run: String) -> [String] {
    let counts = lists.joined().reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    return counts.sorted { $0.key < $1.key }.map { name, count in
      "\(name) is in the \(run) run only, on \(counted(count, "review"))."
    }
  }

  private static func delta(_ delta: Double) -> String {
    NumberText.scientificText(delta, digits: 0)
  }

  private var reviews: DriftSection {
    let changed = report.reviews.filter(\.hasChanged)
    let rows = changed.map { review -> [DriftSection.Cell] in
      let (old, new) = (review.verdict.old, review.verdict.new)
      let moved = review.methods.compactMap { $0.comparison?.moved }.max()
      return [
        .text(review.id), .text(review.verdictText), .text(review.labelText),
        .number("\(DriftNumber.plain(old.probability)) → \(DriftNumber.plain(new.probability))"),
        .change(review.probabilityChange), .number(moved.map(String.init) ?? "–"),
        .number(review.textText),
      ]
    }
    let columns = [
      ("Review", false), ("Verdict", false), ("Label", false), ("Probability", true),
      ("Change", true), ("Words moved (max)", true), ("Text", true),
    ]
    var sentences: [String] = []
    let same = report.reviews.count - changed.count
    if same > 0 { sentences.append("\(counted(same, "review")) unchanged.") }
    let starts = report.flipped.map(\.verdict.old.probability).sorted()
    if let least = starts.first, let most = starts.last {
      sentences.append(
        least == most
          ? "The flipped verdict had a probability of \(DriftNumber.plain(least))."
          : "The flipped verdicts had probabilities from \(DriftNumber.plain(least)) to "
            + "\(DriftNumber.plain(most)).")
    }
    if changed.count > details {
      sentences.append("Details of \(counted(details, "review")) follow below.")
    }
    return DriftSection(
      title: "Review by review", sentences: sentences,
      tables: rows.isEmpty ? [] : [DriftSection.Table(columns: columns, rows: rows)])
  }
}

extension ReviewDrift {
  /// Whether anything differs at all.
  fileprivate var hasChanged: Bool {
    hasFlipped || probabilityChange != 0 || hasOtherText || largestMove > 0
      || !onlyOld.isEmpty || !onlyNew.isEmpty
      || methods.contains { method in
        !method.differences.isEmpty
          || method.comparison?.words.contains { $0.change != 0 } == true
      }
  }

  var verdictText: String {
    hasFlipped ? "\(verdict.old.label) → \(verdict.new.label)" : verdict.new.label
  }

  fileprivate var labelText: String {
    guard let label else { return "" }
    switch (verdict.old.label == label, verdict.new.label == label) {
    case (true, true): return "\(label) ✓"
    case (false, false): return "\(label) ✗"
    case (true, false): return "\(label) ✓ → ✗"
    case (false, true): return "\(label) ✗ → ✓"
    }
  }

  fileprivate var textText: String {
    words.removed == 0 && words.added == 0
      ? (hasOtherText ? "same words" : "same") : "−\(words.removed) +\(words.added)"
  }
}
