import HTML
import SourceText

/// The properties of reviews by which a run is cut into slices.
struct SliceFeatures {
  /// The name of a property, and the family of properties that it belongs to.
  struct Name: Hashable {
    let family: String
    let name: String
    /// The place of the property in its family, and of the family among all.
    var order = 0
    var rank = 0

    static func precedes(_ one: Name, _ other: Name) -> Bool {
      (one.rank, one.family, one.order, one.name) < (
        other.rank, other.family, other.order, other.name
      )
    }
  }

  /// The properties other than single words.
  let names: [Name]
  /// The frequent words, as properties.
  let words: [String]
  private let indices: [Name: Int]
  private let frequent: [String: Int]
  private let given: Set<String>
  private let columns: [String: Column]
  private let reviews: SelectedReviews

  /// A column of the input: its texts, or the bounds between four groups of its numbers.
  private enum Column {
    case texts
    case numbers([Double])
  }

  /// The largest number of different texts of a column whose texts make groups.
  private static let mostTexts = 12
  private static let negations: Set<String> = [
    "not", "no", "never", "nothing", "nobody", "none", "neither", "nor", "without", "hardly",
    "cannot", "cant", "dont", "doesnt", "didnt", "isnt", "wasnt", "arent", "werent", "wont",
    "wouldnt", "couldnt", "shouldnt", "hasnt", "havent", "hadnt",
  ]

  /// Finds the properties that reviews have, in two passes over their records.
  init(_ reviews: SelectedReviews, _ settings: SliceStudy.Settings) {
    self.reviews = reviews
    given = Set(settings.words.map(ReviewRecord.key))
    var presence: [String: Int] = [:]
    var texts: [String: [String: Int]] = [:]
    var numbers: [String: [Double]] = [:]
    var total = 0
    reviews.each { index, record in
      total += 1
      for word in Set(record.words) { presence[word, default: 0] += 1 }
      for (name, text) in reviews.context.run.picks[index].columns {
        if let number = Double(text.trimmed), number.isFinite {
          numbers[name, default: []].append(number)
        }
        // Beyond the limit the column has too many texts for groups, whichever they are.
        if texts[name, default: [:]].count <= Self.mostTexts || texts[name]?[text] != nil {
          texts[name, default: [:]][text, default: 0] += 1
        }
      }
    }
    var columns: [String: Column] = [:]
    for (name, counts) in texts {
      let own = numbers[name] ?? []
      if counts.count <= Self.mostTexts {
        if counts.count > 1 { columns[name] = .texts }
      } else if own.count == total {
        columns[name] = .numbers(Self.quarters(own))
      }
    }
    self.columns = columns
    let least = max(settings.minimum, (total + 99) / 100)
    let frequent = presence.filter { least...max(least, total / 2) ~= $0.value }
      .sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
      .prefix(settings.vocabulary).map(\.key)
    self.frequent = Dictionary(uniqueKeysWithValues: frequent.enumerated().map { ($1, $0) })
    words = frequent.map { "contains “\($0.clipped(40))”" }
    // A property gets its place when the first review has it, and the places are those of the families' order.
    var found: Set<Name> = []
    let probe = SliceFeatures(
      names: [], words: [], indices: [:], frequent: [:], given: given, columns: columns,
      reviews: reviews)
    reviews.each { index, record in found.formUnion(probe.named(record, at: index)) }
    names = found.sorted(by: Name.precedes)
    indices = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
  }

  private init(
    names: [Name], words: [String], indices: [Name: Int], frequent: [String: Int],
    given: Set<String>, columns: [String: Column], reviews: SelectedReviews
  ) {
    (self.names, self.words, self.indices) = (names, words, indices)
    (self.frequent, self.given, self.columns, self.reviews) = (frequent, given, columns, reviews)
  }

  private static func quarters(_ numbers: [Double]) -> [Double] {
    let sorted = numbers.sorted()
    return [1, 2, 3].map { sorted[min(sorted.count - 1, $0 * sorted.count / 4)] }
  }

  /// Returns the places of a review's properties in ``names``.
  func properties(of record: ReviewRecord, at index: Int) -> [Int] {
    named(record, at: index).compactMap { indices[$0] }
  }

  /// Returns the places of a review's frequent words in ``words``.
  func words(of record: ReviewRecord) -> [Int] {
    Set(record.words).compactMap { frequent[$0] }
  }

  // MARK: Properties

  private func named(_ record: ReviewRecord, at index: Int) -> [Name] {
    var names = [length(record.read + record.unread)]
    if let label = record.label {
      names.append(
        Name(
          family: "Label", name: "labelled \(reviews.classes[label])", order: label, rank: 0))
    }
    names.append(
      Name(
        family: "Truncation",
        name: record.unread > 0 ? "has words that the model never reads" : "read to its end",
        order: record.unread > 0 ? 1 : 0, rank: 2))
    if record.read > 0 {
      let share = Double(record.unknown) / Double(record.read)
      names.append(
        Name(
          family: "Unknown words",
          name: share > 0.1
            ? "more than 10 % unknown words"
            : share > 0.05 ? "5 to 10 % unknown words" : "up to 5 % unknown words",
          order: share > 0.1 ? 2 : share > 0.05 ? 1 : 0, rank: 3))
      let negates = record.words.contains {
        Self.negations.contains($0) || $0.hasSuffix("n't") || $0.hasSuffix("n’t")
      }
      names.append(
        Name(
          family: "Negation", name: negates ? "contains a negation" : "without a negation",
          rank: 4))
    }
    if !given.isEmpty {
      let contains = record.words.contains(where: given.contains)
      let list = given.sorted().map { "“\($0.clipped(40))”" }.joined(with: "or")
      names.append(
        Name(family: "Words", name: contains ? "contains \(list)" : "without \(list)", rank: 5))
    }
    if !columns.isEmpty { names += ofColumns(index) }
    return names
  }

  private func length(_ words: Int) -> Name {
    let ends = [50, 100, 200, 400]
    let place = ends.count { words > $0 }
    let name =
      switch place {
      case 0: "up to \(ends[0]) words"
      case ends.count: "more than \(ends[place - 1]) words"
      default: "\(ends[place - 1] + 1) to \(ends[place]) words"
      }
    return Name(family: "Length", name: name, order: place, rank: 1)
  }

  private func ofColumns(_ index: Int) -> [Name] {
    let texts = reviews.context.run.picks[index].columns
    return columns.sorted { $0.key < $1.key }.compactMap { name, column in
      guard let text = texts[name] else { return nil }
      let family = "Column \(name.clipped(60))"
      switch column {
      case .texts:
        let shown = text.isEmpty ? "empty" : "“\(text.clipped(60))”"
        return Name(family: family, name: "\(name.clipped(60)) is \(shown)", rank: 6)
      case .numbers(let bounds):
        guard let number = Double(text.trimmed) else { return nil }
        let quarter = bounds.count { number >= $0 }
        let ends = bounds.map { NumberText.coordinate($0, digits: 4) }
        let range =
          quarter == 0
          ? "below \(ends[0])"
          : quarter == 3 ? "\(ends[2]) or more" : "\(ends[quarter - 1]) to below \(ends[quarter])"
        return Name(
          family: family, name: "\(name.clipped(60)) \(range)", order: quarter, rank: 6)
      }
    }
  }
}
