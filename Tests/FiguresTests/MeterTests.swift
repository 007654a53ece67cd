import Blocks
import Figures
import TestSupport
import Testing

/// The verdict between two classes as a bar, read back from its picture.
struct MeterTests {
  private static let probabilities = [0, 0.001, 0.1, 0.3, 0.499, 0.5, 0.52, 0.75, 0.9, 1]
  private static let cases = probabilities.flatMap { p in probabilities.map { (p, $0) } }

  private func meter(_ probability: Double, _ start: Double, name: String = "good") -> Picture {
    Meter(name: name, opposite: "bad", probability: probability, start: start, id: "m").picture
  }

  @Test(arguments: cases)
  func `the bar leads from one half to the probability, in the colour of the verdict`(
    probability: Double, start: Double
  ) throws {
    let picture = meter(probability, start).node
    let bar = try #require(picture.all("rect").first { $0.has("pos") || $0.has("neg") })
    let ends = [probability, 0.5].sorted()
    #expect(abs(bar.number("x") - 100 * ends[0]) < 0.0051)
    #expect(abs(bar.number("width") - 100 * (ends[1] - ends[0])) < 0.0051)
    #expect(bar.has(probability < 0.5 ? "neg" : "pos"))
  }

  @Test(arguments: cases)
  func `the baseline is marked, and named where its name has room`(
    probability: Double, start: Double
  ) {
    let picture = meter(probability, start).node
    for style in ["axis", "gap"] {
      let lines = picture.all("line", style).filter {
        abs($0.number("x1") - 100 * start) < 0.0051
      }
      #expect(!lines.isEmpty && lines.allSatisfy { $0.number("x2") == $0.number("x1") })
    }
    let names = picture.all("text").filter { $0.text.hasPrefix("baseline") }
    #expect(names.count == (abs(start - probability) > 0.2 ? 1 : 0))
    #expect(names.allSatisfy { abs(printed($0.text.dropFirst(9)) - 100 * start) <= 0.5 })
  }

  @Test(arguments: cases)
  func `labels stay within the picture: those at an end begin or end there`(
    probability: Double, start: Double
  ) {
    for text in meter(probability, start).node.all("text") {
      let place = text.number("x")
      switch text.attributes["text-anchor"] {
      case "start": #expect(place < 15)
      case "end": #expect(place > 85)
      default: #expect((15...85).contains(place))
      }
    }
  }

  @Test func `the picture and its description give both numbers, and names are text`() {
    let picture = meter(0.7314, 0.25, name: "<b>good")
    #expect(picture.title == "Probability that the review is <b>good")
    #expect(picture.description.contains("73.1 per cent; 25.0 per cent at the baseline"))
    let node = picture.node
    #expect(node.all("b").isEmpty)
    let texts = node.all("text").map { $0.text.replacing("\u{202F}", with: " ") }
    #expect(texts == ["0 % bad", "50 %", "<b>good 100 %", "baseline 25 %", "73.1 %"])
  }
}
