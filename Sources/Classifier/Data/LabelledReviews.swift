import Foundation
public import SourceText

/// A review of which it is known what it is.
public struct LabelledReview: Hashable, Sendable {
  /// What it says.
  public let text: String
  /// What it is.
  public let label: Label

  /// Creates a review.
  public init(text: String, label: Label) {
    self.text = text
    self.label = label
  }
}

/// Reviews to learn from, or to judge a model by.
public struct LabelledReviews: Sendable {
  /// The halves of the IMDB data.
  public enum Split: String, Sendable {
    /// The reviews that models are trained on.
    case train
    /// The reviews that models are judged by.
    case test
  }

  /// The reviews, always in the same order: files by name, rows as they stand.
  public let reviews: [LabelledReview]

  /// Creates data from reviews.
  public init(_ reviews: [LabelledReview]) {
    self.reviews = reviews
  }

  /// Reads the root of IMDB's `aclImdb`, the folder of one of its splits, or a table.
  ///
  /// - Parameters:
  ///   - path: A folder that holds `train/pos`, …; one that holds `pos` and `neg` with a review in each `.txt`;
  ///     or a `.csv`, `.tsv` or `.jsonl` file with the columns `review` or `text`, and `sentiment` or `label`.
  ///   - split: Which half of `aclImdb` is meant; other data are read whole.
  /// - Throws: All that is wrong with the data.
  public init(at path: String, split: Split) throws(Diagnostics) {
    let halves = [path, "\(path)/\(split.rawValue)"]
    let reviews: [LabelledReview]
    if let folder = halves.first(where: { Self.isFolder("\($0)/pos") && Self.isFolder("\($0)/neg") }
    ) {
      reviews = try Self.negativeAndPositive(in: folder)
    } else if Self.isFolder(path) {
      throw Diagnostics([
        Diagnostic(
          "there are no reviews in this folder", at: SourceLocation(file: path),
          hint: "it should hold the folders 'pos' and 'neg', or 'train' and 'test' as aclImdb does")
      ])
    } else {
      reviews = try LabelledTable.reviews(at: path)
    }
    guard !reviews.isEmpty else {
      throw Diagnostics([Diagnostic("there are no reviews", at: SourceLocation(file: path))])
    }
    self.init(reviews)
  }

  private static func negativeAndPositive(in folder: String) throws(Diagnostics) -> [LabelledReview]
  {
    var reviews: [LabelledReview] = []
    var problems = Diagnostics()
    for (name, label) in [("neg", Label.negative), ("pos", Label.positive)] {
      do throws(Diagnostic) {
        for file in try textFiles(in: "\(folder)/\(name)") {
          do throws(Diagnostic) {
            let bytes = try SourceFile.bytes(of: file, limit: 1 << 24)
            reviews.append(
              LabelledReview(text: try SourceFile.decode(bytes, path: file), label: label))
          } catch {
            problems.report(error)
          }
        }
      } catch {
        problems.report(error)
      }
    }
    try problems.throwIfErrors()
    return reviews
  }

  private static func textFiles(in folder: String) throws(Diagnostic) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { $0.hasSuffix(".txt") }.sorted().map { "\(folder)/\($0)" }
    } catch {
      throw Diagnostic(
        "the folder can't be read", at: SourceLocation(file: folder),
        hint: "check its permissions", cause: .machine)
    }
  }

  /// Reads the other half of `aclImdb`, to judge a model that was trained on the first.
  ///
  /// - Parameter path: Where the training reviews came from.
  /// - Returns: Nil when there is no other half: the data are a table or one folder.
  /// - Throws: All that is wrong with the data.
  public static func test(of path: String) throws(Diagnostics) -> LabelledReviews? {
    let isRoot = !isFolder("\(path)/pos") && isFolder("\(path)/test/pos")
    return isRoot ? try LabelledReviews(at: path, split: .test) : nil
  }

  private static func isFolder(_ path: String) -> Bool {
    // What can't be looked at is no folder that reviews can be read from.
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }
}
