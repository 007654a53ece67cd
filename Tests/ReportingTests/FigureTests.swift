import Reporting
import Testing

/// The one colour scale of all pages, and days without a clock.
struct FigureTests {
  @Test func `each step of the colour scale begins at twice the one before`() {
    for (step, points) in ColourScale.thresholds.enumerated() {
      #expect(ColourScale.step(of: points / 100) == step + 1)
      #expect(ColourScale.step(of: -points / 100) == -step - 1)
      #expect(ColourScale.step(of: points / 100 - 1e-9) == step)
    }
    #expect(ColourScale.step(of: 0) == 0)
    #expect(ColourScale.step(of: 3) == ColourScale.steps)
  }
}
