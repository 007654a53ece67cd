public import LinearAlgebra

extension String {
  /// The text with up to four changes: something left out, said twice, or a piece of spice put in.
  ///
  /// - Parameters:
  ///   - spice: What a reader of such texts may stumble over.
  ///   - random: Decides what changes.
  /// - Returns: Another text, most of the time.
  public func mutated(spice: [String], random: inout SplitMix64) -> String {
    var text = Array(self)
    for _ in 0...random.below(4) {
      let start = random.below(text.count)
      let end = min(text.count, start + random.below(12))
      switch random.below(3) {
      case 0: text.removeSubrange(start..<end)
      case 1: text.insert(contentsOf: text[start..<end], at: random.below(text.count))
      default: text.insert(contentsOf: spice[random.below(spice.count)], at: start)
      }
    }
    return String(text)
  }
}
