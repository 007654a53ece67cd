import SourceText

/// Hints for expressions that are written as in other languages.
enum ClaimGrammar {
  /// The names that other languages have for functions, and ours.
  private static let functions = [
    "avg": "mean", "average": "mean", "percentage": "share", "proportion": "share",
    "fraction": "share", "rate": "share", "number": "count", "len": "count", "length": "count",
    "total": "sum", "minimum": "min", "maximum": "max", "all": "share", "any": "count",
  ]

  /// Returns a hint for tokens that follow a complete expression.
  static func hint(forSurplus texts: [String]) -> String? {
    guard let first = texts.first else { return nil }
    if texts.starts(with: ["of", "reviews"]) {
      return
        "a claim over reviews begins with 'all of reviews' or 'any of reviews', or compares a value such as mean(review.words)"
    }
    let word = first.lowercased()
    if ["and", "or", "not"].contains(word) { return "write '\(word)' in lower case" }
    if first == "," || first == "(" { return nil }
    return "join conditions by 'and' or 'or', and put text in quotation marks"
  }

  /// Returns a hint for a name that contains arithmetic, such as `a/b`.
  static func hint(forName text: String) -> String? {
    let sign = text.dropFirst().dropLast().first { "+*/%".contains($0) }
    return sign.map { "put spaces around '\($0)'" }
  }

  /// Returns a hint for a comparison of incompatible kinds of values.
  static func hint(comparing left: Value.Unit, with right: Value.Unit) -> String? {
    let units = [left, right]
    if units.contains(.boolean) {
      return "compare this value with true or false, without quotation marks"
    }
    if units.contains(.text) {
      return "put text in quotation marks; write numbers without them"
    }
    return nil
  }

  /// Returns a hint for the name of a function that does not exist.
  static func hint(forFunction name: String) -> String? {
    let names = ReviewFunction.allCases.map(\.rawValue)
    if let ours = functions[name.lowercased()] { return "did you mean '\(ours)'?" }
    return NearestName.hint(for: name, among: names)
  }
}
