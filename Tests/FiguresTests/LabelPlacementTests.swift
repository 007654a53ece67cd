import Figures
import LinearAlgebra
import Testing

/// Labels beside the lines of a narrow plot.
struct LabelPlacementTests {
  private static let height = 240.0
  private typealias Points = [(share: Double, y: Double)]

  /// Lines that wander from left to right.
  private static func lines(_ count: Int, seed: UInt64) -> [[(share: Double, y: Double)]] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { line in
      var y = Self.height * (Double(line) + 0.5) / Double(count)
      return (0...20).map { step in
        y = min(Self.height, max(0, y + 12 * random.normal()))
        return (Double(step) / 20, y)
      }
    }
  }

  private static let labels = ["Saliency", "LIME", "Integrated gradients", "Shapley"]

  /// The rectangle of a label: left, right, top, bottom.
  private func box(_ text: String, _ place: LabelPlacement.Place) -> [Double] {
    let half = LabelPlacement.width(of: text) / LabelPlacement.width / 2
    return [place.share - half, place.share + half, place.y - 12, place.y + 3]
  }

  private func height(of line: Points, at share: Double) -> Double {
    let after = max(1, line.firstIndex { $0.share >= share } ?? line.count - 1)
    let (a, b) = (line[after - 1], line[after])
    return a.y + (share - a.share) / (b.share - a.share) * (b.y - a.y)
  }

  @Test(arguments: 1...4)
  func `labels stand beside their own lines, on the plot, and do not overlap`(count: Int) {
    for seed in UInt64(1)...40 {
      let lines = Self.lines(count, seed: seed)
      var placement = LabelPlacement(lines: lines, height: Self.height)
      var boxes: [[Double]] = []
      for line in 0..<count {
        let place = placement.place(Self.labels[line], beside: line)
        let own = height(of: lines[line], at: place.share)
        #expect(min(abs(place.y - own + 7), abs(place.y - own - 16)) < 1e-9)
        let box = box(Self.labels[line], place)
        #expect(box[0] >= -1e-9 && box[1] <= 1 + 1e-9 && box[2] >= 0 && box[3] <= Self.height)
        for other in boxes {
          #expect(
            box[0] >= other[1] || other[0] >= box[1] || box[2] >= other[3] || other[2] >= box[3],
            "\(seed)")
        }
        boxes.append(box)
      }
    }
  }

  @Test func `a label keeps away from other lines where it can`() {
    // Two lines meet at the right and are far apart at the left.
    let lines: [Points] = [[(0, 200), (1, 122)], [(0, 40), (1, 118)]]
    for line in 0..<2 {
      var placement = LabelPlacement(lines: lines, height: Self.height)
      #expect(placement.place("LIME", beside: line).share < 0.5)
    }
  }

  @Test func `a label whose line has no place for it is in the middle`() {
    var placement = LabelPlacement(lines: [[(0, 10), (0.001, 12)], []], height: Self.height)
    for line in 0..<2 {
      let place = placement.place("Integrated gradients", beside: line)
      #expect(place.share == 0.5 && place.y == Self.height / 2)
    }
  }

  @Test func `a wider text has a wider label`() {
    let texts = ["", "a", "LIME", "Integrated gradients"]
    let widths = texts.map { LabelPlacement.width(of: $0) }
    #expect(zip(widths, widths.dropFirst()).allSatisfy { $0 < $1 })
  }
}
