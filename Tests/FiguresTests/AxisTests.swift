import Figures
import Foundation
import LinearAlgebra
import TestSupport
import Testing

/// Scales of pictures, and the places of labels, as laws over many of them.
struct AxisTests {
  /// Ranges from 10⁻¹² to 10¹², on one side of zero, on both, around one value, and of one value.
  private static let ranges: [[Double]] = {
    var random = SplitMix64(seed: 7)
    var ranges: [[Double]] = [[0], [0.5], [-3], [1e-12], [0, 0], [1e9], [-1e-7, 1e-7]]
    for exponent in -12...12 {
      let size = pow(10, Double(exponent))
      for _ in 0..<6 {
        ranges.append((0..<4).map { _ in size * random.normal() })
        ranges.append((0..<2).map { _ in size * (1 + 0.3 * random.normal()) })
      }
    }
    return ranges
  }()

  @Test func `a scale of bars holds its values, between marks that are told apart`() {
    for values in Self.ranges {
      let axis = PlotAxis.bars(covering: values)
      for value in values { #expect((0...1).contains(axis.share(value)), "\(values)") }
      #expect((2...7).contains(axis.marks.count), "\(values)")
      #expect(axis.marks.first?.share == 0 && axis.marks.last?.share == 1)
      for (mark, next) in zip(axis.marks, axis.marks.dropFirst()) {
        #expect(mark.share < next.share)
      }
      // The number beside a mark is that of its place.
      for mark in axis.marks {
        #expect(abs(axis.share(printed(mark.text) / 100) - mark.share) < 1e-6, "\(values)")
      }
    }
  }

  @Test func `the marks of a plot stand where their numbers say`() {
    for values in Self.ranges where values.contains(where: { $0 != 0 }) {
      for factor in [1.0, 100] {
        let axis = PlotAxis.round(covering: values + [0], factor: factor)
        #expect((2...7).contains(axis.marks.count))
        #expect(Set(axis.marks.map(\.text)).count == axis.marks.count, "\(values)")
        for mark in axis.marks {
          let value = printed(mark.text) / factor
          #expect(abs(axis.share(value) - mark.share) < 1e-6, "\(values) \(mark.text)")
        }
        for value in values { #expect((0...1).contains(axis.share(value))) }
      }
    }
    for count in [1, 2, 3, 9, 10, 11, 100, 137, 2500] {
      let axis = PlotAxis.words(count)
      #expect(axis.share(Double(count)) == 1 && (1...7).contains(axis.marks.count))
      for mark in axis.marks { #expect(axis.share(printed(mark.text)) == mark.share) }
      let places = [1, 2, 5, 10].filter { $0 <= count }
      let counts = PlotAxis.counts(places, upTo: count)
      for (mark, place) in zip(counts.marks, places) {
        #expect(mark.share == counts.share(Double(place)) && mark.text == "\(place)")
      }
    }
    // From ten thousand on, a narrow space divides thousands.
    let places = [1, 999, 9_999, 10_000, 10_007, 20_050, 88_584]
    let texts = PlotAxis.counts(places, upTo: 100_000).marks.map(\.text)
    #expect(texts.map { Int($0.filter(\.isNumber)) } == places)
    #expect(texts.map { $0.contains { !$0.isNumber } } == places.map { $0 >= 10_000 })
  }

  @Test func `labels at the end of a plot keep their distance, their order and the plot's end`() {
    var random = SplitMix64(seed: 3)
    for count in [1, 2, 3, 8, 12] {
      for _ in 0..<200 {
        let last = 15 * Double(count) + 100 * random.uniform()
        // Many at one height, many near an end, and some beyond it.
        let heights = (0..<count).map { _ in
          random.uniform() < 0.4 ? last : (last + 20) * random.uniform()
        }
        let places = LabelPlacement.spread(heights, distance: 15, last: last)
        #expect(places.allSatisfy { (0...last + 1e-9).contains($0) })
        let order = heights.indices.sorted { (heights[$0], $0) < (heights[$1], $1) }
        for (above, below) in zip(order, order.dropFirst()) {
          #expect(places[below] - places[above] >= 15 - 1e-9)
        }
        // What has room stays where it is.
        if zip(order, order.dropFirst()).allSatisfy({ heights[$1] - heights[$0] >= 15 }),
          heights.allSatisfy({ $0 <= last })
        {
          #expect(places == heights)
        }
      }
    }
  }
}
