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
  ///   - path: A folder that holds `train/pos`, …; one that holds `pos` and `neg` with a review in each `.txt`; one
  ///     that holds a folder of `.txt` files for each class; or a `.csv`, `.tsv` or `.jsonl` file with the columns
  ///     `review` or `text`, and `sentiment` or `label`.
  ///   - split: Which half of `aclImdb`, or of another folder with halves, is meant; other data are read whole.
  ///   - classes: What reviews may be; nil where any label will do, which is then kept as it is written.
  /// - Throws: All that is wrong with the data.
  public init(
    at path: String, split: Split, classes: [Label]? = Label.binary
  ) throws(Diagnostics) {
    let halves = [path, "\(path)/\(split.rawValue)"]
    let reviews: [LabelledReview]
    if let folder = halves.first(where: { Self.isFolder("\($0)/pos") && Self.isFolder("\($0)/neg") }
    ) {
      reviews = try Self.reviews(in: folder, folders: ["neg", "pos"], classes)
    } else if let (folder, names) = Self.classFolders(in: halves.reversed()) {
      reviews = try Self.reviews(in: folder, folders: names, classes)
    } else if Self.isFolder(path) {
      throw Diagnostics([
        Diagnostic(
          "there are no reviews in this folder", at: SourceLocation(file: path),
          hint:
            "it should hold the folders 'pos' and 'neg', or one a class with .txt files, or 'train' and 'test'"
            + " as aclImdb does")
      ])
    } else {
      reviews = try LabelledTable.reviews(at: path, classes)
    }
    guard !reviews.isEmpty else {
      throw Diagnostics([Diagnostic("there are no reviews", at: SourceLocation(file: path))])
    }
    self.init(reviews)
  }

  /// The first of some folders that holds folders with reviews, and their names.
  private static func classFolders(in folders: [String]) -> (folder: String, names: [String])? {
    for folder in folders {
      // What can't be listed holds no folder that reviews can be read from.
      let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      let names = all.sorted().filter { name in
        let files = try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)")
        return !name.hasPrefix(".") && files?.contains { $0.hasSuffix(".txt") } ?? false
      }
      if !names.isEmpty { return (folder, names) }
    }
    return nil
  }

  private static func reviews(
    in folder: String, folders: [String], _ classes: [Label]?
  ) throws(Diagnostics) -> [LabelledReview] {
    var reviews: [LabelledReview] = []
    var problems = Diagnostics()
    for name in folders {
      let path = "\(folder)/\(name)"
      do throws(Diagnostic) {
        let label = try Self.label(name, classes, at: SourceLocation(file: path))
        for file in try textFiles(in: path) {
          do throws(Diagnostic) {
            let bytes = try SourceFile.bytes(of: file, limit: 1 << 24)
            let text = try ReviewText.clean(
              try SourceFile.decode(bytes, path: file), at: SourceLocation(file: file))
            reviews.append(LabelledReview(text: text, label: label))
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

  /// The class that a label means.
  static func label(
    _ name: String, _ classes: [Label]?, at location: SourceLocation
  ) throws(Diagnostic) -> Label {
    guard let classes else { return Label(name) }
    return try Label.meant(by: name, among: classes, at: location)
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
