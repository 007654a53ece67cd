import Attribution
import Classifier
import HTML
import SourceText

/// What would change the verdict on a review: other words, and words taken away.
struct Counterfactuals {
  /// What is asked for.
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

    /// The settings of the run, which values have.
    init(of analysis: ReviewAnalysis) {
      var options = Options(owner: "values")
      options.fallBack(on: analysis.defaults)
      self.init(options: &options)
    }
  }

  /// Words of the set that changes the verdict, of which any will do.
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

  /// Where another word was put, as the end of a sentence.
  func place(_ swaps: VocabularySwaps) -> String {
    let word = swaps.position - analysis.review.firstPosition
    switch swaps.place {
    case _ where !analysis.words.indices.contains(word): return "in the place of one padding"
    case .strongest: return "in the place of “\(analysis.words[word])”, the strongest word"
    case .weakest, .padding: return "in the place of “\(analysis.words[word])”, the weakest word"
    }
  }

  /// The words of a set in reading order, as a list in running text; of interchangeable ones how many.
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
    let all = names + (rest > 0 ? ["\(rest) more"] : [])
    return all.count < 2
      ? all.joined() : all.dropLast().joined(separator: ", ") + " and " + all[all.count - 1]
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

  /// Whether and how the verdict can be changed, and how much of that is proved.
  func sentence(_ flip: SmallestFlip) -> String {
    guard let words = flip.words, let value = flip.value else {
      if flip.isImpossible {
        return
          "No words, however many are taken away, change the verdict: that is proved for every set."
      }
      return """
        No words were found whose absence changes the verdict; no set of fewer than \(flip.atLeast) does, the others \
        are open.
        """
    }
    let verdict = flip.verdict?.name ?? "another one"
    let subject = analysis.subject
    let output =
      analysis.target == .probability
      ? NumberText.percent(value, digits: 1)
      : "a logit of \(NumberText.fixed(value, digits: 2, isSigned: true))"
    let whose = subject.isStandard ? "" : " for \(subject.name)"
    let proof =
      switch (flip.isSmallest, words.count) {
      case (true, 1): ""
      case (true, _): " No smaller set does that: it is proved."
      case (false, _):
        " It takes at least \(flip.atLeast): whether a smaller set than this does it is open."
      }
    let count = words.count == 1 ? "one word" : "\(words.count) words"
    return """
      Without \(count) the verdict would be \(verdict), with \(output)\(whose): \(list(flip, limit: 12)).\(proof)
      """
  }
}

extension ReviewAnalysis {
  /// Whether a probability or a logit is explained.
  var target: Target { explained.target }
}
