import Attribution
import Classifier
import HTML
import Reporting

extension SentenceTests {
  /// Checks the sentence with the strongest words of each side against the scores of the first method with a sign.
  static func strongest(_ text: String, _ it: MeasuredReview) -> Bool? {
    let results = it.analysis.results
    guard let result = results.first(where: { $0.isContribution && $0.supports }),
      let label = text.firstMatch(of: #/“(.*?)”/#)
    else { return false }
    // Scores in the direction of the class that the sentence names.
    let target = it.explained.explainer.classes[it.output.classIndex].name
    let sign = HTML.unescape(label.output.1) == target ? 1.0 : -1.0
    if sign < 0, it.explained.explainer.classes.count > 2, it.output.contrast == nil {
      return false
    }
    var scores: [String: [Double]] = [:]
    for (word, score) in zip(it.analysis.words, result.attribution.scores) {
      scores[word.lowercased(), default: []].append(sign * score)
    }
    // The weakest mark of the scale of all pages, or a share of the largest score where all would be pale.
    let largest = result.attribution.scores.map(abs).max() ?? 0
    let isPale =
      it.output.target == .probability && largest < 0.04
      && min(it.explained.value, 1 - it.explained.value) < 0.02
    let least = isPale ? largest / 32 * (1 - 1e-12) : 0.005
    // Words that are spelled alike count together, if the strongest of them is marked with the same sign.
    let sums = scores.mapValues { $0.reduce(0, +) }
    let marked = sums.filter { word, sum in
      let strongest = scores[word]?.max { abs($0) < abs($1) } ?? 0
      return abs(sum) >= least && abs(strongest) >= least && strongest.sign == sum.sign
    }
    let parts = text.split(separator: "ost against it: ", maxSplits: 1)
    let found = parts.map { part in
      part.matches(of: #/class="t [pn]\d">(.*?)</[bu]|class="t [pn]\d">(.*?)</span/#)
        .map { HTML.unescape($0.output.1 ?? $0.output.2 ?? "").lowercased() }
    }
    let supports = text.contains("most for") ? found[0] : []
    let opposes = parts.count > 1 ? found[1] : []
    func agrees(_ words: [String], _ side: [Double]) -> Bool {
      let expected = side.sorted(by: >).prefix(3)
      return zip(words.compactMap { sums[$0].map(abs) }, expected).allSatisfy { $0 == $1 }
        && words.count == expected.count
    }
    return agrees(supports, marked.values.filter { $0 > 0 })
      && agrees(opposes, marked.values.filter { $0 < 0 }.map(abs))
  }
}
