internal import Foundation
internal import SourceText

/// A text encoding, identified by one of its usual names.
public struct TextEncoding: Hashable, Sendable, CustomStringConvertible {
  /// Its name.
  public let name: String
  let encoding: String.Encoding

  // Encodings that Foundation decodes identically on every platform.
  private static let known: [(names: [String], encoding: String.Encoding)] = [
    (["utf-8", "utf8"], .utf8),
    (["utf-16le", "utf16le"], .utf16LittleEndian),
    (["utf-16be", "utf16be"], .utf16BigEndian),
    (["utf-16", "utf16"], .utf16LittleEndian),
    (["windows-1252", "cp1252"], .windowsCP1252),
    (["latin-1", "latin1", "iso-8859-1"], .isoLatin1),
    (["latin-2", "latin2", "iso-8859-2"], .isoLatin2),
    (["windows-1250", "cp1250"], .windowsCP1250),
    (["windows-1251", "cp1251"], .windowsCP1251),
    (["windows-1253", "cp1253"], .windowsCP1253),
    (["windows-1254", "cp1254"], .windowsCP1254),
    (["shift_jis", "shift-jis", "sjis"], .shiftJIS),
    (["iso-2022-jp"], .iso2022JP),
  ]

  /// The names of all encodings, one per encoding.
  public static var names: [String] { known.map { $0.names[0] } }

  /// Looks up an encoding.
  ///
  /// - Parameter name: Its name in any case.
  public init?(named name: String) {
    let wanted = name.lowercased()
    guard let found = Self.known.first(where: { $0.names.contains(wanted) }) else { return nil }
    self.name = found.names[0]
    encoding = found.encoding
  }

  /// Its name.
  public var description: String { name }

  /// Decodes the bytes of a file into UTF-8.
  ///
  /// - Parameters:
  ///   - bytes: The bytes, perhaps with a byte order mark.
  ///   - path: The name in diagnostics.
  ///   - asked: The encoding chosen by the user; a byte order mark takes precedence.
  /// - Returns: The text as valid UTF-8 without a byte order mark and without NUL.
  /// - Throws: A diagnostic that suggests a suitable encoding.
  static func decode(
    _ bytes: [UInt8], path: String, as asked: TextEncoding?
  ) throws(Diagnostics) -> [UInt8] {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      let isLittle = bytes[0] == 0xFF
      return try decodeUTF16(bytes[2...], isLittle: isLittle, path: path)
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if bytes.starts(with: mark) || asked == nil || asked?.encoding == .utf8 {
      // Most files need no copy.
      if !bytes.starts(with: mark), !bytes.contains(0),
        (try? UTF8Span(validating: bytes.span)) != nil
      {
        return bytes
      }
      let text: String
      do { text = try SourceFile.decode(bytes, path: path) } catch {
        throw error.map { $0.with(hint: hint(for: bytes) ?? $0.hint) }
      }
      return Array(text.utf8)
    }
    guard let asked else { return [] }
    if [.utf16LittleEndian, .utf16BigEndian].contains(asked.encoding) {
      return try decodeUTF16(
        bytes[...], isLittle: asked.encoding == .utf16LittleEndian, path: path)
    }
    guard let text = String(data: Data(bytes), encoding: asked.encoding) else {
      throw Diagnostics(
        "the file is not \(asked)", at: SourceLocation(file: path),
        hint: hint(for: bytes) ?? "use --encoding with \(names.joined(separator: ", "))")
    }
    return try withoutNUL(Array(text.utf8), path: path)
  }

  private static func decodeUTF16(
    _ bytes: ArraySlice<UInt8>, isLittle: Bool, path: String
  ) throws(Diagnostics) -> [UInt8] {
    guard let text = utf8(ofUTF16: bytes, isLittle: isLittle) else {
      throw Diagnostics(
        "the file is not UTF-16", at: SourceLocation(file: path), hint: "save the file as UTF-8")
    }
    return try withoutNUL(text, path: path)
  }

  /// Returns UTF-16 as UTF-8; nil if it is invalid.
  static func utf8(ofUTF16 bytes: ArraySlice<UInt8>, isLittle: Bool) -> [UInt8]? {
    guard bytes.count.isMultiple(of: 2) else { return nil }
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for index in stride(from: bytes.startIndex, to: bytes.endIndex, by: 2) {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isLittle ? second << 8 | first : first << 8 | second)
    }
    return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
  }

  private static func withoutNUL(_ bytes: [UInt8], path: String) throws(Diagnostics) -> [UInt8] {
    bytes.contains(0) ? Array(try SourceFile.decode(bytes, path: path).utf8) : bytes
  }

  /// Suggests an encoding for a file that is not UTF-8.
  ///
  /// - Parameter bytes: The file, or a line of it.
  /// - Returns: A hint that names a plausible encoding; nil if the bytes do not look like text.
  static func hint(for bytes: [UInt8]) -> String? {
    let sample = bytes.prefix(1 << 16)
    let zeros = sample.indices.filter { sample[$0] == 0 }
    if sample.count >= 8, zeros.count * 4 > sample.count {
      let odd = zeros.count { $0 % 2 == 1 }
      let name = odd * 2 > zeros.count ? "utf-16le" : "utf-16be"
      return "the file looks like UTF-16; use --encoding \(name)"
    }
    guard zeros.isEmpty else { return nil }
    let high = bytes.filter { $0 >= 0x80 }
    let undefined: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
    let isWestern = high.count * 4 <= bytes.count || high.count <= 2
    // In Western text, accented letters are rare among unaccented ones.
    if isWestern, !high.contains(where: undefined.contains) {
      return "save the file as UTF-8, or use --encoding windows-1252, which seems to fit"
    }
    let example = isWestern ? "latin-1" : "windows-1251"
    return "save the file as UTF-8, or choose its encoding, for example --encoding \(example)"
  }
}
