import Foundation
import LinearAlgebra
public import SourceText
import Synchronization

/// A classifier: the contents of a model folder.
public struct Model: Sendable {
  package static let vocabularyFileName = "vocabulary.txt"
  package static let weightsFileName = "weights.safetensors"
  static let cardFileName = "card.md"

  /// The layers with their weights.
  public let sequential: Sequential
  /// The mapping from a text to the layers' input.
  public let text: TextPipeline
  /// The names of the classes, one per logit; two if there is a single logit, which is that of the second.
  public let classes: [Label]
  /// The precision of the numbers in the folder.
  public let precision: Precision
  /// The SHA-256 of `config.json`, `vocabulary.txt` and `weights.safetensors` in hexadecimal digits.
  ///
  /// Each file is preceded by its length as eight bytes. The card is not included, so that it can be corrected.
  /// It is computed when it is first needed.
  public var sha256: String {
    digest.value { Self.digest(Self.files(sequential, text, classes, precision).map(\.bytes)) }
  }
  private let digest = LazyDigest()
  /// The model card, in Markdown.
  public private(set) var card: String?
  /// The decisions on settings that the model's file does not specify; empty for models that were not imported.
  public private(set) var decisions: [Decision] = []

  /// The model's name.
  public var name: String { sequential.name }

  /// Returns the model with another card.
  ///
  /// - Parameter card: The model card, in Markdown.
  /// - Returns: The same model with an unchanged SHA-256.
  public func with(card: String) -> Model {
    var model = self
    model.card = card
    return model
  }

  /// Returns the model with the decisions made on import.
  ///
  /// - Parameter decisions: The decisions on settings that the file does not specify.
  /// - Returns: The same model with an unchanged SHA-256.
  public func with(decisions: [Decision]) -> Model {
    var model = self
    model.decisions = decisions
    return model
  }

  /// Creates a model.
  ///
  /// - Parameters:
  ///   - sequential: The layers with their weights.
  ///   - text: The mapping from a text to the layers' input.
  ///   - classes: The distinct names of the classes; nil for ``Label/standard(outputs:)``.
  ///   - card: The model card, in Markdown.
  ///   - precision: The precision in the folder, to which numbers are rounded when written.
  /// - Throws: A diagnostic if the vocabulary and the embedding have different lengths, if a layer does not accept the sequence
  ///   length, or if the names do not match the model's classes.
  public init(
    sequential: Sequential, text: TextPipeline, classes: [Label]? = nil, card: String? = nil,
    precision: Precision = .single
  ) throws(Diagnostics) {
    let classes = classes ?? Label.standard(outputs: sequential.outputs)
    try Self.check(classes, outputs: sequential.outputs)
    let rows = sequential.embedding.table.rows
    guard rows == text.rowCount else {
      throw Diagnostics(
        text.ngrams == nil
          ? "the vocabulary has \(text.vocabulary.count) words, but the embedding has \(rows) rows"
          : "words and n-grams need \(text.rowCount) rows, but the embedding has \(rows)")
    }
    var text = text
    if let length = text.sequenceLength {
      try sequential.check(positions: length)
    } else {
      text.shortestLength = try sequential.shortestLength()
    }
    self.sequential = sequential
    self.text = text
    self.classes = classes
    self.card = card
    self.precision = precision
  }

