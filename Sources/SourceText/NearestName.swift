/// "Did you mean …?": the known name that is nearest to a misspelt one.
public enum NearestName {
  /// Finds the nearest of several names.
  ///
  /// A number is near no name, and neither is a name that says the opposite, as `unknown` does of `known`; names
  /// that differ in their digits are near only where there is no other such name. Where none is near, the word may be
  /// an abbreviation: `pct` is `percent`.
  ///
  /// - Parameters:
  ///   - word: What the user wrote.
  ///   - names: What there is.
  /// - Returns: The name at the smallest edit distance (insertions, deletions, substitutions and swaps of
  ///   neighbours count one each), the first of several; nil when more than a third of it would have to change.
  /// - Complexity: O(*n* · *m*) for each name.
  public static func of(_ word: String, among names: some Sequence<String>) -> String? {
    // Nobody misspells a word of a thousand letters.
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
      // What two paths share in front says nothing of how near their last parts are.
      let (asked, other) = withoutCommonParts(letters, Array(known))
      let (few, many) = (min(asked.count, other.count), max(asked.count, other.count))
      let distance = distance(asked, other)
      // A word of two letters is near too many; not so where a path before it is the same.
      let isLong = few > 2 || few == 2 && other.count < known.count
      let isNear = isLong ? distance <= max(1, many / 3) : asked.sorted() == other.sorted()
      if isNear && distance < best?.distance ?? .max { best = (name, distance) }
      if isAbbreviation(letters, of: known) { fullNames.append(name) }
    }
    return best?.name ?? (fullNames.count == 1 ? fullNames[0] : nil)
  }

  private static let longest = 256

  /// The hint that goes with an unknown name.
  ///
  /// - Parameters:
  ///   - word: What the user wrote.
  ///   - names: What there is.
  ///   - listing: The command that prints all of it, such as "report chunks value"; nil where there is none.
  /// - Returns: "did you mean 'x'?" or, when nothing is near, the list of what there is; of a long list the names that
  ///   have most in common with the word, and the command.
  public static func hint(
    for word: String, among names: [String], listing: String? = nil
  ) -> String? {
    if let nearest = of(word, among: names) { return "did you mean '\(nearest)'?" }
    if names.isEmpty { return nil }
    let command = listing.map { "'\($0)' lists " }
    let most = listing == nil ? listedWithoutCommand : listed
    if names.count <= listed { return "there is \(names.map(short).joined(separator: ", "))" }
    let similar = mostAlike(word, among: names)
    switch (similar.isEmpty, command) {
    case (true, nil) where names.count <= most:
      return "there is \(names.map(short).joined(separator: ", "))"
    case (true, nil): return "none of the \(names.count) names is similar"
    case (true, let command?): return "\(command)the \(names.count) names"
    case (false, let command):
      let nearest = "the nearest names are \(similar.map(short).joined(separator: ", "))"
      return command.map { "\(nearest); \($0)all \(names.count)" }
        ?? "\(nearest), of \(names.count)"
    }
  }

  /// The most names that are listed whole, and the most where no command lists them.
  private static let listed = 12
  private static let listedWithoutCommand = 40

  private static func short(_ name: String) -> String {
    name.utf8.count > 80 ? String(name.prefix(60)) + "…" : name
  }

  /// The few names that share most pairs of neighbouring letters with a word, the likest first.
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

  /// Two dotted paths without the parts that both begin with.
  private static func withoutCommonParts(
    _ a: [Character], _ b: [Character]
  ) -> ([Character], [Character]) {
    let common = zip(a, b).prefix { $0 == $1 }.map(\.0)
    let parts = (common.lastIndex(of: ".") ?? -1) + 1
    return (Array(a.dropFirst(parts)), Array(b.dropFirst(parts)))
  }

  /// Whether it is written in digits: `inf` is a word.
  private static func isNumber(_ word: String) -> Bool {
    Double(word) != nil && word.contains { $0.isNumber }
  }

  private static func digits(_ word: String) -> [Substring] {
    word.split { !$0.isNumber }
  }

  private static func skeleton(_ word: String) -> Substring {
    Substring(word.filter { !$0.isNumber })
  }

  /// Whether three letters or more stand in this order in a name that begins with the first of them.
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
