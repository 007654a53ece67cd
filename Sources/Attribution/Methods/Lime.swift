import Classifier
import LinearAlgebra
public import SourceText

/// The coefficients of a linear function fitted to the output for reviews with some words removed.
///
///     β = argmin Σᵢ wᵢ (F(mᵢ) − β₀ − β·mᵢ)² + λ‖β‖²,   aₜ = β_word(t) / occurrences of the word
///
/// Each sample `m` is a mask of the words that are present. With the kernel `text`, as in LIME's `LimeTextExplainer`,
/// the first sample is the whole review, and each other sample lacks 1 to M words, each number being equally likely; its
/// weight is `√exp(−d²/w²)` with `d` = 100 × the cosine distance of the masks. With the kernel `captum`, as in Captum's
/// `Lime`, each word is present with a probability of ½ and the weight is `exp(−d²/2w²)` with `d` = the cosine distance.
/// The intercept is not penalised.
///
/// Features are the distinct words, with all out-of-vocabulary words as one feature: all occurrences of a word are
/// removed together, and each has an equal part of the coefficient, so that `β₀ + Σ aₜ` is the fitted value of the whole
/// review. The start token and padding are never removed and have the value zero. With more than 1,024 features,
/// neighbours are merged.
///
/// - Unit: the target's.
/// - Cost: after average pooling, a sum of H numbers per word and sample; always a system of M equations.
public struct Lime: AttributionMethod {
  public static let card = MethodCard(
    name: "lime",
    title: "LIME",
    summary: "The word's coefficient in a linear fit of the output to random removals of words.",
    formula:
      #"\beta = \arg\min_\beta \sum_i w_i (F(m_i) - \beta_0 - \beta \cdot m_i)^2 + \lambda \lVert \beta \rVert^2"#,
    cost: "one forward pass per sample",
    source: Source(
      "Ribeiro, Singh and Guestrin, Why Should I Trust You?, 2016, equation 1 and algorithm 1",
      url: "https://arxiv.org/abs/1602.04938"),
    axioms: [.symmetry, .linearity, .targetSign],
    isSigned: true,
    needs: .predictions,
    underAveragePooling: "Survives, with R²: removing words changes the average.")

  /// The distribution and weights of samples.
  public enum Kernel: String, CaseIterable, Sendable {
    /// As in LIME's `LimeTextExplainer`.
    case text
    /// As in Captum's `Lime`.
    case captum

    /// The width of the program that it comes from.
    var standardWidth: Double { self == .text ? 25 : 1 }

    /// Returns the weight of a sample with some of all features present.
    func weight(_ present: Int, of features: Int, width: Double) -> Double {
      let distance = 1 - (Double(present) / Double(features)).squareRoot()
      let ratio = (self == .text ? 100 * distance : distance) / width
      return exp(-0.5 * ratio * ratio)
    }
  }

  /// The features of the fit.
  public enum Words: String, CaseIterable, Sendable {
    /// A word with all its occurrences.
    case distinct
    /// Each occurrence.
    case positions
  }

  public var baseline: Baseline? { missing.baseline }
  public var removal: Removal? { missing.removal }
  private let samples: Int
  private let kernel: Kernel
  private let width: Double
  private let ridge: Double
  private let words: Words
  private let missing: RemovalOptions
  private let seed: Int

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - samples: The number of removals.
  ///   - kernel: The distribution and the weights of removals.
  ///   - kernelWidth: The width `w` of the kernel; by default 25 for `text` and 1 for `captum`.
  ///   - ridge: The penalty `λ`.
  ///   - words: The features.
  ///   - baseline: The replacement for a missing word.
  ///   - removal: The treatment of missing words.
  ///   - seed: The seed of the removals.
  public init(
    samples: Int = 5000, kernel: Kernel = .text, kernelWidth: Double? = nil, ridge: Double = 1,
    words: Words = .distinct, baseline: Baseline = .pad, removal: Removal = .replace, seed: Int = 1
  ) {
    self.samples = samples
    self.kernel = kernel
    width = kernelWidth ?? kernel.standardWidth
    self.ridge = ridge
    self.words = words
    missing = RemovalOptions(baseline, removal)
    self.seed = seed
  }