  /// Reads a model folder.
  ///
  /// - Parameter folder: The folder.
  /// - Throws: All problems of its files.
  public init(folder: String) throws(Diagnostics) {
    let url = URL(fileURLWithPath: folder)
    // A folder that cannot be inspected cannot be read as a model.
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: url.resolvingSymlinksInPath().path)
    guard attributes?[.type] as? FileAttributeType == .typeDirectory else {
      throw Diagnostics("there is no such folder", at: SourceLocation(file: folder))
    }
    var files: [String: [UInt8]] = [:]
    var problems = Diagnostics()
    for name in [
      ModelConfiguration.fileName, Self.vocabularyFileName, Self.weightsFileName, Self.cardFileName,
    ] {
      let path = url.appendingPathComponent(name).path
      // The card is the only optional file.
      if name == Self.cardFileName, !FileManager.default.fileExists(atPath: path) { continue }
      do { files[name] = try SourceFile.bytes(of: "\(folder)/\(name)") } catch {
        problems.report(error)
      }
    }
    try problems.throwIfErrors()
    try self.init(files: files, path: folder)
  }

  /// Reads a model folder from memory.
  ///
  /// - Parameters:
  ///   - files: The files' bytes by name.
  ///   - path: The folder's name in diagnostics.
  /// - Throws: All problems of the files.
  public init(files: [String: [UInt8]], path: String) throws(Diagnostics) {
    try self.init(files: files, path: path, vocabulary: nil)
  }

  /// Reads a model folder from memory.
  ///
  /// - Parameters:
  ///   - files: The files' bytes by name.
  ///   - path: The folder's name in diagnostics.
  ///   - known: A vocabulary that replaces the file, with memory that the model shares; nil to read the file.
  /// - Throws: All problems of the files.
  package init(
    files: [String: [UInt8]], path: String, vocabulary known: Vocabulary?
  ) throws(Diagnostics) {
    func place(_ name: String) -> SourceLocation { SourceLocation(file: "\(path)/\(name)") }
    func bytes(_ name: String) throws(Diagnostics) -> [UInt8] {
      guard let bytes = files[name] else {
        throw Diagnostics("there is no such file", at: place(name))
      }
      return bytes
    }
    func source(_ name: String) throws(Diagnostics) -> SourceFile {
      let file = place(name).file
      return SourceFile(path: file, text: try SourceFile.decode(try bytes(name), path: file))
    }
    var problems = Diagnostics()
    let configPlace = place(ModelConfiguration.fileName)
    let weightsPlace = place(Self.weightsFileName)
    let json = problems.collect { () throws(Diagnostics) in
      try JSON(parsing: try source(ModelConfiguration.fileName))
    }
    let words = problems.collect { () throws(Diagnostics) in
      if let known { return known.words }
      return try Vocabulary.words(in: try source(Self.vocabularyFileName))
    }
    let weights = problems.collect { () throws(Diagnostics) in
      try Safetensors(
        parsing: try bytes(Self.weightsFileName),
        path: weightsPlace.file)
    }
    guard let json, let words, let weights else { throw problems }
    let text = problems.collect { () throws(Diagnostics) in
      try ModelConfiguration.text(
        json["text"], words: words, sharing: known, place: configPlace)
    }
    // Without a length, the layers' fit cannot be checked; one position serves as a placeholder.
    let sequential = problems.collect { () throws(Diagnostics) in
      try ModelConfiguration.sequential(
        json, positions: text.map(\.sequenceLength) ?? 1, weights: weights, place: configPlace,
        weightsPlace: weightsPlace)
    }
    let classes = problems.collect { () throws(Diagnostics) in
      try ModelConfiguration.classes(json["classes"], place: configPlace)
    }
    guard let text, let sequential, let classes else { throw problems }
    do {
      if let classes { try Self.check(classes, outputs: sequential.outputs) }
    } catch {
      throw error.moved(to: configPlace)
    }
    let card = files[Self.cardFileName].map { String(decoding: $0, as: UTF8.self) }
    do {
      try self.init(
        sequential: sequential, text: text, classes: classes, card: card,
        precision: weights.precision)
    } catch {
      throw error.moved(to: place(Self.vocabularyFileName))
    }
  }
}

extension Model {
  /// Encodes a text as the model's input.
  ///
  /// - Parameter text: A review.
  /// - Returns: The text with its words and indices.
  public func encode(_ text: String) -> EncodedReview {
    self.text.encode(text)
  }

  /// Predicts the class of a review.
  ///
  /// - Parameter review: The review as ``encode(_:)`` returns it.
  /// - Returns: The prediction.
  public func predict(_ review: EncodedReview) -> Prediction {
    let embedding = sequential.embedding
    let logits = sequential.logits(
      at: embedding.forward(review), mask: embedding.mask(of: review))
    return Prediction(logits: logits, classes: classes)
  }

  /// Checks that there is a unique name for each class.
  package static func check(_ classes: [Label], outputs: Int) throws(Diagnostics) {
    let count = max(2, outputs)
    guard classes.count == count else {
      throw Diagnostics(
        "the model has \(count) classes, but \(classes.count) names for them",
        hint: outputs == 1
          ? "one logit represents two classes: it is the logit of the second" : nil)
    }
    var seen: Set<Label> = []
    for label in classes {
      guard label.name.contains(where: { !$0.isWhitespace }) else {
        throw Diagnostics("empty class name")
      }
      guard seen.insert(label).inserted else {
        throw Diagnostics("duplicate class name '\(label)'")
      }
    }
  }

  /// Returns the files of the model folder, in a fixed order.
  ///
  /// - Returns: The names and bytes.
  package func files() -> [(name: String, bytes: [UInt8])] {
    Self.files(sequential, text, classes, precision)
      + (card.map { [(Self.cardFileName, Array($0.utf8))] } ?? [])
  }

  private static func files(
    _ sequential: Sequential, _ text: TextPipeline, _ classes: [Label], _ precision: Precision
  ) -> [(name: String, bytes: [UInt8])] {
    let json = ModelConfiguration.json(sequential: sequential, text: text, classes: classes)
    return [
      (ModelConfiguration.fileName, Array(json.indented.utf8)),
      (vocabularyFileName, Array(text.vocabulary.fileContents.utf8)),
      (weightsFileName, Safetensors(sequential.tensors, precision: precision).bytes),
    ]
  }

  /// Returns the SHA-256 of byte strings, each preceded by its length as eight bytes, in hexadecimal digits.
  ///
  /// A lazy sequence is in memory one string at a time.
  package static func digest(_ files: some Sequence<[UInt8]>) -> String {
    SHA256.hexadecimal(
      of: files.lazy.flatMap { bytes in
        [(0..<8).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) }, bytes]
      })
  }
}

/// A digest that is computed when it is first needed.
private final class LazyDigest: Sendable {
  private let known = Mutex<String?>(nil)

  func value(_ compute: () -> String) -> String {
    known.withLock { known in
      let value = known ?? compute()
      known = value
      return value
    }
  }
}
