package import HTML

/// The class attributes of shapes, with fallback sizes and colours for viewers without the style sheet: feed readers,
/// attachments, policies that forbid styles.
///
/// The fallbacks are presentation attributes, which every rule of the style sheet overrides. Without them, a picture would
/// fill the window, and bars would be black whatever their sign.
package enum Paint {
  package static let positive: HTML = "class=\"pos\" fill=\"#0a64b2\""
  package static let negative: HTML = "class=\"neg\" fill=\"#b55508\""
  static let flat: HTML = "class=\"flat-bar\" fill=\"#6f6a61\""
  static let track: HTML = "class=\"track\" fill=\"#dad5cb\""
  static let band: HTML = "class=\"band\" fill=\"#dad5cb\""
  static let leader: HTML = "class=\"leader\" fill=\"none\" stroke=\"#6f6a61\""

  static let bar: HTML = "class=\"bar\" width=\"60\" height=\"10\""
  static let share: HTML = "class=\"prob\" width=\"100\" height=\"10\""
  package static let spark: HTML = "class=\"spark\" width=\"170\" height=\"40\""
  static let key: HTML = "class=\"heat\" width=\"220\" height=\"12\""
  static let matrix: HTML = "class=\"heat rows frame\" width=\"220\" height=\"320\""
  package static let rows: HTML = "class=\"rows\" width=\"220\" height=\"320\""
  package static let gutter: HTML = "class=\"rows gutter\" width=\"60\" height=\"320\""

  /// Returns the attributes of a positive or negative shape.
  package static func sign(isNegative: Bool) -> HTML { isNegative ? negative : positive }

  /// Returns the attributes of the area between a curve and zero.
  static func area(isNegative: Bool) -> HTML {
    isNegative ? "class=\"neg area\" fill=\"#b55508\"" : "class=\"pos area\" fill=\"#0a64b2\""
  }

  /// Returns the attributes of dots for words, each a line of zero length.
  package static func dots(isRaising: Bool) -> HTML {
    """
    class="dots \(isRaising ? "raising" : "lowering")" stroke="\(isRaising ? "#0a64b2" : "#b55508")" stroke-width="3" \
    stroke-linecap="round" vector-effect="non-scaling-stroke"
    """
  }

  /// Returns the attributes of a plot line.
  static func line(style: Int) -> HTML {
    "class=\"line s\(style)\" fill=\"none\" stroke=\"currentColor\""
  }

  /// Returns the attributes of matrix entries of one shade, as areas or as lines one row thick.
  static func shade(_ shade: Int, isStroke: Bool = false) -> HTML {
    isStroke ? strokes[shade] : areas[shade]
  }

  private static let areas = (0..<MatrixPicture.shades).map { shade -> HTML in
    "class=\"h\(shade)\" fill=\"\(grey(shade))\""
  }
  private static let strokes = (0..<MatrixPicture.shades).map { shade -> HTML in
    "class=\"s h\(shade)\" fill=\"none\" stroke=\"\(grey(shade))\""
  }

  private static func grey(_ shade: Int) -> String {
    let level = String(235 - 20 * shade, radix: 16)
    return "#" + level + level + level
  }
}
