/// Edits to marked attributes.
extension HTML {
  /// An edit to a marked attribute.
  package enum Change {
    /// Keeps the attribute.
    case keep
    /// Sets another value.
    case set(String)
    /// Replaces the whole attribute or element.
    case replace(HTML)
    /// Removes the attribute.
    case remove
  }

  /// Returns the markup with marked attributes changed and everything else preserved byte for byte.
  ///
  /// - Parameter change: Returns the edit for a mark; marks within a replaced element are skipped.
  /// - Returns: The changed markup.
  /// - Complexity: O(*m*) for *m* marks, apart from copying the markup.
  package func changing(_ change: (Mark) -> Change) -> HTML {
    var result = HTML()
    result.markup.reserveCapacity(markup.utf8.count)
    var copied = 0
    var shift = 0
    for mark in marks where mark.range.lowerBound >= copied {
      let start = mark.range.lowerBound
      switch change(mark) {
      case .keep:
        result.marks.append(mark.shifted(by: shift))
        continue
      case .set(let value):
        result.markup += text(copied..<start)
        let name = text(mark.range).utf8.prefix { $0 != UInt8(ascii: "=") }
        let place = result.markup.utf8.count
        result.markup += "\(Substring(name))=\"\(HTML(text: value).markup)\""
        result.marks.append(
          Mark(
            kind: mark.kind, range: place..<result.markup.utf8.count, value: value,
            isAuthors: mark.isAuthors))
      case .replace(let html):
        result.markup += text(copied..<start)
        result += html
      case .remove:
        let before = text(copied..<start)
        result.markup += before.utf8.last == UInt8(ascii: " ") ? before.dropLast() : before
      }
      copied = mark.range.upperBound
      shift = result.markup.utf8.count - copied
    }
    result.markup += text(copied..<markup.utf8.count)
    return result
  }

  /// The markup in a range of bytes.
  private func text(_ range: Range<Int>) -> Substring {
    let start = markup.utf8.index(markup.startIndex, offsetBy: range.lowerBound)
    return markup[start..<markup.utf8.index(start, offsetBy: range.count)]
  }
}
