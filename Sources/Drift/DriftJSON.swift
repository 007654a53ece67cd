import Classifier
import Reporting
import SourceText

extension DriftStory {
  /// The comparison as one JSON object, with all reviews, and all words that moved for each method.
  public var json: String {
    JSON.object([
      "old": Self.json(report.old), "new": Self.json(report.new),
      "threshold": Self.number(report.threshold),
      "flipped": .array(report.flipped.map { .string($0.id) }),
      "gates": .array(verdicts.map(Self.json)),
      "methods": .array(report.methods.map(Self.json)),
      "reviews": .array(report.reviews.map(Self.json)),
    ]).indented
  }

  private static func texts(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }

  /// Returns a number as JSON; null for nil and for differences of huge numbers, which JSON cannot represent.
  private static func number(_ number: Double?) -> JSON {
    number.flatMap { $0.isFinite ? .number($0) : nil } ?? .null
  }

  private static func pair(_ old: Double?, _ new: Double?) -> JSON {
    .object(["old": number(old), "new": number(new)])
  }

  private static func json(_ run: DriftReport.Run) -> JSON {
    .object([
      "file": .string(run.path), "reviews": .number(Double(run.reviews)),
      "models": texts(run.models), "targets": texts(run.targets), "alone": texts(run.alone),
    ])
  }

  private static func json(_ verdict: GateVerdict) -> JSON {
    .object([
      "gate": .string("\(verdict.gate)"), "crossed": .bool(verdict.isCrossed),
      "judged": .number(Double(verdict.cases.count)),
      "over": .array(
        verdict.over.map { .object(["name": .string($0.name), "measured": .string($0.measured)]) }),
    ])
  }

  private static func json(_ method: MethodSummary) -> JSON {
    .object([
      "method": .string(method.name), "compared": .number(Double(method.compared)),
      "incomparable": .number(Double(method.incomparable)),
      "differences": texts(method.differences), "spearman": number(method.spearman?.mean),
      "least_spearman": number(method.spearman?.least), "kendall": number(method.kendall),
      "strongest_kept": number(method.strongestKept),
      "moved": number(method.moved.map { Double($0.count) }),
      "words": number(method.moved.map { Double($0.of) }),
      "mean_change": number(method.meanChange),
      "convergence_delta": pair(method.convergenceDelta?.old, method.convergenceDelta?.new),
    ])
  }

  private static func json(_ review: ReviewDrift) -> JSON {
    let (old, new) = review.verdict
    return .object([
      "id": .string(review.id), "flipped": .bool(review.hasFlipped),
      "label": review.label.map(JSON.string) ?? .null,
      "verdict": .object(["old": .string(old.label), "new": .string(new.label)]),
      "probability": pair(old.probability, new.probability),
      "probability_change": number(review.probabilityChange),
      "other_text": .bool(review.hasOtherText),
      "words": .object([
        "kept": .number(Double(review.words.kept)),
        "removed": .number(Double(review.words.removed)),
        "added": .number(Double(review.words.added)),
      ]),
      "only_old": texts(review.onlyOld), "only_new": texts(review.onlyNew),
      "methods": .array(review.methods.map(json)),
    ])
  }

  private static func json(_ method: MethodDrift) -> JSON {
    var members: [String: JSON] = [
      "method": .string(method.name), "differences": texts(method.differences),
    ]
    if let comparison = method.comparison {
      members["spearman"] = number(comparison.spearman)
      members["kendall"] = number(comparison.kendall)
      members["strongest"] =
        comparison.strongest.map { strongest in
          .object([
            "kept": .number(Double(strongest.kept)), "of": .number(Double(strongest.of)),
          ])
        } ?? .null
      members["mean_change"] = number(comparison.meanChange)
      members["convergence_delta"] = pair(
        comparison.convergenceDelta?.old, comparison.convergenceDelta?.new)
      members["moved"] = .array(comparison.words.filter(\.hasMoved).map(json))
      members["removed"] = .array(comparison.removed.map(json))
      members["added"] = .array(comparison.added.map(json))
      if let parts = comparison.parts {
        members["parts"] = .object([
          "kept": number(parts.kept), "removed": number(parts.removed),
          "added": number(parts.added), "elsewhere": number(parts.elsewhere),
          "baseline": number(parts.baseline),
        ])
      }
    }
    return .object(members)
  }

  private static func json(_ word: MethodDrift.LoneWord) -> JSON {
    .object([
      "text": .string(word.text), "score": number(word.score),
      "token": .number(Double(word.index)),
    ])
  }

  private static func json(_ word: MethodDrift.Word) -> JSON {
    .object([
      "text": .string(word.text), "change": number(word.change),
      "score": pair(word.score.old, word.score.new), "rank": pair(word.rank.old, word.rank.new),
      "token": pair(Double(word.index.old), Double(word.index.new)),
    ])
  }
}
