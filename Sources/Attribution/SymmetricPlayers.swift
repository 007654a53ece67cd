/// Players of a game in groups of interchangeable ones, which have equal Shapley values.
struct SymmetricPlayers {
  /// For each player, its group; groups are numbered by their first player.
  let groups: [Int]
  /// The number of players in each group.
  let sizes: [Int]

  /// Groups players of the same kind.
  init(_ kinds: [Int]) {
    var groupOfKind: [Int: Int] = [:]
    groups = kinds.map { kind in
      let group = groupOfKind[kind] ?? groupOfKind.count
      groupOfKind[kind] = group
      return group
    }
    var sizes = [Int](repeating: 0, count: groupOfKind.count)
    for group in groups { sizes[group] += 1 }
    self.sizes = sizes
  }
}
