import Classifier
import SourceText

/// The training arguments of a fastText model, as far as its file contains them.
///
/// - Source: fastText's `args.cc` and `FastText::checkModel`.
struct FastTextArguments: Hashable, Sendable {
  /// The loss function.
  enum Loss: Int32 {
    case hierarchicalSoftmax = 1
    case negativeSampling
    case softmax
    case oneVersusAll
  }

  /// The magic number at the start of every fastText model.
  static let magic: Int32 = 793_712_314
  /// The magic number as bytes.
  static let magicBytes = (0..<4).map { UInt8(truncatingIfNeeded: magic >> (8 * $0)) }
  /// The supported versions of the format; 12 is the newest.
  private static let versions: ClosedRange<Int32> = 11...12

  /// The embedding dimension D.
  let dimensions: Int
  /// The maximum length of word n-grams.
  let wordNgrams: Int
  /// The loss function.
  let loss: Loss
  /// The number of rows shared by n-grams.
  let buckets: Int
  /// The lengths in characters of subword n-grams; the maximum is 0 if words are not split.
  let shortest: Int
  let longest: Int

  /// Whether n-grams of any kind are used.
  var usesBuckets: Bool { wordNgrams > 1 || longest > 0 }

  /// Reads the start of a file.
  ///
  /// - Parameter reader: The file, from its first byte.
  /// - Throws: Problems showing that it is not a supervised fastText model.
  init(reading reader: inout ByteReader) throws(Diagnostics) {
    let version: Int32
    var values: [Int32] = []
    let magic = try reader.number(Int32.self, "the magic number")
    guard magic == Self.magic else {
      throw reader.problem(
        "this is not a fastText model: it begins with \(magic), not with \(Self.magic)",
        hint: "a .vec file contains only vectors; use the .bin or .ftz file of the model")
    }
    version = try reader.number(Int32.self, "the version")
    guard Self.versions ~= version else {
      throw reader.problem(
        "the model has fastText format version \(version); supported versions are 11 and 12")
    }
    for name in ["dim", "ws", "epoch", "minCount", "neg", "wordNgrams", "loss", "model"] {
      values.append(try reader.number(Int32.self, "the argument '\(name)'"))
    }
    for name in ["bucket", "minn", "maxn", "lrUpdateRate"] {
      values.append(try reader.number(Int32.self, "the argument '\(name)'"))
    }
    _ = try reader.number(UInt64.self, "the argument 't'")
    var problems = Diagnostics()
    func value(_ index: Int, _ name: String, _ range: ClosedRange<Int>) -> Int {
      let value = Int(values[index])
      if !range.contains(value) {
        problems.report(
          reader.problem(
            "the argument '\(name)' is \(value); it must be from \(range.lowerBound) to "
              + "\(range.upperBound)"))
      }
      return value
    }
    dimensions = value(0, "dim", 1...100_000)
    wordNgrams = value(5, "wordNgrams", 1...100)
    loss = Loss(rawValue: values[6]) ?? .softmax
    if values[7] != 3 {
      let name = [1: "cbow", 2: "skipgram"][values[7]] ?? "\(values[7])"
      problems.report(
        reader.problem(
          "the model is of the kind '\(name)', which has word vectors but no classes",
          hint: "only models of 'fasttext supervised' classify"))
    } else if loss != .softmax && loss != .hierarchicalSoftmax || Loss(rawValue: values[6]) == nil {
      let name =
        [.negativeSampling: "ns", .oneVersusAll: "ova"][loss] ?? "\(values[6])"
      problems.report(
        reader.problem(
          "the model was trained with the loss '\(name)', whose probabilities do not sum to 1",
          hint: "train it with -loss softmax or hs, or use --predictor"))
    }
    buckets = value(8, "bucket", 0...Int(Int32.max))
    shortest = value(9, "minn", 0...100)
    // Supervised models of version 11 never use subwords, whatever the argument.
    longest = version == 11 ? 0 : value(10, "maxn", 0...100)
    if usesBuckets, buckets == 0 {
      problems.report(reader.problem("the model has n-grams, but no buckets for them"))
    }
    try problems.throwIfErrors()
  }
}
