import Attribution
import Classifier
import HTML
import Reporting

extension SentenceTests {
  /// The whole numbers of a text, in order; digits that belong to a word or a decimal are left out.
  static func numbers(_ text: some StringProtocol) -> [Int] {
    text.split { !($0.isLetter || $0.isNumber || "./−-_".contains($0)) }
      .map { $0.hasSuffix(".") ? $0.dropLast() : $0 }
      .compactMap { Int($0) }
  }

  /// A list of titles.
  static func titles(_ text: some StringProtocol) -> [String] {
    let list = text.hasSuffix(".") ? String(text.dropLast()) : String(text)
    return list.split(separator: ", ").map(String.init)
  }

  /// The result whose method's name a text begins with.
  static func result(_ text: String, _ it: MeasuredReview) -> ReviewAnalysis.Result? {
    it.analysis.results.first { text.hasPrefix("\($0.method.name):") }
  }

  static func path(_ text: String, _ it: MeasuredReview) -> Bool? {
    if text.contains("no closed form") { return it.explained.pooled == nil }
    guard let changes = it.changes else { return false }
    if text.contains("one linear piece") || text.contains("No hidden unit switches") {
      return changes == 0
    }
    if text.contains("linear pieces") { return changes > 0 && numbers(text)[0] - 1 >= changes }
    guard text.contains("At a dot") else { return nil }
    let found = numbers(text)
    return changes > 0 && found.count == 2 && found[0] - 1 >= changes && found[1] >= changes
  }

  static func shared(_ text: String, _ rows: some Collection<[Double]>, with printed: [Double])
    -> Bool?
  {
    let isSame = rows.allSatisfy { $0 == printed }
    if text.contains("a gradient row of zeros") {
      return isSame && printed.allSatisfy { $0 == 0 }
    }
    if text.contains("with the same gradient row") { return isSame }
    if text.contains("one other gradient row") { return !isSame && Set(rows).count == 1 }
    return text.contains("own") ? !isSame && (Set(rows).count > 1 || rows.count == 1) : nil
  }

  static func agreement(_ text: String, _ it: MeasuredReview) -> Bool? {
    let needs = it.analysis.results.map { $0.method.card.needs }
    if text.hasPrefix("These methods use only") { return needs.allSatisfy { $0 == .predictions } }
    if text.contains("or its gradient") { return needs.allSatisfy { $0 <= .gradientAtInput } }
    if text.contains("along the path to them") {
      return needs.allSatisfy { $0 <= .gradientAnywhere }
    }
    let lowest = MeasuredReview.lowest(it.telling)
    if let start = text.firstRange(of: "is at least ") {
      let bound = Double(
        text[start.upperBound...].prefix { $0 != " " }.replacing("−", with: "-"))
      guard let bound, let lowest, bound <= lowest + 1e-9, lowest < bound + 0.011 else {
        return false
      }
    } else if lowest != nil {
      return false
    }
    if text.contains("no closed form") { return it.explained.pooled == nil }
    if text.contains("logits of all classes") { return it.isSoftmax }
    guard let changes = it.changes, !it.isSoftmax else { return false }
    let isWithoutUnits = it.patterns?.first?.isEmpty == true
    if text.contains("has no hidden units") {
      let exact = it.telling.filter { result in
        !result.method.settings.contains { $0.name == "samples" }
      }
      return isWithoutUnits && (MeasuredReview.lowest(exact) ?? 1) > 1 - 1e-9
    }
    if text.contains("switches on or off, so") {
      let list = text.prefix(
        upTo: text.firstRange(of: "Methods that remove")?.lowerBound ?? text.endIndex)
      return changes == 0 && !isWithoutUnits
        && (MeasuredReview.lowest(it.named(in: list)) ?? 1) > 1 - 1e-9
    }
    guard text.contains("among the") else { return nil }
    let found = numbers(text)
    return changes > 0 && found[0] >= changes && found[1] == it.patterns?.first?.count
  }

