import Classifier
import SourceText

/// The words and labels of a fastText model.
///
/// - Source: fastText's `Dictionary::load`.
struct FastTextDictionary {
  /// The words as bytes, by row.
  private(set) var words: [[UInt8]] = []
  /// The labels, with their prefix, and their counts.
  private(set) var labels: [(name: String, count: Int)] = []
  /// For a pruned model, the kept buckets, in row order.
  private(set) var keptBuckets: [Int]?

  /// Reads the dictionary.
  ///
  /// - Parameters:
  ///   - reader: The file, after the arguments.
  ///   - buckets: The number of buckets.
  /// - Throws: The first problem that makes it unreadable, or all problems of its entries.
  init(reading reader: inout ByteReader, buckets: Int) throws(Diagnostics) {
    var problems = Diagnostics()
    var seen: Set<[UInt8]> = []
    do throws(Diagnostics) {
      let size = Int(try reader.number(Int32.self, "the number of entries"))
      let wordCount = Int(try reader.number(Int32.self, "the number of words"))
      let labelCount = Int(try reader.number(Int32.self, "the number of labels"))
      _ = try reader.number(Int64.self, "the number of tokens")
      let kept = Int(try reader.number(Int64.self, "the number of kept buckets"))
      guard wordCount >= 0, labelCount >= 0, wordCount + labelCount == size else {
        throw reader.problem(
          "the dictionary declares \(size) entries, \(wordCount) words and \(labelCount) labels")
      }
      // An entry takes at least the zero byte after its name, its count and its type.
      guard size <= reader.left / 10 else {
        throw reader.problem(
          "the dictionary declares \(size) entries, but only \(reader.left) bytes remain",
          hint: "check that the file was copied completely")
      }
      for index in 0..<size {
        try readEntry(index, isLabel: index >= wordCount, &seen, &reader, &problems)
      }
      guard kept >= -1, kept <= reader.left / 8 else {
        throw reader.problem(
          "the dictionary declares \(kept) kept buckets, "
            + "but only \(reader.left) bytes remain")
      }
      if kept >= 0 { keptBuckets = try Self.readBuckets(kept, of: buckets, &reader) }
    } catch {
      problems.report(error)
      throw problems
    }
    try problems.throwIfErrors()
  }

  private mutating func readEntry(
    _ index: Int, isLabel: Bool, _ seen: inout Set<[UInt8]>, _ reader: inout ByteReader,
    _ problems: inout Diagnostics
  ) throws(Diagnostics) {
    let start = reader.offset
    let bytes = Array(try reader.textBytes("the name of entry \(index)"))
    let count = try reader.number(Int64.self, "the count of entry \(index)")
    let type = try reader.number(Int8.self, "the type of entry \(index)")
    let name = String(decoding: bytes, as: UTF8.self)
    if bytes.isEmpty || bytes.contains(where: NgramText.isSpace) {
      problems.report(
        reader.problem("entry \(index) at byte \(start) is '\(name)', which is not a word"))
    }
    if type != (isLabel ? 1 : 0) {
      problems.report(
        reader.problem(
          "the entry '\(name)' at byte \(start) has the type \(type), "
            + "but should be a \(isLabel ? "label" : "word")"))
    }
    if !seen.insert(bytes).inserted {
      problems.report(reader.problem("the entry '\(name)' at byte \(start) occurs twice"))
    }
    if isLabel {
      labels.append((name, Int(count)))
    } else {
      words.append(bytes)
    }
  }

  private static func readBuckets(
    _ count: Int, of buckets: Int, _ reader: inout ByteReader
  ) throws(Diagnostics) -> [Int] {
    var kept = [Int](repeating: -1, count: count)
    for _ in 0..<count {
      let bucket = Int(try reader.number(Int32.self, "a kept bucket"))
      let place = Int(try reader.number(Int32.self, "the index of a bucket"))
      guard 0..<max(1, buckets) ~= bucket, 0..<count ~= place, kept[place] < 0 else {
        throw reader.problem(
          "at byte \(reader.offset - 8), bucket \(bucket) of \(buckets) "
            + "has index \(place) of \(count)")
      }
      kept[place] = bucket
    }
    return kept
  }
}
