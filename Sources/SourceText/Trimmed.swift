extension StringProtocol where SubSequence == Substring {
  /// The text without leading and trailing white space.
  package var trimmed: Substring {
    let start = drop(while: \.isWhitespace)
    let end = start.lastIndex { !$0.isWhitespace }.map(start.index(after:))
    return start[..<(end ?? start.startIndex)]
  }
}
