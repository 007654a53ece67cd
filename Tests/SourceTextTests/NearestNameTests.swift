import SourceText
import Testing

@Suite struct NearestNameTests {
  private let names = ["tokens", "gradients", "scores", "label"]

  @Test func `a misspelt name finds the one that was meant`() {
    for (word, name) in [
      ("tokenz", "tokens"), ("Tokens", "tokens"), ("scroes", "scores"), ("labl", "label"),
      ("gradent", "gradients"), ("tokens", "tokens"),
    ] {
      #expect(NearestName.of(word, among: names) == name)
      #expect(NearestName.hint(for: word, among: names) == "did you mean '\(name)'?")
    }
  }

  @Test func `a name that is like none gets the list`() {
    #expect(NearestName.of("zzzzzz", among: names) == nil)
    #expect(
      NearestName.hint(for: "zzzzzz", among: names)
        == "available: tokens, gradients, scores, label")
    #expect(NearestName.hint(for: "x", among: []) == nil)
    #expect(NearestName.of("", among: names) == nil)
  }

  @Test(arguments: ["-1", "2", "N", "3", "0.5", "-0", "1e3", "p", "x1"])
  func `a number or a single letter is near no other name`(word: String) {
    let labels = ["negative", "positive", "pos", "neg", "1", "0", "n1"]
    #expect(NearestName.of(word, among: labels) == nil)
    #expect(
      NearestName.hint(for: word, among: labels)
        == "available: negative, positive, pos, neg, 1, 0, n1")
    #expect(NearestName.of(word, among: [word.uppercased()]) != nil, "but it is near itself")
  }

  @Test(arguments: [
    ("known", "unknown"), ("relevant", "irrelevant"), ("honest", "dishonest"),
    ("reviews.min-row-difference", "reviews.max-row-difference"),
    ("swaps.up-word", "swaps.down-word"),
    ("model.has-gradients", "model.has-no-gradients"), ("spam", "no-spam"),
    ("lower-bound", "upper-bound"),
    ("insertion", "deletion"), ("train", "test"), ("perfect", "imperfect"),
  ])
  func `a hint never names the opposite of what was meant`(one: String, other: String) {
    let longer = Array(repeating: "another", count: 41).enumerated().map { "\($1)-\($0)" }
    for (word, name) in [(one, other), (other, one)] {
      #expect(NearestName.of(word, among: [name]) == nil)
      #expect(NearestName.of(word, among: [name, word]) == word)
      #expect(NearestName.hint(for: word, among: [name] + longer)?.contains(name) != true)
    }
  }

  @Test func `names that differ in a number are near only where there is one of them`() {
    let names = ["review-1", "review-2", "sha256"]
    #expect(NearestName.of("review-9", among: names) == nil)
    #expect(NearestName.of("review-9", among: ["review-1", "sha256"]) == "review-1")
    #expect(NearestName.of("reveiw-2", among: names) == "review-2")
    #expect(NearestName.of("sha265", among: names) == "sha256")
  }

  @Test func `the last parts of two paths decide how near they are`() {
    let names = ["prediction.logit", "prediction.label", "collapse.collapses"]
    #expect(NearestName.of("prediction.mood", among: names) == nil)
    #expect(NearestName.of("review.idd", among: ["review.id"]) == "review.id")
    #expect(NearestName.of("prediction.labl", among: names) == "prediction.label")
    #expect(NearestName.of("predicton.label", among: names) == "prediction.label")
    #expect(NearestName.of("collapse.colapses", among: names) == "collapse.collapses")
  }

  @Test func `names that no command lists are listed whole`() {
    let names = (0..<20).map { "key-\(Array("abcdefghijklmnopqrst")[$0])" }
    #expect(
      NearestName.hint(for: "zzzz", among: names) == "available: \(names.joined(separator: ", "))")
    let many = (0..<41).map { _ in "key" }
    #expect(NearestName.hint(for: "zzzz", among: many) == "none of the 41 names is similar")
  }

  @Test func `an abbreviation finds the one name that it can stand for`() {
    #expect(NearestName.of("pct", among: ["plain", "percent", "points"]) == "percent")
    #expect(NearestName.of("prob", among: ["probability", "prediction"]) == "probability")
    #expect(NearestName.of("pos", among: ["positions", "positive"]) == nil)
  }

  @Test func `of many names the likest are listed, and the command that lists all`() {
    let names = (0..<20).map { "value-\($0)" } + ["collapse.gini", "collapse.entropy"]
    #expect(
      NearestName.hint(for: "collapse.variance", among: names, listing: "report chunks value")
        == "the nearest names are collapse.gini, collapse.entropy; 'report chunks value' lists all 22"
    )
    #expect(
      NearestName.hint(for: "zzzz", among: names, listing: "report chunks value")
        == "'report chunks value' lists the 22 names")
    #expect(
      NearestName.hint(for: "collapse.variance", among: names)
        == "the nearest names are collapse.gini, collapse.entropy, of 22")
  }

  @Test func `a hint stays short whatever the names are`() {
    let endless = String(repeating: "ab", count: 5000)
    let hint = NearestName.hint(for: endless, among: [endless, "b" + endless])
    #expect((hint ?? "").count < 200)
    #expect(NearestName.of(endless, among: ["ab"]) == nil)
  }

  @Test func `every name is found again after one slip`() {
    let names = ["probability", "integrated-gradients", "completeness-error", "weakest-word"]
    for name in names {
      for index in 1..<name.count {
        let place = name.index(name.startIndex, offsetBy: index)
        var without = name
        without.remove(at: place)
        let with = name[..<place] + "q" + name[place...]
        for word in [without, String(with)] {
          #expect(NearestName.of(word, among: names) == name, "\(word)")
        }
      }
    }
  }
}
