package import Blocks
import HTML

extension LinePlot {
  /// Returns a legend of line styles; a name without a style has no sample.
  package static func key(_ names: [(style: Int?, name: Phrase)]) -> Block {
    let items = names.map { style, name -> [Block] in
      [.phrase("\(style.map { .graphic(swatch($0)) })\(span: name)")]
    }
    return .list(Block.List(items, style: "line-key"))
  }

  private static func swatch(_ style: Int) -> HTML {
    """
    <svg class="swatch" aria-hidden="true" width="36" height="10"><path \(Paint.line(style: style)) d="M0 5H36"/></svg>
    """
  }
}
