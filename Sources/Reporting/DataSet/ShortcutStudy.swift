import DataSet
import SourceText

/// Properties of a run's reviews that tell the label better than they should.
struct ShortcutStudy: Sendable {
  let words: Decided<[WordInformation]>
  let shortcuts: [Shortcut]
  /// The number of labelled reviews.
  let labelled: Int

  /// What is looked for.
  struct Settings: Hashable, Sendable {
    var purity = 0.9
    var minimum = 5
    var level = 0.05
  }

  /// Returns the study, computed once per run and settings.
  static func of(
    _ reviews: SelectedReviews, _ settings: Settings = Settings(), method: String? = nil
  ) -> ShortcutStudy {
    reviews.context.run.findings.finding(
      reviews.key, "\(settings.purity) \(settings.minimum) \(settings.level)", method ?? ""
    ) { ShortcutStudy(reviews, settings, method) }
  }

  private init(_ reviews: SelectedReviews, _ settings: Settings, _ method: String?) {
    var information = MutualInformation(classes: reviews.classes.count)
    let picks = reviews.context.run.picks
    let classes = Set(reviews.classes)
    reviews.each { index, record in
      guard let label = record.label else { return }
      let pick = picks[index]
      var keys = Set(record.words)
      keys.formUnion(Self.properties(of: pick, classes))
      information.add(label: label, words: keys)
    }
    labelled = information.reviews
    words = information.words(minimum: settings.minimum)
    let importance = ImportanceStudy.of(reviews, method: method)
    shortcuts = Shortcuts.found(
      in: words.value ?? [], contributions: importance.hasContributions ? importance.words : nil,
      purity: settings.purity, level: settings.level)
  }

  /// The properties of a text that are no words: punctuation, length, and the folders of its file.
  private static func properties(of pick: Pick, _ classes: Set<String>) -> [String] {
    var found: Set<String> = []
    for scalar in pick.text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .openPunctuation, .closePunctuation, .otherPunctuation, .dashPunctuation,
        .initialPunctuation, .finalPunctuation, .connectorPunctuation, .mathSymbol,
        .currencySymbol, .otherSymbol:
        found.insert("the sign “\(Character(scalar))”")
      default: break
      }
    }
    if pick.text.contains("<br") { found.insert("the markup <br>") }
    let count = TextWords.of(pick.text).count
    let bin = [25, 50, 100, 200, 400, 800].first { count <= $0 }
    found.insert(bin.map { "a length of up to \($0) words" } ?? "a length of more than 800 words")
    if pick.location.line == nil {
      // The folder that names the class is where the label comes from.
      for folder in pick.location.file.split(separator: "/").dropLast() {
        let name = String(folder)
        if !classes.contains(name), !["pos", "neg"].contains(name) {
          found.insert("the folder “\(name.clipped(60))”")
        }
      }
    }
    return Array(found)
  }
}
