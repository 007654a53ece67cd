import HTML

/// A limit that leaves out whole sections, from the end, never half of one.
///
/// So the sections come in the order of their weight: claims that failed, the author's documents, the list, reviews.
package struct SizeLimit {
  /// A part of an output that stays or goes as a whole.
  package struct Section {
    /// Its size in bytes.
    let size: Int
    /// The number of things in it.
    let count: Int
    /// The word for one of them and for several, such as "review" and "reviews"; empty for a title.
    let noun: String
    let plural: String

    package init(size: Int, count: Int = 1, of noun: String, plural: String? = nil) {
      self.size = size
      self.count = count
      self.noun = noun
      self.plural = plural ?? noun + "s"
    }
  }

  /// The largest size in bytes; nil for none.
  let bytes: Int?

  package init(bytes: Int?) {
    self.bytes = bytes
  }

  /// How many sections fit, and what is said of the others.
  ///
  /// - Parameter sections: The sections in order.
  /// - Returns: The number of sections that stay, and a line for the end: empty where all stay, or where there is no
  ///   room for it.
  package func fitting(_ sections: [Section]) -> (count: Int, note: String) {
    guard let bytes, sections.reduce(0, { $0 + $1.size }) > bytes else {
      return (sections.count, "")
    }
    var count = 0
    var total = 0
    // The longest line that may have to be said.
    let room = bytes - Self.note(sections, from: 0, limit: bytes).utf8.count
    while count < sections.count, total + sections[count].size <= room {
      total += sections[count].size
      count += 1
    }
    let note = Self.note(sections, from: count, limit: bytes)
    return (count, note.utf8.count <= bytes ? note : "")
  }

  /// What is left out, by kinds: "1 of 2 documents, 7 of 8 reviews".
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

      *Left out: \(parts.joined(separator: ", ")); no more than \(limit) bytes may be written here.*

      """
  }
}
