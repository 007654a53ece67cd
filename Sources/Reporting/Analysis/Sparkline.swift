import Figures
import HTML
import Spooling

/// A picture of contributions as bars in reading order; beyond 120 words, several words share a bar as high as the strongest
/// of them.
struct Sparkline: Recordable {
  /// The heights in tenths of a unit, from −200 to 200; 0 for a bar that is not drawn.
  private let heights: [Int16]

  /// Measures the bars.
  ///
  /// - Parameters:
  ///   - scores: One contribution per word.
  ///   - scale: The scale of the heights.
  init(_ scores: [Double], _ scale: ColourScale) {
    let most = 120
    let size = max(1, (scores.count + most - 1) / most)
    let unit = ColourScale.fixed.strongest / scale.strongest
    heights = stride(from: 0, to: scores.count, by: size).map { start in
      let group = scores[start..<min(start + size, scores.count)]
      let value = 100 * unit * (group.max { abs($0) < abs($1) } ?? 0)
      // An infinite bar reaches the end of the scale; one that is not a number is not drawn.
      return abs(value) >= 0.1 ? Int16((10 * max(-20, min(20, value))).rounded()) : 0
    }
  }

  init(from record: inout RecordReader) {
    heights = record.integers().map { Int16(truncatingIfNeeded: $0) }
  }

  func record(to record: inout RecordWriter) { record.write(heights.map { Int($0) }) }

  /// The size of the picture in bytes, within a few per cent.
  var size: Int { 240 + 21 * heights.count { $0 != 0 } }

  /// Returns the picture.
  ///
  /// - Parameter name: What it shows, in words.
  /// - Returns: The picture, with its name for assistive technology.
  func html(named name: String) -> HTML {
    let width = min(8, 170 / Double(max(heights.count, 1)))
    let bar = NumberText.coordinate(width * 0.72, digits: 2)
    var positive = ""
    var negative = ""
    for (index, tenths) in heights.enumerated() where tenths != 0 {
      let x = NumberText.coordinate(Double(index) * width, digits: 1)
      let height = NumberText.coordinate(-Double(tenths) / 10, digits: 1)
      let path = "M\(x) 0v\(height)h\(bar)V0z"
      if tenths < 0 { negative += path } else { positive += path }
    }
    return """
      <svg \(Paint.spark) role="img" aria-label="\(name)" viewBox="0 -20 170 40" preserveAspectRatio="none">\
      <path \(Paint.positive) d="\(positive)"/><path \(Paint.negative) d="\(negative)"/>\
      <line class="axis" x1="0" x2="170" y1="0" y2="0"/></svg>
      """
  }
}
