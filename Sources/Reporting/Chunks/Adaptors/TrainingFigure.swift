import Blocks
import Classifier
import Figures
import HTML

/// The losses of each architecture by training epoch, as small plots with shared axes.
struct TrainingFigure {
  let contrasts: [Contrast]
  let id: String
  /// The largest number of epochs.
  private let last: Int
  private let y: PlotAxis

  init(_ contrasts: [Contrast], id: String) {
    self.contrasts = contrasts
    self.id = id
    let epochs = contrasts.flatMap(\.record.epochs)
    last = contrasts.map(\.record.epochs.count).max() ?? 1
    y = .round(covering: epochs.map(\.loss) + epochs.map(\.validationLoss) + [0])
  }

  /// The models whose last epoch was the best.
  var unfinished: [Contrast] { contrasts.filter { $0.record.kept == $0.record.epochs.count } }

  var blocks: [Block] {
    let plots = contrasts.map { contrast -> Block in
      .group([
        .paragraph(Phrase(contrast.architecture.title), style: "plot-name"),
        .picture(plot(of: contrast).picture),
      ])
    }
    return [
      .group(plots, Block.Group("plots")),
      LinePlot.key([(0, "validation loss, in nats"), (1, "training loss")]),
    ]
  }

  private func plot(of contrast: Contrast) -> LinePlot {
    let epochs = contrast.record.epochs
    func points(_ loss: KeyPath<Contrast.Epoch, Double>) -> [(x: Double, y: Double)] {
      epochs.enumerated().map { (Double($0 + 1), $1[keyPath: loss]) }
    }
    let kept = contrast.record.kept.map { epoch in
      LinePlot.Event(
        x: Double(epoch), y: epochs[epoch - 1].validationLoss,
        text: "epoch \(epoch) kept, \(text(epochs[epoch - 1].validationLoss))")
    }
    let ends = [epochs.first, epochs.last].map { epoch in
      epoch.map { "\(text($0.validationLoss)) (training: \(text($0.loss)))" } ?? "–"
    }
    return LinePlot(
      x: .counts([1, 2, 5, 10, 20, 40].filter { $0 <= last }, upTo: last), y: y, name: "epochs",
      height: 130,
      lines: [
        .init(points: points(\.validationLoss), style: 0),
        .init(points: points(\.loss), style: 1),
      ],
      events: kept.map { [$0] } ?? [], rowsAbove: 1,
      title: "Training of “\(contrast.architecture.title)”",
      description: """
        Validation loss: \(ends[0]) after the first of \(counted(epochs.count, "epoch")), \(ends[1]) after the \
        last\(kept.map { "; \($0.text)" } ?? "").
        """,
      id: "\(id)-\(contrast.architecture.rawValue)")
  }

  private func text(_ loss: Double) -> String { NumberText.fixed(loss, digits: 4) }

  /// The indices of the epochs in the table: the first five, each fifth, and those at which a model was kept or its training ended.
  private var listed: [Int] {
    let marked = Set(contrasts.flatMap { [$0.record.kept, $0.record.epochs.count] })
    return (1...last).filter { $0 <= 5 || $0 % 5 == 0 || marked.contains($0) }
      .map { $0 - 1 }
  }

  /// A table with a row for some epochs and both losses of each architecture.
  var table: Table {
    Table(
      columns: [.init("Epoch")]
        + contrasts.flatMap { _ in [.init("validation"), .init("training")] },
      groups: [.init("")] + contrasts.map { .init(Phrase($0.architecture.title), span: 2) },
      rows: listed.map { index in
        Table.Row("\(index + 1)", contrasts.flatMap { cells($0.record, index) })
      })
  }

  private func cells(_ record: Contrast.Record, _ index: Int) -> [Phrase] {
    guard index < record.epochs.count else { return ["", ""] }
    let epoch = record.epochs[index]
    let loss = text(epoch.validationLoss)
    return [
      record.kept == index + 1 ? .strong("\(loss), kept") : Phrase(loss), Phrase(text(epoch.loss)),
    ]
  }
}
