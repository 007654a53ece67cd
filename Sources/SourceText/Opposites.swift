/// Words that are spelt alike but have opposite meanings: suggesting one for the other would mislead.
enum Opposites {
  /// Whether two names have opposite meanings: they are equal word by word, except for a word and its negation or antonym.
  ///
  /// - Parameters:
  ///   - left: A name in lower case, its words separated by anything but letters and digits.
  ///   - right: Another name.
  /// - Returns: Whether the names are opposites.
  static func are(_ left: String, _ right: String) -> Bool {
    let (left, right) = (words(of: left), words(of: right))
    if left.count != right.count {
      return left.filter { !particles.contains($0) } == right.filter { !particles.contains($0) }
    }
    return zip(left, right).contains { $0 != $1 && areWords($0, $1) }
  }

  private static func words(of name: String) -> [String] {
    name.split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  private static func areWords(_ left: String, _ right: String) -> Bool {
    let isNegation = negations.contains { negation in
      left == negation + right || right == negation + left
    }
    return isNegation || counterparts[left]?.contains(right) == true
  }

  private static let particles: Set = ["no", "non", "not", "without"]

  private static let negations = [
    "un", "in", "im", "ir", "il", "dis", "non", "anti", "mis", "de",
  ]

  private static let counterparts: [String: Set<String>] = {
    let pairs = [
      ("min", "max"), ("minimum", "maximum"), ("low", "high"), ("lower", "upper"),
      ("lowest", "highest"), ("lower", "higher"), ("smallest", "largest"), ("up", "down"),
      ("left", "right"), ("first", "last"), ("before", "after"), ("strongest", "weakest"),
      ("true", "false"), ("yes", "no"), ("on", "off"), ("pos", "neg"), ("positive", "negative"),
      ("pro", "con"), ("good", "bad"), ("right", "wrong"), ("more", "less"), ("most", "least"),
      ("best", "worst"), ("insertion", "deletion"), ("raising", "lowering"), ("over", "under"),
      ("with", "without"), ("when", "unless"), ("all", "any"), ("train", "test"),
      ("inside", "outside"), ("input", "output"), ("male", "female"), ("open", "closed"),
      ("hot", "cold"), ("hate", "love"), ("old", "new"),
    ]
    var counterparts: [String: Set<String>] = [:]
    for (left, right) in pairs {
      counterparts[left, default: []].insert(right)
      counterparts[right, default: []].insert(left)
    }
    return counterparts
  }()
}
