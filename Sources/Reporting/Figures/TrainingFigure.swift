import Classifier
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

  var html: HTML {
    let plots = contrasts.map { contrast -> HTML in
      """
      <div><p class="plot-name">\(contrast.architecture.title)</p>
      \(plot(of: contrast).html)</div>

      """
    }
    return """
      <div class="plots">\(plots)</div>
      <ul class="line-key">
      <li>\(LinePlot.swatch(0))<span>validation loss, in nats</span></li>
      <li>\(LinePlot.swatch(1))<span>training loss</span></li>
      </ul>
      """
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

  /// A table with a row for each epoch and both losses of each architecture.
  var table: HTML {
    let heads = contrasts.map { contrast -> HTML in
      "<th scope=\"colgroup\" colspan=\"2\">\(contrast.architecture.title)</th>"
    }
    let sides = contrasts.map { _ -> HTML in
      "<th scope=\"col\">validation</th><th scope=\"col\">training</th>"
    }
    let rows = (0..<last).map { index -> HTML in
      let losses = contrasts.map { cells($0.record, index) }
      return "<tr><th scope=\"row\">\(index + 1)</th>\(losses)</tr>\n"
    }
    return """
      <table><thead><tr><td></td>\(heads)</tr>
      <tr><th scope="col">Epoch</th>\(sides)</tr></thead><tbody>
      \(rows)</tbody></table>
      """
  }

  private func cells(_ record: Contrast.Record, _ index: Int) -> HTML {
    guard index < record.epochs.count else { return "<td></td><td></td>" }
    let epoch = record.epochs[index]
    let held: HTML =
      record.kept == index + 1
      ? "<strong>\(text(epoch.validationLoss)), kept</strong>" : "\(text(epoch.validationLoss))"
    return "<td>\(held)</td><td>\(text(epoch.loss))</td>"
  }
}
