extension String {
  /// Returns the text, or its first Unicode scalars and an ellipsis if it has more.
  ///
  /// A character may have any number of scalars, so characters do not limit the size of a page.
  func clipped(_ most: Int) -> String {
    // Most texts are so short that their scalars need not be counted.
    if utf8.count <= most { return self }
    let end = unicodeScalars.index(startIndex, offsetBy: most, limitedBy: endIndex) ?? endIndex
    return end == endIndex ? self : self[..<end] + "…"
  }
}
