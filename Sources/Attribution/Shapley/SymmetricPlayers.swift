/// Groups of interchangeable players of a game, which have equal Shapley values.
struct SymmetricPlayers {
  /// The group of each player; groups are numbered by their first player.
  let groups: [Int]
  /// The players of each group.
  let members: [[Int]]

  /// Groups players of the same kind.
  init(_ kinds: [Int]) {
    var groupOfKind: [Int: Int] = [:]
    groups = kinds.map { kind in
      let group = groupOfKind[kind] ?? groupOfKind.count
      groupOfKind[kind] = group
      return group
    }
    var members = [[Int]](repeating: [], count: groupOfKind.count)
    for (player, group) in groups.enumerated() { members[group].append(player) }
    self.members = members
  }

  /// Replaces each player's value by the mean of its group, which preserves the sum.
  ///
  /// - Parameter values: One number per player.
  /// - Returns: One number per player.
  func averaged(_ values: [Double]) -> [Double] {
    let means = members.map { group in
      group.reduce(0) { $0 + values[$1] } / Double(group.count)
    }
    return groups.map { means[$0] }
  }
}
