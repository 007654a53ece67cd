/// The commands of an SVG path, stored as bytes, because the picture of a matrix has thousands of them.
struct PathData {
  private var bytes: [UInt8] = []

  /// Whether nothing is drawn.
  var isEmpty: Bool { bytes.isEmpty }

  /// The value of the attribute `d`.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Appends a letter.
  mutating func append(_ letter: Unicode.Scalar) {
    bytes.append(UInt8(truncatingIfNeeded: letter.value))
  }

  /// Appends an integer.
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

  /// Appends a rectangle, which only its fill closes.
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
  }

  /// Appends a stroke to the right, which starts at an offset from the end of the previous one.
  mutating func appendStroke(x: Int, y: Int, width: Int) {
    append("m")
    append(x)
    if y >= 0 { append(" ") }
    append(y)
    append("h")
    append(width)
  }
}
