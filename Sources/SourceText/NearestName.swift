/// "Did you mean …?": the known name that is nearest to a misspelt one.
public enum NearestName {
  /// Finds the nearest of several names.
  ///
  /// - Parameters:
  ///   - word: What the user wrote.
  ///   - names: What there is.
  /// - Returns: The name at the smallest edit distance (insertions, deletions, substitutions and swaps of
  ///   neighbours count one each), the first of several; nil when more than a third of it would have to change.
  /// - Complexity: O(*n* · *m*) for each name.
  public static func of(_ word: String, among names: some Sequence<String>) -> String? {
    var best: (name: String, distance: Int)?
    for name in names {
      let distance = distance(Array(word.lowercased()), Array(name.lowercased()))
      let isNear = distance <= max(1, max(word.count, name.count) / 3)
      if isNear && distance < best?.distance ?? .max { best = (name, distance) }
    }
    return best?.name
  }

  /// The hint that goes with an unknown name.
  ///
  /// - Parameters:
  ///   - word: What the user wrote.
  ///   - names: What there is.
  /// - Returns: "did you mean 'x'?" or, when nothing is near, the list of what there is.
  public static func hint(for word: String, among names: [String]) -> String? {
    if let nearest = of(word, among: names) { return "did you mean '\(nearest)'?" }
    let shown = names.prefix(12).joined(separator: ", ")
    let more = names.count > 12 ? " and \(names.count - 12) more" : ""
    return names.isEmpty ? nil : "there is \(shown)\(more)"
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
