import Figures
import Foundation
import HTML
import TestSupport
import Testing

/// Small bars in the cells of tables.
struct CellBarTests {
  private static let values = [-2, -1, -0.5, -0.01, 0, 1e-9, 0.25, 0.999, 1, 3]

  private func bar(_ html: HTML) -> Node? { Node(page: html.markup).all("rect").first }

  @Test func `a signed bar leaves the middle to the side of its sign, as far as its share`() throws
  {
    for value in Self.values {
      let bar = bar(CellBar.signed(value, largest: 1))
      // A bar too short to be seen is not drawn.
      guard abs(value) >= 0.001 else {
        #expect(bar == nil)
        continue
      }
      let width = 50 * min(1, abs(value))
      let found = try #require(bar)
      #expect(abs(found.number("width") - width) < 0.051)
      #expect(abs(found.number("x") - (value < 0 ? 50 - width : 50)) < 0.051)
      #expect(found.has(value < 0 ? "neg" : "pos"))
    }
  }

  @Test func `bars of a column are proportional to their numbers`() throws {
    for largest in [1e-6, 0.3, 7e5] {
      for share in [0.1, 0.5, 1] {
        let signed = try #require(bar(CellBar.signed(-share * largest, largest: largest)))
        let flat = try #require(bar(CellBar.unsigned(share * largest, largest: largest)))
        #expect(abs(signed.number("width") - 50 * share) < 0.051)
        #expect(abs(flat.number("width") - 50 * share) < 0.051)
        #expect(flat.number("x") == 50 && flat.has("flat-bar"))
      }
    }
  }

  @Test func `a column without a largest number has no bars`() {
    for largest in [0, -1, .nan] {
      #expect(bar(CellBar.signed(0.5, largest: largest)) == nil)
      #expect(bar(CellBar.unsigned(0.5, largest: largest))?.number("width") == 0)
    }
  }

  @Test func `a share lies on its track between its ends, and screen readers skip it`() throws {
    for (start, end) in [(0.0, 0.0), (0, 0.731), (0.25, 0.5), (0, 1)] {
      let html = CellBar.share(from: start, to: end, Paint.positive, marks: "<line class=\"m\"/>")
      let svg = try #require(Node(page: html.markup).elements.first)
      #expect(svg.attributes["aria-hidden"] == "true" && svg.attributes["viewBox"] == "0 0 100 10")
      let bar = try #require(svg.all("rect").first)
      #expect(abs(bar.number("x") - 100 * start) < 0.0051)
      #expect(abs(bar.number("width") - 100 * (end - start)) < 0.0051)
      #expect(svg.all("line", "m").count == 1)
    }
  }

  @Test func `a place in a picture is a percentage with two decimals at most`() {
    for (share, text) in [
      (0.0, "0%"), (0.5, "50%"), (1, "100%"), (1.0 / 3, "33.33%"), (0.125, "12.5%"),
      (-0.25, "-25%"), (1e-9, "0%"),
    ] {
      #expect(percentage(share) == text)
    }
  }
}
