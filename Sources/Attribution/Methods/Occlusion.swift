import Classifier
import LinearAlgebra
public import SourceText

/// The decrease of the output when a window of tokens is removed.
///
///     aₜ = mean of F(e) − F(e without w) over the windows w that cover t
///
/// A window covers `window` neighbouring units, and the next one begins `stride` units later; the last may extend
/// beyond the end. A unit is a word or a sentence (``TextUnits``). As in Captum, where entries that share a feature
/// each have its full value, each token of a window has the window's full decrease, so completeness does not hold.
/// With the default, windows of one word, each token is removed alone.
///
/// - Unit: the target's.
/// - Cost after average pooling: one sum of H numbers per window, regardless of its width.
/// - Source for words: Li, Monroe and Jurafsky, 2016, <https://arxiv.org/abs/1612.08220>.
public struct Occlusion: AttributionMethod {
  public static let card = MethodCard(
    name: "occlusion",
    title: "Occlusion",
    summary: "The decrease of the output when the token is replaced by the baseline.",
    formula: #"a_t = F(\mathbf{e}) - F(\mathbf{e}_{t \to \mathbf{b}})"#,
    cost: "one forward pass per window",
    source: Source(
      "Zeiler and Fergus, Visualizing and Understanding Convolutional Networks, 2013, section 4.2",
      url: "https://arxiv.org/abs/1311.2901"),
    axioms: [.symmetry, .dummy, .linearity, .targetSign],
    isSigned: true,
    needs: .predictions,
    underAveragePooling:
      "Survives: removing a token moves the average by its own distance from the baseline.")

  /// The unit that windows slide over.
  public enum Unit: String, CaseIterable, Sendable {
    /// Words.
    case word
    /// Sentences.
    case sentence
  }

  public var baseline: Baseline? { missing.baseline }
  public var removal: Removal? { missing.removal }
  private let missing: RemovalOptions
  private let window: Int
  private let stride: Int
  private let unit: Unit

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - baseline: The replacement for a missing word.
  ///   - removal: The treatment of missing words.
  ///   - window: The width of the window in units.
  ///   - stride: The number of units from one window to the next, at most the width.
  ///   - unit: The unit of the window.
  public init(
    baseline: Baseline = .pad, removal: Removal = .replace, window: Int = 1, stride: Int = 1,
    unit: Unit = .word
  ) {
    precondition(1...window ~= stride, "a stride of \(stride) with a window of \(window)")
    missing = RemovalOptions(baseline, removal)
    self.window = window
    self.stride = stride
    self.unit = unit
  }

  public init(options: inout Options, default standard: Self) {
    missing = RemovalOptions(options: &options, default: standard.missing)
    window = options.take("window", default: standard.window, in: 1...1_000_000)
    stride = options.take("stride", default: standard.stride, in: 1...1_000_000)
    unit = options.take("unit", default: standard.unit)
    if stride > window {
      options.report(
        Diagnostic(
          "the option 'stride' of \(options.owner) is \(stride), which exceeds its window of \(window)",
          at: options.location, hint: "use a stride of at most \(window) to cover every word"))
    }
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    let units =
      unit == .word
      ? PositionGroups(single: 0..<review.length)
      : PositionGroups(TextUnits(review.review).sentences)
    let game = missing.game(review, units)
    let falls =
      window == 1 && unit == .word
      ? game.falls(kinds: review.interchangeableGroups) : falls(in: game)
    var positions = [Double](repeating: 0, count: review.length)
    for (unit, fall) in zip(units, falls) {
      for position in unit { positions[position] = fall }
    }
    return Attribution(
      positions: positions, of: review, baselineValue: game.baselineValue)
  }

  /// Returns the mean decrease over the windows that cover each unit.
  private func falls(in game: CoalitionGame) -> [Double] {
    let units = game.players.count
    let whole = game.value(of: game.full)
    var sums = [Double](repeating: 0, count: units)
    var counts = sums
    let windows = Swift.stride(from: 0, to: max(1, units - window + stride), by: stride).map {
      $0..<min($0 + window, units)
    }
    for (covered, value) in zip(windows, game.values(withoutRanges: windows)) {
      let fall = whole - value
      for unit in covered {
        sums[unit] += fall
        counts[unit] += 1
      }
    }
    return zip(sums, counts).map { $1 == 0 ? 0 : $0 / $1 }
  }
}
