/// Places labels beside the lines of a plot of phone width; wider plots have more room.
package struct LabelPlacement {
  /// The rectangle that a label occupies.
  private struct Box {
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double

    func overlaps(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  /// The position of a label: its horizontal centre from 0 to 1, and its base line in pixels.
  package struct Place {
    package let share: Double
    package let y: Double
  }

  /// The narrowest plot, in pixels.
  package static let width = 265.0

  private let height: Double
  private let lines: [[(share: Double, y: Double)]]
  private var taken: [Box] = []

  /// Creates a placement without labels.
  ///
  /// - Parameters:
  ///   - lines: The points of all lines: ascending shares of the width, and pixels from the top.
  ///   - height: The plot's height in pixels.
  package init(lines: [[(share: Double, y: Double)]], height: Double) {
    self.lines = lines
    self.height = height
  }

  /// Returns an upper bound on the width of a label, in pixels.
  package static func width(of text: String) -> Double { 6.4 * Double(text.count) + 4 }

  /// Finds the best place for a label: near its line, far from the others, without overlap.
  ///
  /// - Parameters:
  ///   - text: The label.
  ///   - line: The index of its line.
  /// - Returns: A place, which later labels keep clear of.
  package mutating func place(_ text: String, beside line: Int) -> Place {
    let half = Self.width(of: text) / Self.width / 2
    var best: (cost: Double, place: Place)?
    for step in 0...40 {
      let share = half + (1 - 2 * half) * Double(step) / 40
      guard let own = Self.height(of: lines[line], at: share) else { continue }
      for y in [own - 7, own + 16] {
        let place = Place(share: share, y: y)
        let cost = cost(of: place, half: half, beside: line, own: own)
        if cost < best?.cost ?? .infinity { best = (cost, place) }
      }
    }
    let place = best?.place ?? Place(share: 0.5, y: height / 2)
    taken.append(box(at: place, half: half))
    return place
  }

  private func box(at place: Place, half: Double) -> Box {
    Box(left: place.share - half, right: place.share + half, top: place.y - 12, bottom: place.y + 3)
  }

  private func cost(of place: Place, half: Double, beside line: Int, own: Double) -> Double {
    let box = box(at: place, half: half)
    var cost = taken.contains(where: box.overlaps) ? 1000.0 : 0
    if box.top < 0 || box.bottom > height { cost += 500 }
    var nearest = 60.0
    for (index, points) in lines.enumerated() {
      for step in 0...8 {
        let share = box.left + (box.right - box.left) * Double(step) / 8
        guard let y = Self.height(of: points, at: share) else { continue }
        if y > box.top && y < box.bottom { cost += index == line ? 8 : 20 }
        if index != line { nearest = min(nearest, abs(y - (box.top + box.bottom) / 2)) }
      }
    }
    return cost - nearest / 6
  }

  /// Returns the height of a line at a horizontal position by linear interpolation; nil beyond its ends.
  private static func height(of line: [(share: Double, y: Double)], at share: Double) -> Double? {
    guard let after = line.firstIndex(where: { $0.share >= share }) else { return nil }
    guard after > 0 else { return line[0].share == share ? line[0].y : nil }
    let (a, b) = (line[after - 1], line[after])
    guard b.share > a.share else { return b.y }
    return a.y + (share - a.share) / (b.share - a.share) * (b.y - a.y)
  }

  /// Spreads the labels at the end of a plot, keeping their order.
  ///
  /// - Parameters:
  ///   - heights: The preferred position of each label, in pixels.
  ///   - distance: The least distance between two labels.
  ///   - last: The lowest position.
  /// - Returns: The position of each label.
  package static func spread(_ heights: [Double], distance: Double, last: Double) -> [Double] {
    let order = heights.indices.sorted { (heights[$0], $0) < (heights[$1], $1) }
    var result = heights
    var next = -Double.infinity
    for index in order {
      result[index] = max(heights[index], next)
      next = result[index] + distance
    }
    var ceiling = last
    for index in order.reversed() {
      result[index] = min(result[index], ceiling)
      ceiling = result[index] - distance
    }
    return result
  }
}
