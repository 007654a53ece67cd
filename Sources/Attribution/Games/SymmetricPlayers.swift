/// Players of a game in groups of interchangeable ones, which have equal Shapley values.
struct SymmetricPlayers {
  /// For each player, its group; groups are numbered by their first player.
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

  /// Gives each player the mean of its group, which leaves the sum as it is.
  ///
  /// - Parameter values: One number a player.
  /// - Returns: One number a player.
  func averaged(_ values: [Double]) -> [Double] {
    let means = members.map { group in
      group.reduce(0) { $0 + values[$1] } / Double(group.count)
    }
    return groups.map { means[$0] }
  }
}
