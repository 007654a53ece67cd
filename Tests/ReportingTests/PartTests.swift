import Reporting
import Testing

@Suite struct PartTests {
  @Test(arguments: [0, 1, 2, 6, 7, 8, 100, 20_001, Int.max])
  func `the parts of a run cover its reviews in order, and differ by at most one in size`(
    reviews: Int
  ) throws {
    for count in [1, 2, 3, 7, 100, 1_000_000] {
      var next = 0
      var sizes: (least: Int, most: Int) = (.max, 0)
      // An expectation for each of a million parts would take ten times as long as the parts.
      var gaps: [Int] = []
      for number in 1...count {
        guard let part = Part(number, of: count) else {
          gaps.append(number)
          continue
        }
        let range = part.range(of: reviews)
        if range.lowerBound != next { gaps.append(number) }
        next = range.upperBound
        sizes = (min(sizes.least, range.count), max(sizes.most, range.count))
      }
      #expect(gaps.isEmpty)
      #expect(next == reviews)
      #expect(sizes.most - sizes.least <= 1)
    }
  }

  @Test func `a part is written as it is parsed`() throws {
    for text in ["1/1", "2/7", "1000000/1000000"] {
      #expect(try #require(Part(parsing: text)).description == text)
    }
  }

  @Test(arguments: [
    "", "/", "1", "0/1", "2/1", "1/0", "-1/2", "+1/2", "1/2/3", "1/", "/2", " 1/2", "a/b",
    "1/1000001",
    "99999999999999999999/99999999999999999999", "٣/٤",
  ])
  func `what is not a part of a run is not parsed`(text: String) {
    #expect(Part(parsing: text) == nil)
  }
}
