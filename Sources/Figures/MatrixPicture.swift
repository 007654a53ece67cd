package import Blocks
package import HTML
package import LinearAlgebra

/// A picture of a matrix: rows are positions, columns dimensions; darker is larger, mid-grey is zero.
///
/// Cells of one shade are one path. The rows of padding at the end are all equal and drawn as rectangles, shortened if they
/// would crowd out the words.
package struct MatrixPicture {
  let matrix: Matrix
  /// The number of rows at the top that are drawn individually; the rest are equal.
  let head: Int
  /// The share of the height for the head.
  let headShare: Double
  /// The least entry of the darkest shade.
  let largest: Double
  let title: String
  let description: String
  /// Unique among the pictures of a page.
  let id: String

  /// Creates a picture from its parts.
  package init(
    matrix: Matrix, head: Int, headShare: Double, largest: Double, title: String,
    description: String, id: String
  ) {
    self.matrix = matrix
    self.head = head
    self.headShare = headShare
    self.largest = largest
    self.title = title
    self.description = description
    self.id = id
  }

  static let shades = 11

  package var picture: Picture {
    let tail = matrix.rows - head
    let tailPart: HTML =
      tail == 0
      ? ""
      : """
      <svg y="\(percentage(headShare))" width="100%" height="\(percentage(1 - headShare))" \
      viewBox="0 0 \(matrix.columns) 1" preserveAspectRatio="none">\(Self.stripes(of: matrix, row: head, largest: largest))</svg>
      """
    return Picture(
      title: title, description: description, id: id, attributes: Paint.matrix,
      drawing: """
        <svg y="0%" width="100%" height="\(percentage(headShare))" viewBox="0 0 \(matrix.columns) \(max(head, 1))" \
        preserveAspectRatio="none">\(headRows)</svg>\(tailPart)
        """)
  }

  /// The rows of the head, with one path per shade.
  ///
  /// A block of equal rows is drawn as rectangles, any other row as strokes, which take half the bytes.
  private var headRows: HTML {
    var blocks = [PathData](repeating: PathData(), count: Self.shades)
    var strokes = blocks
    var pens = [(x: Int, y: Int)](repeating: (0, 0), count: Self.shades)
    var row = 0
    while row < head {
      var end = row + 1
      while end < head && isEqual(row, end) { end += 1 }
      for run in Self.runs(of: matrix, row: row, largest: largest) {
        let (start, width) = (run.columns.lowerBound, run.columns.count)
        if end > row + 1 {
          blocks[run.shade].appendBlock(x: start, y: row, width: width, height: end - row)
        } else {
          let (x, y) = (start - pens[run.shade].x, row - pens[run.shade].y)
          strokes[run.shade].appendStroke(x: x, y: y, width: width)
          pens[run.shade] = (start + width, row)
        }
      }
      row = end
    }
    let lines = Self.draw(strokes, isStroke: true)
    return Self.draw(blocks)
      + (lines.isEmpty ? "" : "<g transform=\"translate(0 .5)\">\(lines)</g>")
  }

  /// Returns a single row as vertical stripes in a box one unit high.
  static func stripes(of matrix: Matrix, row: Int, largest: Double) -> HTML {
    var paths = [PathData](repeating: PathData(), count: shades)
    for run in runs(of: matrix, row: row, largest: largest) {
      paths[run.shade].appendBlock(
        x: run.columns.lowerBound, y: 0, width: run.columns.count, height: 1)
    }
    return draw(paths)
  }

  private static func draw(_ paths: [PathData], isStroke: Bool = false) -> HTML {
    var html = HTML()
    for shade in paths.indices where !paths[shade].isEmpty {
      html += "<path \(Paint.shade(shade, isStroke: isStroke)) d=\"\(paths[shade].text)\"/>"
    }
    return html
  }

  private func isEqual(_ a: Int, _ b: Int) -> Bool {
    matrix.lanes[matrix.lanes(ofRow: a)].elementsEqual(matrix.lanes[matrix.lanes(ofRow: b)])
  }

  private static func runs(of matrix: Matrix, row: Int, largest: Double) -> [(
    shade: Int, columns: Range<Int>
  )] {
    var runs: [(shade: Int, columns: Range<Int>)] = []
    for column in 0..<matrix.columns {
      let shade = shade(of: matrix[row, column], largest: largest)
      if let last = runs.last, last.shade == shade {
        runs[runs.count - 1].columns = last.columns.lowerBound..<column + 1
      } else {
        runs.append((shade, column..<column + 1))
      }
    }
    return runs
  }

  /// Returns the shade of an entry, from 0 for the most negative through 5 for zero to 10.
  static func shade(of entry: Double, largest: Double) -> Int {
    guard largest > 0, entry.isFinite else { return 5 }
    return Int((5 + 5 * max(-1, min(1, entry / largest))).rounded())
  }

  /// Returns the least round number (1, 2 or 5 times a power of ten) at or above a share of the largest entry.
  package static func roundScale(of matrix: Matrix, share: Double) -> Double {
    var largest = 0.0
    for lane in matrix.lanes { largest = max(largest, max(lane.max(), -lane.min())) }
    guard largest > 0, largest.isFinite else { return 1 }
    var scale = 1e-12
    while scale < 1e12 {
      for factor in [1.0, 2, 5] where scale * factor >= largest * share { return scale * factor }
      scale *= 10
    }
    return largest
  }

  /// Returns the key below a picture: all shades, with numbers at both ends and zero.
  package static func key(largest: Double) -> HTML {
    let shades = (0..<shades).map { shade -> HTML in
      "<path \(Paint.shade(shade)) d=\"M\(shade) 0h1v1h-1z\"/>"
    }.joined()
    let end = NumberText.coordinate(largest, digits: 12)
    return """
      <div class="key"><svg \(Paint.key) aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 11 1">\
      \(shades)</svg><span>\(NumberText.minus)\(end)</span><span>0</span><span>+\(end)</span></div>
      """
  }
}
