public import SourceText

extension Vocabulary {
  /// The contents of `vocabulary.txt`: one token per line.
  package var fileContents: String {
    // Readers treat the first byte order mark as that of the file.
    let mark = "\u{FEFF}"
    let isMarked = words.first?.unicodeScalars.starts(with: mark.unicodeScalars) == true
    return (isMarked ? mark : "") + words.map { $0 + "\n" }.joined()
  }

  /// Reads the tokens of a `vocabulary.txt`.
  ///
  /// - Parameter file: The file, with one token per line.
  /// - Returns: The tokens by index.
  /// - Throws: A diagnostic for each empty line, each duplicate word and each word that ends in a carriage return, which would
  ///   be lost.
  public static func words(in file: SourceFile) throws(Diagnostics) -> [String] {
    var lines = file.text.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    )
    .map { String(Substring($0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0)) }
    if lines.last?.isEmpty == true { lines.removeLast() }
    var problems = Diagnostics()
    var firstLines: [ExactText: Int] = [:]
    for (index, word) in lines.enumerated() {
      let place = SourceLocation(file: file.path, line: index + 1)
      if word.isEmpty {
        problems.report(Diagnostic("this line is empty", at: place))
      } else if word.utf8.last == UInt8(ascii: "\r") {
        problems.report(
          Diagnostic(
            "this line ends with more than one carriage return", at: place,
            hint: "end lines with LF or CRLF"))
      } else if let first = firstLines[ExactText(word)] {
        problems.report(
          Diagnostic("duplicate word '\(word)', first on line \(first)", at: place))
      } else {
        firstLines[ExactText(word)] = index + 1
      }
    }
    try problems.throwIfErrors()
    return lines
  }
}
