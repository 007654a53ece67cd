import Blocks
import Figures
import Foundation
import HTML
import LinearAlgebra
import TestSupport
import Testing

/// A matrix in shades of grey, painted again from the paths of its picture.
struct MatrixPictureTests {
  /// The shade of each cell that paths paint; nil where none does.
  private func cells(_ svg: Node, rows: Int, columns: Int) throws -> [[Int?]] {
    var cells = [[Int?]](repeating: [Int?](repeating: nil, count: columns), count: rows)
    for path in svg.all("path") {
      let style = (path.attributes["class"] ?? "").split(separator: " ")
      let shade = try #require(style.last.flatMap { Int($0.dropFirst()) })
      var (x, y, start) = (0, 0, 0)
      func paint(_ rows: Range<Int>) throws {
        for row in rows {
          for column in min(start, x)..<max(start, x) {
            // No cell is painted twice.
            #expect(cells[row][column] == nil)
            cells[row][column] = shade
          }
        }
      }
      for command in (path.attributes["d"] ?? "").matches(of: /([Mmhvz])(-?\d*) ?(-?\d*)/) {
        let (a, b) = (Int(command.2) ?? 0, Int(command.3) ?? 0)
        switch command.1 {
        case "M": (x, y) = (a, b)
        case "m": (x, y) = (x + a, y + b)
        case "h" where a >= 0:
          (start, x) = (x, x + a)
          if style.first == "s" { try paint(y..<y + 1) }
        case "h": #expect(x + a == start)
        case "v": try paint(y..<y + a)
        default: break
        }
      }
    }
    return cells
  }

  /// A matrix whose last rows are equal, and some in its middle.
  private static func matrix(
    rows: Int, columns: Int, head: Int, scale: Double = 1
  ) -> Matrix {
    var random = SplitMix64(seed: UInt64(rows * 31 + columns))
    var values: [Double] = []
    for row in 0..<rows {
      let isRepeated = row > head || row == 2 || row == 3
      values +=
        isRepeated && row > 0
        ? Array(values.suffix(columns)) : (0..<columns).map { _ in scale * random.normal() }
    }
    return Matrix(rows: rows, columns: columns, values)
  }

  private func picture(
    _ matrix: Matrix, head: Int, share: Double = 0.75, largest: Double = 1
  ) -> Node {
    MatrixPicture(
      matrix: matrix, head: head, headShare: share, largest: largest, title: "T",
      description: "D", id: "i"
    ).picture.node
  }

  @Test(arguments: [(1, 1), (2, 3), (6, 16), (20, 5), (9, 130)])
  func `every cell has the shade of its entry`(rows: Int, columns: Int) throws {
    for head in [0, 1, rows / 2, rows] where head <= rows {
      let matrix = Self.matrix(rows: rows, columns: columns, head: head)
      let svgs = picture(matrix, head: head).elements
      #expect(svgs.count == (head < rows ? 2 : 1))
      let top = try cells(svgs[0], rows: head, columns: columns)
      let tail = try svgs.dropFirst().flatMap { try cells($0, rows: 1, columns: columns) }
      for (row, shades) in (top + tail).enumerated() {
        for (column, shade) in shades.enumerated() {
          let exact = 5 + 5 * max(-1, min(1, matrix[row, column]))
          #expect(abs(Double(shade ?? -1) - exact) <= 0.5, "\(row), \(column)")
        }
      }
    }
  }

  @Test func `the rows of the head and those below share the whole height`() {
    let matrix = Self.matrix(rows: 8, columns: 4, head: 3)
    for share in [0.1, 1.0 / 3, 0.75, 0.999] {
      let svgs = picture(matrix, head: 3, share: share).elements
      #expect(abs(svgs.reduce(0) { $0 + $1.number("height") } - 100) < 1e-9)
      #expect(svgs[0].number("y") == 0 && svgs[1].number("y") == svgs[0].number("height"))
      #expect(svgs.map { $0.attributes["viewBox"] } == ["0 0 4 3", "0 0 4 1"])
    }
    let whole = picture(matrix, head: 8, share: 1).elements
    #expect(whole.map { $0.number("height") } == [100])
  }

  @Test func `larger entries are darker, zero and what is not a number are in the middle`() throws {
    let entries = [-9, -1, -0.7, -0.3, 0, .nan, .infinity, -.infinity, 0.3, 0.7, 1, 9]
    let matrix = Matrix(rows: 1, columns: entries.count, entries)
    let shades = try cells(picture(matrix, head: 1, share: 1), rows: 1, columns: entries.count)
    let finite = zip(entries, shades[0]).filter { $0.0.isFinite }.map { $0.1 ?? -1 }
    #expect(finite == finite.sorted() && finite.first == 0 && finite.last == 10)
    for (entry, shade) in zip(entries, shades[0]) where !entry.isFinite || entry == 0 {
      #expect(shade == 5)
    }
    let flat = try cells(
      picture(matrix, head: 1, share: 1, largest: 0), rows: 1, columns: entries.count)
    #expect(flat == [[Int?](repeating: 5, count: entries.count)])
  }

  @Test func `a round scale is the least of 1, 2 and 5 times a power of ten that is enough`() {
    for exponent in -9...9 {
      for (entry, scale) in [(0.99, 1.0), (1.01, 2), (-1.99, 2), (2.01, 5), (4.9, 5), (5.1, 10)] {
        let power = pow(10, Double(exponent))
        let matrix = Matrix(rows: 2, columns: 2, [0, entry * power, 0.1 * power, 0])
        let found = MatrixPicture.roundScale(of: matrix, share: 1)
        #expect(abs(found / (scale * power) - 1) < 1e-9)
        let half = MatrixPicture.roundScale(of: 2 * matrix, share: 0.5)
        #expect(abs(half / found - 1) < 1e-9)
      }
    }
    for value in [0, .infinity] {
      let matrix = Matrix(rows: 1, columns: 2, [value, 0])
      #expect(MatrixPicture.roundScale(of: matrix, share: 0.5) == 1)
    }
  }

  @Test func `the key has every shade in order, and the numbers of both ends`() {
    for largest in [1, 0.02, 5e-7, 2000] {
      let key = Node(page: MatrixPicture.key(largest: largest).markup)
      let shades = key.all("path").map { $0.attributes["class"] ?? "" }
      #expect(shades == (0...10).map { "h\($0)" })
      #expect(
        key.all("path").map { $0.attributes["d"]?.prefix(2) } == (0...10).map { "M\($0)".prefix(2) }
      )
      let ends = key.all("span").map { printed($0.text) }
      #expect(ends == [-largest, 0, largest])
    }
  }
}
