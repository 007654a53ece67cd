public import Classifier
import HTML
import SourceText

/// An evaluation as text for the terminal and as JSON.
///
/// For two classes it contains the confusion matrix; for more, also one-vs-rest scores for each class and their macro
/// averages.
public struct EvaluationText {
  let evaluation: Evaluation
  private let columns: Int?

  /// Creates the text of an evaluation.
  ///
  /// - Parameters:
  ///   - evaluation: The evaluation.
  ///   - columns: The width of the terminal, which the tables are fitted to; nil for no limit.
  public init(_ evaluation: Evaluation, columns: Int? = nil) {
    self.evaluation = evaluation
    self.columns = columns
  }

  /// The largest number of classes for which the whole confusion matrix is shown, instead of the most confused pairs.
  private static let most = 20

  var confusion: Confusion { evaluation.confusion }
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
    let width = names.map(\.displayWidth).max() ?? 0
    let narrowest = max(8, width, "\(evaluation.count)".count + 2)
    let verdicts = names.map {
      TextTable.Column($0, isRightAligned: true, minimum: narrowest)
    }
    let rows = zip(names, confusion.counts).map { [$0] + $1.map(String.init) }
    let labels = TextTable.Column("label \\ verdict", minimum: 15, overflow: .cut)
    return TextTable([labels] + verdicts, rows: rows).text(fitting: columns)
  }

  /// One row per class, and their means.
  private var scores: String {
    let numbers = ["precision", "recall", "F1", "reviews"].map {
      TextTable.Column($0, isRightAligned: true, minimum: 9)
    }
    var table = TextTable([TextTable.Column("class", minimum: 15, overflow: .cut)] + numbers)
    for (label, score) in zip(classes, confusion.scores) {
      let numbers = [score.precision, score.recall, score.f1].map(Self.number)
      table.add([label.name.shownOnOneLine] + numbers + ["\(score.support)"])
    }
    let means = [\Confusion.Score.precision, \.recall, \.f1].map { number in
      Self.number(confusion.macro { $0[keyPath: number] })
    }
    table.add(["mean"] + means + ["\(evaluation.count)"])
    return table.text(fitting: columns)
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
    let rows = order.prefix(Self.most).map { pair in
      let names = [pair.label, pair.verdict].map { classes[$0].name.shownOnOneLine }
      return ["\(pair.count)", names.joined(separator: ", predicted as ")]
    }
    let table = TextTable(
      [TextTable.Column(isRightAligned: true, minimum: 7), TextTable.Column(overflow: .wrap)],
      rows: rows)
    return "most confused\n" + table.text(fitting: columns)
  }

  private static func number(_ value: Double) -> String { NumberText.fixed(value, digits: 4) }
}
