internal import LinearAlgebra

/// The words of a text with their places: runs of letters, digits and apostrophes.
struct WordScanner {
  private let text: String
  private let words: [Range<String.Index>]

  init(_ text: String) {
    self.text = text
    var words: [Range<String.Index>] = []
    var start: String.Index?
    for index in text.indices {
      let character = text[index]
      if character.isLetter || character.isNumber || character == "'" || character == "’" {
        start = start ?? index
      } else if let first = start {
        words.append(first..<index)
        start = nil
      }
    }
    if let start { words.append(start..<text.endIndex) }
    self.words = words
  }

  /// Replaces words, given by index.
  private func replacing(_ replacements: [Int: String]) -> String {
    var result = ""
    var end = text.startIndex
    for (index, word) in words.enumerated() {
      guard let replacement = replacements[index] else { continue }
      result += text[end..<word.lowerBound] + replacement
      end = word.upperBound
    }
    return result + text[end...]
  }

  /// Returns a word with the capitals of another one: none, the first or all letters.
  private static func cased(_ word: String, as model: Substring) -> String {
    let letters = model.filter(\.isLetter)
    if letters.count > 1, letters.allSatisfy(\.isUppercase) { return word.uppercased() }
    if model.first?.isUppercase == true { return word.prefix(1).uppercased() + word.dropFirst() }
    return word
  }

  /// Replaces a word or phrase in any case, everywhere.
  func replacing(_ from: String, with to: String) -> PerturbedText? {
    let parts = WordScanner(from).lowercased
    guard !parts.isEmpty else { return nil }
    let all = lowercased
    var result = ""
    var (end, place) = (text.startIndex, 0)
    var isFound = false
    while place + parts.count <= all.count {
      if Array(all[place..<place + parts.count]) == parts {
        let range = words[place].lowerBound..<words[place + parts.count - 1].upperBound
        result += text[end..<range.lowerBound] + Self.cased(to, as: text[words[place]])
        end = range.upperBound
        place += parts.count
        isFound = true
      } else {
        place += 1
      }
    }
    return isFound ? PerturbedText(text: result + text[end...], from: from, to: to) : nil
  }

  private var lowercased: [String] { words.map { text[$0].lowercased() } }

  func withOtherName(_ random: inout SplitMix64) -> PerturbedText? {
    var found: [(name: String, list: [String])] = []
    for word in words {
      let name = text[word].hasSuffix("'s") ? text[word].dropLast(2) : text[word]
      guard let list = PerturbationLists.names.first(where: { $0.contains(String(name)) }),
        !found.contains(where: { $0.name == name })
      else { continue }
      found.append((String(name), list))
    }
    guard !found.isEmpty else { return nil }
    let chosen = found[random.below(found.count)]
    // A name that is in the text already would make two people one.
    let others = chosen.list.filter { other in !found.contains { $0.name == other } }
    guard !others.isEmpty else { return nil }
    let other = others[random.below(others.count)]
    var replacements: [Int: String] = [:]
    for (index, word) in words.enumerated() {
      if text[word] == chosen.name { replacements[index] = other }
      if text[word] == chosen.name + "'s" { replacements[index] = other + "'s" }
    }
    return PerturbedText(text: replacing(replacements), from: chosen.name, to: other)
  }

  func withOtherNumber(_ random: inout SplitMix64) -> PerturbedText? {
    let candidates = words.indices.filter { isPlainNumber($0) }
    guard !candidates.isEmpty else { return nil }
    let index = candidates[random.below(candidates.count)]
    let old = String(text[words[index]])
    guard let number = Int(old) else { return nil }
    let change = 1 + random.below(3)
    // Downwards where a digit would be added, so that a year remains a year.
    let new = String(number + change).count == old.count ? number + change : number - change
    return PerturbedText(text: replacing([index: String(new)]), from: old, to: String(new))
  }

  /// Whether a word is a number that does not rate anything and is no part of a longer one.
  private func isPlainNumber(_ index: Int) -> Bool {
    let word = words[index]
    // Leading zeros would be lost, and one digit may become a rating in words: "0" is left alone.
    guard text[word].count <= 6, text[word].allSatisfy({ $0.isASCII && $0.isNumber }),
      text[word].first != "0"
    else { return false }
    let before = text[..<word.lowerBound].last { $0 != " " }
    if text[..<word.lowerBound].lowercased().hasSuffix("out of ") { return false }
    let after = text[word.upperBound...]
    if let before, "/.,:-$£€#".contains(before) { return false }
    if let next = after.first, "/%:-".contains(next) { return false }
    if let next = after.first, ".,".contains(next), after.dropFirst().first?.isNumber == true {
      return false
    }
    let next = after.drop { $0 == " " }
    return !["star", "out of", "point", "thumb", "percent", "/", "of "].contains {
      next.lowercased().hasPrefix($0)
    }
  }

  func withTypo(_ random: inout SplitMix64) -> PerturbedText? {
    // Pairs of different lower-case letters, neither of them the first or the last of its word.
    var places: [(word: Int, offset: Int)] = []
    for (index, word) in words.enumerated() {
      let letters = Array(text[word])
      guard letters.count >= 5, letters.allSatisfy({ $0.isASCII && $0.isLetter }) else { continue }
      for offset in 1..<letters.count - 2 where letters[offset] != letters[offset + 1] {
        places.append((index, offset))
      }
    }
    guard !places.isEmpty else { return nil }
    let place = places[random.below(places.count)]
    var letters = Array(text[words[place.word]])
    let old = String(letters)
    letters.swapAt(place.offset, place.offset + 1)
    return PerturbedText(
      text: replacing([place.word: String(letters)]), from: old, to: String(letters))
  }

  func withNegatedOpposite(_ random: inout SplitMix64) -> PerturbedText? {
    let all = lowercased
    let candidates = all.indices.filter { index in
      guard PerturbationLists.opposites[all[index]] != nil else { return false }
      // "Not good", or "not very good", would become a triple negation.
      return !all[max(0, index - 3)..<index].contains {
        PerturbationLists.negations.contains($0) || $0.hasSuffix("n't") || $0.hasSuffix("n’t")
      }
    }
    guard !candidates.isEmpty else { return nil }
    let index = candidates[random.below(candidates.count)]
    guard let opposite = PerturbationLists.opposites[all[index]] else { return nil }
    let new = Self.cased("not \(opposite)", as: text[words[index]])
    var replacements = [index: new]
    if index > 0, all[index - 1] == "an" {
      replacements[index - 1] = Self.cased("a", as: text[words[index - 1]].prefix(1))
    }
    return PerturbedText(
      text: replacing(replacements), from: String(text[words[index]]), to: new)
  }
}
