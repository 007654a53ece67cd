import LinearAlgebra

/// All coalitions of a game up to interchangeable players: a count for each kind of player.
///
/// The counts are visited in the order of a reflected mixed-radix Gray code, so that one player joins or leaves at each
/// step. The counts `c` represent `M(c) = Π C(nᵢ, cᵢ)` coalitions of `s = Σ cᵢ` players. A player of kind `i` is in a
/// share `cᵢ/nᵢ` of them; in its Shapley value a coalition with it has the weight `w(s − 1)` and one without it `−w(s)`,
/// with `w(s) = s! (n − s − 1)! / n! = 1 / ((n − s) C(n, s))`:
///
///     aᵢ = Σ_c M(c) F(c) [ cᵢ/nᵢ · (w(s − 1) + w(s)) − w(s) ]
///
/// - Source: Knuth, *The Art of Computer Programming*, volume 4A, algorithm 7.2.1.1 H, for the order.
struct MultisetCoalitions {
  private let symmetry: SymmetricPlayers
  private let sizes: [Int]

  /// Prepares the counts.
  ///
  /// - Parameter symmetry: The kinds: at most 1000 players, or the number of coalitions overflows a `Double`.
  init(_ symmetry: SymmetricPlayers) {
    self.symmetry = symmetry
    sizes = symmetry.members.map(\.count)
  }

  /// Returns the Shapley value of each player.
  ///
  /// - Parameter game: The game.
  /// - Returns: One number per player.
  /// - Complexity: One value per count, `Π (nᵢ + 1)` in all.
  func shapleyValues(of game: CoalitionGame) -> [Double] {
    let players = symmetry.groups.count
    guard players > 0 else { return [] }
    let kinds = sizes.count
    let (joining, staying) = Self.weights(players)
    let ways = sizes.map { size in (0...size).map { binomial(size, $0) } }
    var coalition = game.empty
    let start = game.value(of: coalition)
    var counts = Matrix(rows: 1, columns: kinds)
    var sums = counts
    var common = 0.0
    var size = 0
    var directions = [Int](repeating: 1, count: kinds)
    // products[i] is the product of the binomial coefficients of kind i and all kinds after it.
    var products = [Double](repeating: 1, count: kinds + 1)
    var focus = Array(0...kinds)
    var kind = 0
    while true {
      // Relative to the empty coalition, values lose fewer digits.
      let value = (game.value(of: coalition) - start) * products[0]
      let weighted = value * (joining[size] + staying[size])
      for lane in sums.lanes.indices { sums.lanes[lane] += weighted * counts.lanes[lane] }
      common += value * staying[size]

      kind = focus[0]
      focus[0] = 0
      guard kind < kinds else { break }
      let count = Int(counts[0, kind])
      let isGrowing = directions[kind] == 1
      if isGrowing {
        game.add(symmetry.members[kind][count], to: &coalition)
      } else {
        game.remove(symmetry.members[kind][count - 1], from: &coalition)
      }
      let next = count + directions[kind]
      size += directions[kind]
      counts[0, kind] = Double(next)
      for index in (0...kind).reversed() {
        products[index] = products[index + 1] * ways[index][Int(counts[0, index])]
      }
      if next == (isGrowing ? sizes[kind] : 0) {
        directions[kind] = -directions[kind]
        focus[kind] = focus[kind + 1]
        focus[kind + 1] = kind + 1
      }
    }
    return symmetry.groups.map { sums[0, $0] / Double(sizes[$0]) - common }
  }

  /// Returns `w(s − 1)` and `w(s)` for each coalition size; 0 where no player is missing or none is present.
  private static func weights(_ players: Int) -> (joining: [Double], staying: [Double]) {
    let staying = (0..<players).map { 1 / (Double(players - $0) * binomial(players, $0)) }
    return ([0] + staying, staying + [0])
  }
}
