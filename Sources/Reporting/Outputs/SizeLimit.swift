import HTML

/// A limit that makes whole sections go, from the end, never half of one.
package struct SizeLimit {
  /// The largest size in bytes; nil for none.
  let bytes: Int?

  package init(bytes: Int?) {
    self.bytes = bytes
  }

  /// How many sections fit, and what is said of the others.
  ///
  /// - Parameter sizes: The sizes of the sections in order, in bytes.
  /// - Returns: The number of sections that stay, and a line for the end: empty where all stay, or where there is no
  ///   room for it.
  package func fitting(_ sizes: [Int]) -> (count: Int, note: String) {
    guard let bytes, sizes.reduce(0, +) > bytes else { return (sizes.count, "") }
    var count = 0
    var total = 0
    // The longest line that may have to be said.
    let room = bytes - Self.note(leftOut: sizes.count, limit: bytes).utf8.count
    while count < sizes.count, total + sizes[count] <= room {
      total += sizes[count]
      count += 1
    }
    let note = Self.note(leftOut: sizes.count - count, limit: bytes)
    return (count, note.utf8.count <= bytes ? note : "")
  }

  private static func note(leftOut count: Int, limit: Int) -> String {
    """

    *\(counted(count, "section")) left out: no more than \(limit) bytes may be written here.*

    """
  }
}