  static func forced(_ text: String, _ it: MeasuredReview) -> Bool? {
    let named = it.named(in: text)
    if text.contains("One number for all words") {
      return !named.isEmpty && named.allSatisfy(it.isFlat)
    }
    let product = it.analysis.results.first { $0.method.name == "input-x-gradient" }
    if text.contains("positive part of input") {
      guard let product,
        let camera = it.analysis.results.first(where: { $0.method.name == "grad-cam" })
      else { return false }
      return zip(camera.attribution.scores, product.attribution.scores)
        .allSatisfy { abs($0 - max(0, $1)) < 1e-9 }
    }
    if text.contains("times one positive factor") {
      guard let product,
        let relevance = it.analysis.results.first(where: { $0.method.name == "lrp" })
      else { return false }
      // On the probability input × gradient has the slope at the review for its factor, which is positive as well.
      return areProportional(relevance.attribution.scores, product.attribution.scores)
    }
    if text.contains("no closed form") { return it.explained.pooled == nil }
    if text.contains("logits of all classes") { return it.isSoftmax }
    guard let patterns = it.patterns, let changes = it.changes, !it.isSoftmax else { return false }
    let scaled = it.named(
      in: text.prefix(
        upTo: text.firstRange(of: "Methods that remove")?.lowerBound ?? text.endIndex))
    let agree = (MeasuredReview.lowest(scaled.filter { !it.isFlat($0) }) ?? 1) > 1 - 1e-9
    if text.contains("no hidden units") { return patterns[0].isEmpty && agree }
    let found = numbers(text)
    guard text.contains("hidden units"), found.count > 1, found[1] == patterns[0].count else {
      return nil
    }
    let switching = patterns[0].indices.count { unit in Set(patterns.map { $0[unit] }).count > 1 }
    return found[0] == 0
      ? changes == 0 && agree : found[0] >= switching && switching > 0
  }

  private static func areProportional(_ first: [Double], _ second: [Double]) -> Bool {
    let largest = second.map(abs).max() ?? 0
    guard largest > 0, let place = second.firstIndex(where: { abs($0) == largest }) else {
      return first.allSatisfy { $0 == 0 }
    }
    let factor = first[place] / second[place]
    return factor > 0
      && zip(first, second).allSatisfy { abs($0 - factor * $1) < 1e-9 * factor * largest }
  }

  static func sums(_ text: String, _ it: MeasuredReview) -> Bool? {
    guard let result = result(text, it) else { return nil }
    let attribution = result.attribution
    let sum = NumberText.points(attribution.rows.reduce(0, +))
    let change = attribution.baselineValue.map { it.explained.value - $0 }
    let gap = change.map { abs(attribution.rows.reduce(0, +) - $0) }
    let scores = attribution.scores
    if text.contains("sign is not that") != it.signless.contains(result.method.name) {
      return text.contains("The same value") && it.isFlat(result)
    }
    if text.contains("convergence delta") {
      guard let change, let gap else { return false }
      return text.contains("Sum \(sum), expected \(NumberText.points(change));") && gap < 1e-3
    }
    if text.contains("as much as the whole change") {
      guard let change, let gap else { return false }
      return text.contains("Sum \(sum), as much") && sum == NumberText.points(change) && gap >= 1e-9
    }
    if text.contains("need not equal") {
      guard let change, let gap else { return false }
      return text.contains("Sum \(sum); it need not equal \(NumberText.points(change)),")
        && sum != NumberText.points(change) && gap >= 1e-9
    }
    if text.contains("The same value") {
      return it.isFlat(result) && numbers(text).last == scores.count
    }
    if text.contains("Unsigned scores") {
      return scores.allSatisfy { $0 >= 0 } && !it.isFlat(result)
    }
    if text.contains("output at zero embeddings") {
      return !it.explained.explainer.hasLayers && text.contains("Sum \(sum).")
    }
    if text.contains("Not in the unit of the output") {
      return scores.contains { $0 < 0 } || result.method.method.isSigned
    }
    return nil
  }
}