  public init(options: inout Options, default standard: Self) {
    samples = options.take("samples", default: standard.samples, in: 1...1_000_000)
    kernel = options.take("kernel", default: standard.kernel)
    let width = kernel == standard.kernel ? standard.width : kernel.standardWidth
    self.width = options.take("kernel-width", default: width, in: 1e-3...1e6)
    ridge = options.take("ridge", default: standard.ridge, in: 0...1e6)
    words = options.take("words", default: standard.words)
    missing = RemovalOptions(options: &options, default: standard.missing)
    seed = options.take("seed", default: standard.seed, in: 0...Int.max)
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    let players = features(of: review)
    let length = review.length
    let start = missing.start(of: review)
    guard players.count > 0 else {
      return Attribution(
        positions: Array(repeating: 0, count: length), of: review, baselineValue: start)
    }
    let (coefficients, explained) = samples(of: review, players).fit(ridge: ridge)
    return Attribution(
      positions: players.divided(players.symmetry.averaged(coefficients), over: length),
      of: review, baselineValue: start, fit: explained)
  }

  private func features(of review: ReviewInput) -> Players {
    let first = review.review.firstPosition
    let positions = Array(first..<first + review.review.read.count)
    guard words == .distinct else {
      let kinds = review.interchangeableGroups
      return Players(
        PositionGroups(single: positions), kinds: positions.map { kinds[$0] }, most: Players.most)
    }
    let same = review.review.kinds
    let words = SymmetricPlayers(positions.map { same[$0] })
    return Players(
      PositionGroups(words.members.lazy.map { $0.lazy.map { positions[$0] } }),
      kinds: Array(words.members.indices),
      most: Players.most)
  }

  /// Draws and classifies the samples; outputs are relative to that of the whole review.
  private func samples(of review: ReviewInput, _ players: Players) -> MaskRegression {
    let game = missing.game(review, players.positions, isSampled: true)
    let whole = game.value(of: game.full)
    let count = players.count
    let weights = (0...count).map { kernel.weight($0, of: count, width: width) }
    var random = SplitMix64(seed: UInt64(seed), for: card.name + review.seedText)
    var order = Array(0..<count)
    var drawn = CoalitionSamples(of: game, countedFrom: whole)
    for sample in 0..<samples {
      let present: Int
      switch kernel {
      case .text:
        present = sample == 0 ? count : count - 1 - random.below(count)
        random.shuffle(&order, first: present)
      case .captum:
        present = random.partition(&order)
      }
      drawn.add(ofFirst: present, in: order, weight: weights[present])
    }
    return drawn.finished()
  }
}

extension SplitMix64 {
  /// Moves a random subset of a fixed size to the front, each subset being equally likely.
  mutating func shuffle(_ values: inout [Int], first count: Int) {
    // The rest is as random as the subset, so the smaller of the two is drawn.
    if 2 * count <= values.count {
      for index in 0..<count { values.swapAt(index, index + below(values.count - index)) }
    } else {
      for index in stride(from: values.count - 1, through: count, by: -1) {
        values.swapAt(index, below(index + 1))
      }
    }
  }

  /// Moves the values chosen by fair coin flips to the front.
  ///
  /// - Parameter values: The values, which are reordered.
  /// - Returns: The number of chosen values.
  mutating func partition(_ values: inout [Int]) -> Int {
    var chosen = 0
    var bits: UInt64 = 0
    for index in values.indices {
      if index % 64 == 0 { bits = next() }
      if bits & 1 == 1 {
        values.swapAt(index, chosen)
        chosen += 1
      }
      bits >>= 1
    }
    return chosen
  }
}
