import LinearAlgebra

/// The coalitions whose weighted least-squares fit yields Shapley values, chosen like those of SHAP's `KernelExplainer`.
///
/// A coalition of `s` of `M` players has the weight `(M − 1) / (C(M, s) s (M − s))`. Sizes are visited from the extremes
/// inwards, each with its complement: all coalitions of a size while its share of the remaining samples suffices, then
/// random ones of the remaining sizes, in pairs with their complements, drawn by weight. A coalition drawn twice counts
/// twice.
///
/// - Source: Lundberg and Lee, *A Unified Approach to Interpreting Model Predictions*, 2017, theorem 2,
///   <https://arxiv.org/abs/1705.07874>; the choice of coalitions is that of SHAP.
struct ShapleyKernel {
  private let players: Int
  /// The share of each size from 1 up, complements included.
  private let shares: [Double]
  /// The number of sizes whose complements have another size.
  private let pairedSizes: Int

  /// Computes the shares of the sizes.
  ///
  /// - Parameter players: M, at least 2.
  init(players: Int) {
    self.players = players
    let paired = (players - 1) / 2
    let weights = (1...players / 2).map { size in
      (size <= paired ? 2 : 1) * Double(players - 1) / Double(size * (players - size))
    }
    let sum = weights.reduce(0, +)
    shares = weights.map { $0 / sum }
    pairedSizes = paired
  }

  /// The number of coalitions besides the empty and the full one; nil if they are too many to enumerate.
  var coalitions: Int? { players < 40 ? 1 << players - 2 : nil }

  /// Calls a closure with each coalition and its weight.
  ///
  /// - Parameters:
  ///   - samples: The number of coalitions.
  ///   - random: The source of random coalitions.
  ///   - body: Receives an order of the players, the number of players at its beginning that are present, and a weight.
  func forEach(
    _ samples: Int, _ random: inout SplitMix64, _ body: ([Int], Int, Double) -> Void
  ) {
    let all = coalitions.map { $0 <= samples } ?? false
    var left = samples
    var shareLeft = 1.0
    var size = 1
    while size <= shares.count {
      let count = binomial(players, size) * (size <= pairedSizes ? 2 : 1)
      // Rounding must not exclude a size whose samples just suffice.
      guard all || Double(left) * shares[size - 1] / shareLeft / count >= 1 - 1e-8 else { break }
      eachCombination(size) { body($0, size, shares[size - 1] / count) }
      if size <= pairedSizes {
        eachCombination(size) { body($0.reversed(), players - size, shares[size - 1] / count) }
      }
      left -= Int(count)
      shareLeft -= shares[size - 1]
      size += 1
    }
    if size <= shares.count, left > 0 { draw(left, from: size, &random, body) }
  }

  private func draw(
    _ samples: Int, from first: Int, _ random: inout SplitMix64,
    _ body: ([Int], Int, Double) -> Void
  ) {
    let sizes = Array(first...shares.count)
    // A draw of a paired size is two samples.
    let chances = sizes.map { shares[$0 - 1] / ($0 <= pairedSizes ? 2 : 1) }
    let chance = chances.reduce(0, +)
    let weight = sizes.reduce(0) { $0 + shares[$1 - 1] } / Double(samples)
    var order = Array(0..<players)
    var left = samples
    while left > 0 {
      var point = random.uniform() * chance
      var index = 0
      while index + 1 < sizes.count, point >= chances[index] {
        point -= chances[index]
        index += 1
      }
      let size = sizes[index]
      random.shuffle(&order, first: size)
      body(order, size, weight)
      left -= 1
      guard left > 0, size <= pairedSizes else { continue }
      body(order.reversed(), players - size, weight)
      left -= 1
    }
  }

  /// Calls a closure with orders of all players that begin with each combination of a size, in lexicographic order.
  private func eachCombination(_ size: Int, _ body: ([Int]) -> Void) {
    var choice = Array(0..<size)
    var isChosen = [Bool](repeating: false, count: players)
    while true {
      for player in choice { isChosen[player] = true }
      body(choice + (0..<players).filter { !isChosen[$0] })
      for player in choice { isChosen[player] = false }
      guard let last = choice.indices.last(where: { choice[$0] < players - size + $0 }) else {
        return
      }
      choice[last] += 1
      for index in last + 1..<size { choice[index] = choice[index - 1] + 1 }
    }
  }
}

/// Returns `n` over `k` as a floating-point number, exact up to 2⁵³.
func binomial(_ n: Int, _ k: Int) -> Double {
  guard k > 0, k < n else { return 1 }
  // Each partial product is a binomial coefficient, so every division is exact.
  return (1...min(k, n - k)).reduce(1.0) { $0 * Double(n - min(k, n - k) + $1) / Double($1) }
}
