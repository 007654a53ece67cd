/// The words that ship for perturbations.
enum PerturbationLists {
  /// First names that are exchanged for others of the same list, so that pronouns remain right.
  static let names: [[String]] = [
    [
      "Ahmed", "Andrew", "Antonio", "Brian", "Charles", "Daniel", "David", "Edward", "Frank",
      "George", "Henry", "James", "Jamal", "John", "Joseph", "Kevin", "Martin", "Michael", "Paul",
      "Peter", "Rajesh", "Richard", "Robert", "Steven", "Thomas", "Wei", "William",
    ],
    [
      "Aisha", "Alice", "Amy", "Anna", "Barbara", "Carol", "Catherine", "Elizabeth", "Emily",
      "Fatima", "Helen", "Jane", "Jennifer", "Julia", "Karen", "Keisha", "Laura", "Linda", "Lucia",
      "Margaret", "Maria", "Mary", "Mei", "Nancy", "Priya", "Sarah", "Susan",
    ],
  ]

  /// Adjectives with an opposite whose negation means about the same.
  static let opposites: [String: String] = {
    let pairs = [
      ("good", "bad"), ("interesting", "boring"), ("funny", "unfunny"),
      ("original", "unoriginal"), ("convincing", "unconvincing"), ("believable", "unbelievable"),
      ("likeable", "unlikeable"), ("likable", "unlikable"), ("clever", "stupid"),
      ("realistic", "unrealistic"), ("memorable", "forgettable"), ("watchable", "unwatchable"),
      ("pleasant", "unpleasant"), ("satisfying", "unsatisfying"), ("inspired", "uninspired"),
      ("imaginative", "unimaginative"), ("successful", "unsuccessful"),
      ("necessary", "unnecessary"), ("weak", "strong"), ("predictable", "unpredictable"),
    ]
    var opposites: [String: String] = [:]
    for (one, other) in pairs {
      opposites[one] = other
      opposites[other] = one
    }
    return opposites
  }()

  /// Words that negate an adjective up to three words later.
  static let negations: Set<String> = [
    "not", "no", "never", "nor", "neither", "hardly", "barely", "without", "nothing", "cannot",
    "less", "least", "dont", "isnt", "wasnt", "too",
  ]
}
