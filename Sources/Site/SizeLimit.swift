import HTML

/// A size limit that omits whole sections from the end.
///
/// Sections are therefore ordered by importance: failed claims, the author's documents, the list, the reviews.
package struct SizeLimit {
  /// A part of an output that is either kept or omitted as a whole.
  package struct Section: Sendable {
    /// The number of items in the section.
    let count: Int
    /// The singular and plural noun for the items, such as "review" and "reviews"; empty for a title.
    let noun: String
    let plural: String
    /// The size in bytes, which is computed only if the section may fit.
    let size: @Sendable () -> Int

    package init(
      count: Int = 1, of noun: String, plural: String? = nil, size: @escaping @Sendable () -> Int
    ) {
      self.count = count
      self.noun = noun
      self.plural = plural ?? noun + "s"
      self.size = size
    }

    /// Returns the section with a known size.
    func sized(_ size: Int) -> Section {
      Section(size: size, count: count, of: noun, plural: plural)
    }

    package init(size: Int, count: Int = 1, of noun: String, plural: String? = nil) {
      self.init(count: count, of: noun, plural: plural) { size }
    }
  }

  /// The largest size in bytes; nil for none.
  let bytes: Int?

  package init(bytes: Int?) {
    self.bytes = bytes
  }

  /// Returns the number of sections that fit, and a note on the others.
  ///
  /// - Parameter sections: The sections in order.
  /// - Returns: The number of sections to keep, and a final line, which is empty if all sections fit or if there is no
  ///   space for it.
  package func fitting(_ sections: [Section]) -> (count: Int, note: String) {
    guard let bytes else { return (sections.count, "") }
    // The sizes of the sections behind the first that exceeds the limit do not matter.
    var ends: [Int] = []
    var total = 0
    for section in sections where total <= bytes {
      total += section.size()
      ends.append(total)
    }
    guard total > bytes else { return (sections.count, "") }
    // Reserve space for the longest possible note.
    let room = bytes - Self.note(sections, from: 0, limit: bytes).utf8.count
    let count = ends.prefix { $0 <= room }.count
    let note = Self.note(sections, from: count, limit: bytes)
    return (count, note.utf8.count <= bytes ? note : "")
  }

  /// Returns the note on the omitted sections by kind, such as "1 of 2 documents, 7 of 8 reviews".
  private static func note(_ sections: [Section], from first: Int, limit: Int) -> String {
    var nouns: [String] = []
    for section in sections[first...] where !section.noun.isEmpty && !nouns.contains(section.noun) {
      nouns.append(section.noun)
    }
    let parts = nouns.map { noun in
      let all = sections.filter { $0.noun == noun }
      let total = all.reduce(0) { $0 + $1.count }
      let left = sections[first...].filter { $0.noun == noun }.reduce(0) { $0 + $1.count }
      return "\(left) of \(counted(total, noun, plural: all.first?.plural))"
    }
    return """

      *Omitted: \(parts.joined(separator: ", ")); this output is limited to \(limit) bytes.*

      """
  }
}
