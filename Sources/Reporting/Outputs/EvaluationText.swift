public import Classifier
import HTML
import SourceText

/// An evaluation as text for the terminal and as JSON.
///
/// For two classes it contains the confusion matrix; for more, also one-vs-rest scores for each class and their macro
/// averages.
public struct EvaluationText {
  private let evaluation: Evaluation

  /// Creates the text of an evaluation.
  public init(_ evaluation: Evaluation) {
    self.evaluation = evaluation
  }

  /// The largest number of classes for which the whole confusion matrix is shown, instead of the most confused pairs.
  private static let most = 20

  private var confusion: Confusion { evaluation.confusion }
  private var classes: [Label] { confusion.classes }
  private var isBinary: Bool { classes.count == 2 }

  /// The evaluation as human-readable text, without a final line feed.
  public var text: String {
    let undefined = "undefined: the labels are all of one class"
    let auc = evaluation.auc.isNaN ? undefined : Self.number(evaluation.auc)
    let head = """
      reviews   \(evaluation.count)
      loss      \(Self.number(evaluation.loss))
      accuracy  \(Self.number(evaluation.accuracy))
      """
    guard !isBinary else { return "\(head)\nAUC       \(auc)\n\n\(matrix)" }
    return """
      \(head)
      AUC       \(auc) (one-vs-rest, averaged over classes)

      \(scores)

      \(classes.count > Self.most ? pairs : matrix)
      """
  }

  private var matrix: String {
    let names = classes.map { $0.name.shownOnOneLine }
    let longest = names.map(\.count).max() ?? 0
    let width = max(8, longest, "\(evaluation.count)".count + 2)
    let first = max(15, longest)
    func row(_ name: String, _ cells: [String]) -> String {
      Self.left(name, first) + cells.map { Self.right($0, width + 2) }.joined()
    }
    let rows = zip(names, confusion.counts).map { row($0, $1.map(String.init)) }
    return ([row("label \\ verdict", names)] + rows).joined(separator: "\n")
  }

  /// One row per class, and their means.
  private var scores: String {
    let names = classes.map { $0.name.shownOnOneLine } + ["mean"]
    let first = max(15, names.map(\.count).max() ?? 0)
    func row(_ name: String, _ cells: [String]) -> String {
      Self.left(name, first) + cells.map { Self.right($0, 11) }.joined()
    }
    let rows = zip(names, confusion.scores).map { name, score in
      row(
        name, [score.precision, score.recall, score.f1].map(Self.number) + ["\(score.support)"])
    }
    let means = [\Confusion.Score.precision, \.recall, \.f1].map { number in
      Self.number(confusion.macro { $0[keyPath: number] })
    }
    let head = row("class", ["precision", "recall", "F1", "reviews"])
    return ([head] + rows + [row("mean", means + ["\(evaluation.count)"])])
      .joined(separator: "\n")
  }

  /// The most confused pairs of classes.
  private var pairs: String {
    let all = classes.indices.flatMap { label in
      classes.indices.filter { $0 != label }.map {
        (label: label, verdict: $0, count: confusion.counts[label][$0])
      }
    }
    let order = all.filter { $0.count > 0 }.sorted {
      ($1.count, $0.label, $0.verdict) < ($0.count, $1.label, $1.verdict)
    }
    let lines = order.prefix(Self.most).map { pair in
      "\(Self.right("\(pair.count)", 7))  \(classes[pair.label].name.shownOnOneLine), predicted as "
        + classes[pair.verdict].name.shownOnOneLine
    }
    return (["most confused"] + lines).joined(separator: "\n")
  }

  /// The evaluation as one JSON object.
  ///
  /// - Parameter model: The SHA-256 of the model.
  /// - Returns: An object on one line; in the confusion matrix, rows are labels and columns predictions.
  public func json(model: String) -> String {
    func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "null" }
    let head = """
      {"model":"\(model)","reviews":\(evaluation.count),"loss":\(evaluation.loss),\
      "accuracy":\(evaluation.accuracy),"auc":\(number(evaluation.auc))
      """
    if classes == Label.binary {
      let counts = confusion.counts
      return """
        \(head),"confusion":{"true_negatives":\(counts[0][0]),"false_positives":\(counts[0][1]),\
        "false_negatives":\(counts[1][0]),"true_positives":\(counts[1][1])}}
        """
    }
    let scores = zip(classes, confusion.scores).map { label, score in
      """
      {"class":\(JSONText.string(label.name)),"precision":\(score.precision),"recall":\(score.recall),\
      "f1":\(score.f1),"reviews":\(score.support)}
      """
    }
    let rows = confusion.counts.map { "[\($0.map(String.init).joined(separator: ","))]" }
    return """
      \(head),"macro":{"precision":\(number(confusion.macro(\.precision))),\
      "recall":\(number(confusion.macro(\.recall))),"f1":\(number(confusion.macro(\.f1)))},\
      "classes":[\(scores.joined(separator: ","))],"confusion":[\(rows.joined(separator: ","))]}
      """
  }

  private static func number(_ value: Double) -> String { NumberText.fixed(value, digits: 4) }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
