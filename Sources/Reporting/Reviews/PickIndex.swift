/// The numbers of reviews by the hashes of their ids.
struct PickIndex: Sendable {
  private var numbers: [Int: Int32] = [:]

  /// Reads the ids of all reviews.
  init(_ picks: Picks) {
    for (number, pick) in picks.enumerated() {
      var hash = pick.id.hashValue
      // No two ids are equal, so that two hashes only happen to be.
      while numbers[hash] != nil { hash &+= 1 }
      numbers[hash] = Int32(clamping: number)
    }
  }

  /// Returns the number of a review, from 0; nil if none has the id.
  func number(of id: String, in picks: Picks) -> Int? {
    var hash = id.hashValue
    while let number = numbers[hash] {
      if picks[Int(number)].id == id { return Int(number) }
      hash &+= 1
    }
    return nil
  }
}
