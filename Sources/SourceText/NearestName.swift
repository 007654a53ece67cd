/// Suggests the known name nearest to a misspelt one: "did you mean …?".
public enum NearestName {
  /// Finds the nearest of several names.
  ///
  /// A number has no near names, and a name with the opposite meaning, such as `known` for `unknown`, is never suggested. Names
  /// that differ in their digits are suggested only if there is no other candidate. If none is near, the word may be an
  /// abbreviation: `pct` is `percent`.
  ///
  /// - Parameters:
  ///   - word: The user's spelling.
  ///   - names: The known names.
  /// - Returns: The name at the smallest edit distance (insertions, deletions, substitutions and swaps of adjacent characters
  ///   cost one each), the first of several; nil if more than a third of the word would change.
  /// - Complexity: O(*n* · *m*) per name.
  public static func of(_ word: String, among names: some Sequence<String>) -> String? {
    // Very long words are not misspelt names.
    if word.isEmpty || word.utf8.count > longest { return nil }
    let written = word.lowercased()
    let letters = Array(written)
    let isNumeric = isNumber(written)
    var sameBesidesDigits: [Substring: Int] = [:]
    var best: (name: String, distance: Int)?
    var fullNames: [String] = []
    let names = Array(names)
    for name in names { sameBesidesDigits[skeleton(name.lowercased()), default: 0] += 1 }
    for name in names where name.utf8.count <= longest {
      let known = name.lowercased()
      if known == written { return name }
      if isNumeric || isNumber(known) || Opposites.are(written, known) { continue }
      if digits(written) != digits(known) {
        let rest = skeleton(known)
        guard rest.count > 2, rest == skeleton(written), sameBesidesDigits[rest] == 1 else {
          continue
        }
      }
      // A common path prefix says nothing about the distance between the last components.
      let (asked, other) = withoutCommonParts(letters, Array(known))
      let (few, many) = (min(asked.count, other.count), max(asked.count, other.count))
      let distance = distance(asked, other)
      // A word of two letters is near too many names, unless a path before it matches.
      let isLong = few > 2 || few == 2 && other.count < known.count
      let isNear = isLong ? distance <= max(1, many / 3) : asked.sorted() == other.sorted()
      if isNear && distance < best?.distance ?? .max { best = (name, distance) }
      if isAbbreviation(letters, of: known) { fullNames.append(name) }
    }
    return best?.name ?? (fullNames.count == 1 ? fullNames[0] : nil)
  }

  private static let longest = 256

  /// Returns the hint for an unknown name.
  ///
  /// - Parameters:
  ///   - word: The user's spelling.
  ///   - names: The known names.
  ///   - listing: The command that prints all names, such as "report chunks value"; nil if there is none.
  /// - Returns: "did you mean 'x'?" or, if nothing is near, the list of names; for a long list, the names most similar to the
  ///   word, and the command.
  public static func hint(
    for word: String, among names: [String], listing: String? = nil
  ) -> String? {
    if let nearest = of(word, among: names) { return "did you mean '\(nearest)'?" }
    if names.isEmpty { return nil }
    let command = listing.map { "'\($0)' lists " }
    let most = listing == nil ? listedWithoutCommand : listed
    if names.count <= listed { return "available: \(names.map(short).joined(separator: ", "))" }
    let similar = mostAlike(word, among: names)
    switch (similar.isEmpty, command) {
    case (true, nil) where names.count <= most:
      return "available: \(names.map(short).joined(separator: ", "))"
    case (true, nil): return "none of the \(names.count) names is similar"
    case (true, let command?): return "\(command)the \(names.count) names"
    case (false, let command):
      let nearest = "the nearest names are \(similar.map(short).joined(separator: ", "))"
      return command.map { "\(nearest); \($0)all \(names.count)" }
        ?? "\(nearest), of \(names.count)"
    }
  }

  /// The maximum number of names listed in full, and the maximum if no command lists them.
  private static let listed = 12
  private static let listedWithoutCommand = 40

  private static func short(_ name: String) -> String {
    name.utf8.count > 80 ? String(name.prefix(60)) + "…" : name
  }

  /// Returns the few names that share the most bigrams with a word, most similar first.
  private static func mostAlike(_ word: String, among names: [String]) -> [String] {
    if word.utf8.count > longest || isNumber(word) { return [] }
    let asked = pairs(of: word)
    let likenesses = names.enumerated().compactMap {
      index, name -> (likeness: Double, index: Int)? in
      if Opposites.are(word.lowercased(), name.lowercased()) { return nil }
      let known = pairs(of: String(name.prefix(longest)))
      let common = Double(asked.intersection(known).count)
      let likeness = 2 * common / Double(max(1, asked.count + known.count))
      return likeness > 0.3 ? (likeness, index) : nil
    }
    return likenesses.sorted { ($1.likeness, $0.index) < ($0.likeness, $1.index) }
      .prefix(5).map { names[$0.index] }
  }

  private static func pairs(of word: String) -> Set<String> {
    let letters = Array(word.lowercased())
    return Set(zip(letters, letters.dropFirst()).map { String([$0, $1]) })
  }

  /// Returns two dotted paths without their common leading components.
  private static func withoutCommonParts(
    _ a: [Character], _ b: [Character]
  ) -> ([Character], [Character]) {
    let common = zip(a, b).prefix { $0 == $1 }.map(\.0)
    let parts = (common.lastIndex(of: ".") ?? -1) + 1
    return (Array(a.dropFirst(parts)), Array(b.dropFirst(parts)))
  }

  /// Whether the word is written in digits: `inf` is not a number here.
  private static func isNumber(_ word: String) -> Bool {
    Double(word) != nil && word.contains { $0.isNumber }
  }

  private static func digits(_ word: String) -> [Substring] {
    word.split { !$0.isNumber }
  }

  private static func skeleton(_ word: String) -> Substring {
    Substring(word.filter { !$0.isNumber })
  }

  /// Whether three or more letters occur in this order in a name that begins with the first of them.
  private static func isAbbreviation(_ letters: [Character], of name: String) -> Bool {
    guard letters.count > 2, letters.count < name.count, letters.first == name.first else {
      return false
    }
    var rest = letters[...]
    for letter in name where letter == rest.first { rest.removeFirst() }
    return rest.isEmpty
  }

  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1] + [Int](repeating: 0, count: b.count)
      for j in b.indices {
        row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
        }
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
