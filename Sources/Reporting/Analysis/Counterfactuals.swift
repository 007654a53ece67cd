import Attribution
import Classifier
import HTML
import SourceText

/// Changes that would alter the verdict on a review: substituted words and removed words.
struct Counterfactuals {
  /// The settings of a search.
  struct Settings {
    let place: VocabularySwaps.Place
    let removal: Removal
    let baseline: Baseline
    let count: Int

    init(options: inout Options) {
      place = options.take("place", default: .padding)
      removal = options.take("removal", default: .replace)
      baseline = options.take("baseline", default: .pad)
      count = options.take("count", default: 8, in: 1...1000)
    }

    /// Creates the settings of the run, which value paths use.
    init(of analysis: ReviewAnalysis) {
      var options = Options(owner: "values")
      options.fallBack(on: analysis.defaults)
      self.init(options: &options)
    }
  }

  /// Interchangeable words in the set that changes the verdict.
  private struct Group {
    let index: Int
    var words: [Int]
    let members: Int
  }

  let analysis: ReviewAnalysis
  let settings: Settings

  var swaps: VocabularySwaps {
    analysis.findings.finding(settings.place.rawValue, "\(settings.count)") {
      VocabularySwaps(analysis.explained, place: settings.place, count: settings.count)
    }
  }

  var flip: SmallestFlip {
    analysis.findings.finding(settings.removal.rawValue, settings.baseline.rawValue) {
      SmallestFlip(analysis.explained, removal: settings.removal, baseline: settings.baseline)
    }
  }

  /// The replaced position, as the end of a sentence.
  func place(_ swaps: VocabularySwaps) -> String {
    let word = swaps.position - analysis.review.firstPosition
    switch swaps.place {
    case _ where !analysis.words.indices.contains(word): return "in place of one padding position"
    case .strongest: return "in place of “\(analysis.words[word])”, the strongest word"
    case .weakest, .padding: return "in place of “\(analysis.words[word])”, the weakest word"
    }
  }

  /// The words of a set in reading order, as a list in running text, with counts of interchangeable ones.
  func list(_ flip: SmallestFlip, limit: Int = .max) -> String {
    let groups = groups(flip)
    let names = groups.prefix(limit).map { group in
      let word = "“\(analysis.words[group.words[0]])”"
      let token = analysis.tokens[analysis.review.read.lowerBound + group.words[0]]
      if group.members == 1 { return word }
      if !token.isKnown { return "\(group.words.count) of \(group.members) unknown words" }
      return group.words.count == group.members
        ? "\(word) (all \(group.members))" : "\(word) (\(group.words.count) of \(group.members))"
    }
    let rest = groups.dropFirst(limit).reduce(0) { $0 + $1.words.count }
    return (names + (rest > 0 ? ["\(rest) more"] : [])).joined(with: "and")
  }

  private func groups(_ flip: SmallestFlip) -> [Group] {
    var groups: [Group] = []
    for (word, members) in zip(flip.words ?? [], flip.interchangeable) {
      let index = analysis.review.indices[analysis.review.firstPosition + word]
      if members > 1, let known = groups.firstIndex(where: { $0.index == index && $0.members > 1 })
      {
        groups[known].words.append(word)
      } else {
        groups.append(Group(index: index, words: [word], members: members))
      }
    }
    return groups
  }

  /// A sentence that states whether and how the verdict can be changed, and how much of that is proved.
  func sentence(_ flip: SmallestFlip) -> String {
    guard let words = flip.words, let value = flip.value else {
      if flip.isImpossible {
        return
          "Removing words never changes the verdict: this is proved for every set of words."
      }
      return """
        No set of words was found whose removal changes the verdict. No set of fewer than \(flip.atLeast) does; for the \
        other sets the question is open.
        """
    }
    let verdict = flip.verdict?.name ?? "another one"
    let subject = analysis.subject
    let output =
      analysis.target == .probability
      ? NumberText.percent(value, digits: 1)
      : "a logit of \(NumberText.fixed(value, digits: 2, isSigned: true))"
    let whose = " for \(subject.name)"
    let proof =
      switch (flip.isSmallest, words.count) {
      case (true, 1): ""
      case (true, _): " No smaller set suffices; this is proved."
      case (false, _):
        " At least \(flip.atLeast) are needed; whether a set smaller than this one suffices is open."
      }
    let count = words.count == 1 ? "one word" : "\(words.count) words"
    return """
      Without \(count) the verdict would be \(verdict), with \(output)\(whose): \(list(flip, limit: 12)).\(proof)
      """
  }
}

extension ReviewAnalysis {
  /// The output to explain: a probability or a logit.
  var target: OutputScale { explained.target }
}
