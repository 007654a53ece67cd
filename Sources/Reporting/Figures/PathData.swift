/// The commands of an SVG path, written byte by byte: the picture of a matrix has thousands of them.
struct PathData {
  private var bytes: [UInt8] = []

  /// Whether nothing is drawn.
  var isEmpty: Bool { bytes.isEmpty }

  /// The value of the attribute `d`.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Adds a letter.
  mutating func append(_ letter: Unicode.Scalar) {
    bytes.append(UInt8(truncatingIfNeeded: letter.value))
  }

  /// Adds a whole number.
  mutating func append(_ number: Int) {
    if number < 0 { append("-") }
    let size = number.magnitude
    var unit: UInt = 1
    while size / unit >= 10 { unit *= 10 }
    while unit > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: size / unit % 10))
      unit /= 10
    }
  }

  /// Adds a rectangle.
  mutating func appendBlock(x: Int, y: Int, width: Int, height: Int) {
    append("M")
    append(x)
    append(" ")
    append(y)
    append("h")
    append(width)
    append("v")
    append(height)
    append("h")
    append(-width)
    append("z")
  }

  /// Adds a stroke to the right, which begins so far from where the last one ended.
  mutating func appendStroke(x: Int, y: Int, width: Int) {
    append("m")
    append(x)
    if y >= 0 { append(" ") }
    append(y)
    append("h")
    append(width)
  }
}
