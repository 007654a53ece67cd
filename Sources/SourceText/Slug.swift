import Foundation

/// Short names for files and addresses: lower-case letters and digits, words separated by hyphens.
public enum Slug {
  /// The maximum length of a slug; file systems allow names of 255 bytes, and an extension and a number are appended.
  public static let maximumLength = 100

  /// Whether a text is a slug: a-z, 0-9 and hyphens, without a leading hyphen.
  public static func isValid(_ text: some StringProtocol) -> Bool {
    text.utf8.first?.isLetterOrDigit == true && text.utf8.count <= maximumLength
      && text.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
  }

  /// Returns the nearest slug of a text: accents are removed, and every other character that is not a letter or digit becomes a
  /// hyphen.
  ///
  /// - Parameters:
  ///   - text: Any text, such as a file's name.
  ///   - limit: The maximum length.
  /// - Returns: A slug; nil if the text has neither a Latin letter nor a digit.
  public static func of(
    _ text: some StringProtocol, limit: Int = maximumLength
  ) -> String? {
    var words: [[UInt8]] = [[]]
    for scalar in text.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars {
      if scalar.isASCII, UInt8(scalar.value).isLetterOrDigit {
        words[words.count - 1].append(UInt8(scalar.value))
      } else if scalar.properties.generalCategory != .nonspacingMark {
        words.append([])
      }
    }
    let slug = words.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
      .joined(separator: "-").prefix(limit)
    return slug.isEmpty ? nil : String(slug)
  }

  /// Returns the words of a slug as a title: "slow-burn" becomes "Slow burn".
  public static func title(of slug: String) -> String {
    let words = slug.split(separator: "-").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }
}
