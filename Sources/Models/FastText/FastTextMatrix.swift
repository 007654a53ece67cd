import Classifier
import LinearAlgebra
import SourceText

/// Reads the matrices of a fastText model, dense or quantised.
///
/// A quantised row is split into short parts, each encoded as one of 256 centroids; its norm may be encoded separately.
///
/// - Source: fastText's `densematrix.cc`, `quantmatrix.cc` and `productquantizer.cc`; Jégou, Douze and Schmid, *Product
///   Quantization for Nearest Neighbor Search*, 2011, <https://doi.org/10.1109/TPAMI.2010.57>.
enum FastTextMatrix {
  /// The maximum number of elements of a matrix: two gigabytes in memory.
  private static let mostNumbers = 1 << 28

  /// Reads a matrix.
  ///
  /// - Parameters:
  ///   - reader: The file, at the start of the matrix.
  ///   - isQuantized: Whether it is quantised.
  ///   - columns: The required number of columns.
  ///   - spare: The row after which to insert a row of zeros.
  ///   - what: Its name in diagnostics.
  /// - Returns: The matrix.
  /// - Throws: The first problem.
  static func read(
    _ reader: inout ByteReader, isQuantized: Bool, columns: Int, spare: Int? = nil, _ what: String
  ) throws(Diagnostics) -> Matrix {
    let hasNorms = isQuantized ? try reader.flag("whether \(what) has norms") : false
    let rows = try reader.number(Int64.self, "the number of rows of \(what)")
    let found = try reader.number(Int64.self, "the number of columns of \(what)")
    guard found == columns else {
      throw reader.problem("\(what) has \(found) columns, but the model's 'dim' is \(columns)")
    }
    // Every row takes at least one byte.
    guard rows >= 0, rows <= reader.left else {
      throw reader.problem(
        "\(what) declares \(rows) rows, but only \(reader.left) bytes remain",
        hint: "check that the file was copied completely")
    }
    let numbers = (Int(rows) + 1).multipliedReportingOverflow(by: (columns + 7) / 8 * 8)
    guard !numbers.overflow, numbers.partialValue <= mostNumbers else {
      throw reader.problem(
        "\(what) has \(rows) × \(columns) numbers, which is too many",
        hint: "use 'fasttext quantize -cutoff 100000' to shrink the model")
    }
    let layout = Layout(rows: Int(rows), columns: columns, spare: spare)
    return isQuantized
      ? try quantized(&reader, layout, hasNorms: hasNorms, what) : try dense(&reader, layout, what)
  }

  /// The mapping from rows of the file to rows of the matrix.
  private struct Layout {
    let rows: Int
    let columns: Int
    let spare: Int?

    var matrix: Matrix { Matrix(rows: rows + (spare == nil ? 0 : 1), columns: columns) }

    func row(_ row: Int) -> Int { row < spare ?? .max ? row : row + 1 }
  }

  private static func dense(
    _ reader: inout ByteReader, _ layout: Layout, _ what: String
  ) throws(Diagnostics) -> Matrix {
    let (rows, columns) = (layout.rows, layout.columns)
    guard rows * columns <= reader.left / 4 else {
      throw reader.problem(
        "\(what) declares \(rows) × \(columns) numbers, but only \(reader.left) bytes "
          + "remain", hint: "check that the file was copied completely")
    }
    var matrix = layout.matrix
    for row in 0..<rows {
      let numbers = try reader.floats(columns, "row \(row) of \(what)")
      let target = layout.row(row)
      for column in 0..<columns { matrix[target, column] = Double(numbers[column]) }
    }
    return matrix
  }

  private static func quantized(
    _ reader: inout ByteReader, _ layout: Layout, hasNorms: Bool, _ what: String
  ) throws(Diagnostics) -> Matrix {
    let codeCount = Int(try reader.number(Int32.self, "the number of codes of \(what)"))
    let codes = Array(try reader.bytes(codeCount, "the codes of \(what)"))
    let quantizer = try ProductQuantizer(&reader, columns: layout.columns, what)
    guard codeCount == layout.rows * quantizer.parts else {
      throw reader.problem(
        "\(what) has \(codeCount) codes for \(layout.rows) rows of \(quantizer.parts) parts")
    }
    var norms: [Float]?
    if hasNorms {
      let normCodes = Array(try reader.bytes(layout.rows, "the norms of \(what)"))
      let lengths = try ProductQuantizer(&reader, columns: 1, "the norms of \(what)")
      norms = normCodes.map { lengths.centroids[Int($0)] }
    }
    var matrix = layout.matrix
    for row in 0..<layout.rows {
      let (target, norm) = (layout.row(row), norms?[row] ?? 1)
      for part in 0..<quantizer.parts {
        let centroid = quantizer.centroid(codes[row * quantizer.parts + part], ofPart: part)
        for (offset, number) in centroid.enumerated() {
          let product = norm * number
          guard product.isFinite else {
            throw reader.problem(
              "a number of row \(row) of \(what) is \(norm) times \(number), which overflows 32-bit floats"
            )
          }
          matrix[target, part * quantizer.width + offset] = Double(product)
        }
      }
    }
    return matrix
  }
}

/// The centroids of the parts of quantised rows.
private struct ProductQuantizer {
  /// The number of parts per row.
  let parts: Int
  /// The number of columns of each part except the last, which has the remaining columns.
  let width: Int
  private let lastWidth: Int
  /// 256 centroids per part.
  let centroids: [Float]

  init(
    _ reader: inout ByteReader, columns: Int, _ what: String
  ) throws(Diagnostics) {
    var values: [Int] = []
    for name in ["columns", "parts", "columns of a part", "columns of the last part"] {
      values.append(Int(try reader.number(Int32.self, "the number of \(name) of \(what)")))
    }
    (parts, width, lastWidth) = (values[1], values[2], values[3])
    guard values[0] == columns, 1...columns ~= parts, 1...columns ~= width,
      1...width ~= lastWidth, (parts - 1) * width + lastWidth == columns
    else {
      throw reader.problem(
        "the \(columns) columns of \(what) cannot be \(parts) parts of \(width) and \(lastWidth), "
          + "together \(values[0])")
    }
    centroids = try reader.floats(256 * columns, "the centroids of \(what)")
  }

  func centroid(_ code: UInt8, ofPart part: Int) -> ArraySlice<Float> {
    let width = part == parts - 1 ? lastWidth : width
    let first = part * 256 * self.width + Int(code) * width
    return centroids[first..<first + width]
  }
}
