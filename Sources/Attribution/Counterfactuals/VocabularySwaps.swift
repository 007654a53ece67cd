import Classifier
import LinearAlgebra

/// The effect of other words at one position on the output: an application of the single, repeated gradient row.
///
/// Every word `v` of the vocabulary is scored to first order by the gradient at the position that it would take,
///
///     F(e with e_v in place of e_t) − F(e) ≈ (e_v − e_t) · ∂F/∂e_t
///
/// After average pooling all positions share that row, so it is a direction of the whole review; if order matters, it is
/// the position's own. The best words are then evaluated, and both numbers are kept: the predicted change and the exact
/// one.
///
/// - Unit: the target's.
/// - Cost: V · D multiplications, and one forward pass for each kept word.
/// - Source: Ebrahimi, Rao, Lowd and Dou, *HotFlip: White-Box Adversarial Examples for Text Classification*, 2018,
///   equation 2, <https://arxiv.org/abs/1712.06751>.
public struct VocabularySwaps: Sendable {
  /// The position for another word.
  public enum Place: String, CaseIterable, Sendable {
    /// The position of padding next to the words: the word is added. If padding is masked or missing, ``weakest``.
    case padding
    /// The word whose replacement by padding changes the output least.
    case weakest
    /// The word whose replacement by padding changes the output most.
    case strongest
  }

  /// A word that replaces another one.
  public struct Swap: Hashable, Sendable {
    /// The word's index in the vocabulary.
    public let index: Int
    /// The word as the vocabulary lists it.
    public let word: String
    /// The first-order change of the output.
    public let predicted: Double
    /// The change of the output by a forward pass.
    public let exact: Double
  }

  /// The place that was used.
  public let place: Place
  /// The index of the position among all L.
  public let position: Int
  /// The words with the largest predicted increase of the output, in descending order.
  public let raising: [Swap]
  /// The words with the largest predicted decrease of the output, in descending order.
  public let lowering: [Swap]

  /// Scores the vocabulary and evaluates the best words.
  ///
  /// Special tokens are excluded. Among words with the same prediction the first in the vocabulary wins. A list is shorter
  /// than requested if fewer words have a predicted change in its direction.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - place: The position for another word.
  ///   - count: The number of words of each kind.
  public init(_ review: ReviewInput, place: Place = .padding, count: Int = 8) {
    let (place, position) = Self.position(place, in: review)
    self.place = place
    self.position = position
    let table = review.network.sequential.embedding.table
    let vocabulary = review.network.text.vocabulary
    let gradient = review.gradient
    let slope = Array(gradient.lanes[gradient.lanes(ofRow: position)])
    func rise(_ rows: Matrix, _ row: Int) -> Double {
      dot(rows.lanes.span.extracting(rows.lanes(ofRow: row)), slope.span)
    }
    let embedded = review.embedded
    let mixture = review.review.mixture
    let scale = mixture?.scale ?? 1
    // The first-order prediction ignores n-grams.
    let here =
      mixture == nil
      ? rise(embedded, position) : scale * rise(table, review.review.indices[position])
    func value(with index: Int) -> Double {
      guard mixture == nil else { return Self.value(of: review, with: index, at: position) }
      var edited = embedded
      edited.setRow(position, to: table, row: index)
      return review.value(at: edited)
    }
    let (up, down) = StrongestChanges.along(
      slope, scale: scale, from: here, in: table, vocabulary, count: count)
    func swaps(_ found: StrongestChanges, _ sign: Double) -> [Swap] {
      found.members.map { strength, index in
        Swap(
          index: index, word: vocabulary.words[index], predicted: sign * strength,
          exact: value(with: index) - review.value)
      }
    }
    raising = swaps(up, 1)
    lowering = swaps(down, -1)
  }

  /// Returns the output for a changed line, with its own n-grams.
  private static func value(
    of review: ReviewInput, with index: Int, at position: Int
  ) -> Double {
    let encoded = review.review
    var words = encoded.readTokens.map(\.text)
    let word = review.network.text.vocabulary.words[index]
    let place = position - encoded.firstPosition
    if words.indices.contains(place) { words[place] = word } else { words.append(word) }
    let line = review.network.encode(words.joined(separator: " "))
    return ReviewInput(line, by: review.explainer).value
  }

  /// Returns the available place, and its position.
  private static func position(_ place: Place, in review: ReviewInput) -> (Place, Int) {
    let encoded = review.review
    let padding = encoded.paddingPositions
    if place == .padding, let first = padding.first, let last = padding.last,
      review.isUnmasked(first)
    {
      return (.padding, first == 0 ? last : first)
    }
    let range = encoded.firstPosition..<encoded.firstPosition + encoded.read.count
    let words = range.filter(review.isUnmasked)
    // A review without words leaves only its first position.
    guard !words.isEmpty else { return (place, range.lowerBound % max(1, review.length)) }
    let game = CoalitionGame(
      review, players: PositionGroups(single: words), baseline: .pad, removal: .replace)
    let changes = words.indices.map { word in
      var rest = game.full
      game.remove(word, from: &rest)
      return abs(game.value(of: rest) - review.value)
    }
    let order = changes.indices.sorted { (changes[$0], $0) < (changes[$1], $1) }
    let chosen = place == .strongest ? order.last : order.first
    return (place == .strongest ? .strongest : .weakest, words[chosen ?? 0])
  }
}
