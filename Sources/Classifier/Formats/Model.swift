import Foundation
import LinearAlgebra
public import SourceText

/// A classifier with everything that belongs to it: what a model folder holds.
public struct Model: Sendable {
  package static let vocabularyFileName = "vocabulary.txt"
  package static let weightsFileName = "weights.safetensors"
  static let cardFileName = "card.md"

  /// The layers with their weights.
  public let sequential: Sequential
  /// The way from a text to the layers' input.
  public let text: TextPipeline
  /// The names of the classes, one a logit; two where there is a single logit, which speaks for the second.
  public let classes: [Label]
  /// How many bits the numbers have in the folder.
  public let precision: Precision
  /// The SHA-256 of `config.json`, `vocabulary.txt` and `weights.safetensors` in hexadecimal digits.
  ///
  /// Each file has its length in front, as eight bytes. The card is left out: it can be corrected.
  public let sha256: String
  /// What is known about the model, in Markdown.
  public private(set) var card: String?
  /// What the model's file leaves open and how it was decided; none where the model is no file of another tool.
  public private(set) var decisions: [Decision] = []

  /// The model's name.
  public var name: String { sequential.name }

  /// The model with another card.
  ///
  /// - Parameter card: What is known about the model, in Markdown.
  /// - Returns: The same model; its SHA-256 is the same too.
  public func with(card: String) -> Model {
    var model = self
    model.card = card
    return model
  }

  /// The model with what was decided when its file was read.
  ///
  /// - Parameter decisions: What the file leaves open and how it was decided.
  /// - Returns: The same model; its SHA-256 is the same too.
  public func with(decisions: [Decision]) -> Model {
    var model = self
    model.decisions = decisions
    return model
  }

  /// Creates a model.
  ///
  /// - Parameters:
  ///   - sequential: The layers with their weights.
  ///   - text: The way from a text to the layers' input.
  ///   - classes: The names of the classes, all different; nil for ``Label/standard(outputs:)``.
  ///   - card: What is known about the model, in Markdown.
  ///   - precision: How many bits the numbers have in the folder, to which they are rounded there.
  /// - Throws: A diagnostic when the vocabulary and the embedding have different lengths, when a layer can't take the
  ///   number of positions, or when the names are no names of the model's classes.
  public init(
    sequential: Sequential, text: TextPipeline, classes: [Label]? = nil, card: String? = nil,
    precision: Precision = .single
  ) throws(Diagnostic) {
    let classes = classes ?? Label.standard(outputs: sequential.outputs)
    try Self.check(classes, outputs: sequential.outputs)
    let rows = sequential.embedding.table.rows
    guard rows == text.rowCount else {
      throw Diagnostic(
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
    sha256 = Self.digest(Self.files(sequential, text, classes, precision).map(\.bytes))
  }

  /// Reads a model folder.
  ///
  /// - Parameter folder: The folder.
  /// - Throws: All that is wrong with its files.
  public init(folder: String) throws(Diagnostics) {
    let url = URL(fileURLWithPath: folder)
    // A folder that can't be looked at is none that a model can be read from.
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: url.resolvingSymlinksInPath().path)
    guard attributes?[.type] as? FileAttributeType == .typeDirectory else {
      throw Diagnostics([
        Diagnostic("there is no such folder", at: SourceLocation(file: folder))
      ])
    }
    var files: [String: [UInt8]] = [:]
    var problems = Diagnostics()
    for name in [
      ModelConfiguration.fileName, Self.vocabularyFileName, Self.weightsFileName, Self.cardFileName,
    ] {
      let path = url.appendingPathComponent(name).path
      // The card is the only file that a model works without.
      if name == Self.cardFileName, !FileManager.default.fileExists(atPath: path) { continue }
      do throws(Diagnostic) { files[name] = try SourceFile.bytes(of: "\(folder)/\(name)") } catch {
        problems.report(error)
      }
    }
    try problems.throwIfErrors()
    try self.init(files: files, path: folder)
  }

  /// Reads a model folder whose files are in memory.
  ///
  /// - Parameters:
  ///   - files: The files' bytes by name.
  ///   - path: The folder's name in diagnostics.
  /// - Throws: All that is wrong with the files.
  public init(files: [String: [UInt8]], path: String) throws(Diagnostics) {
    func place(_ name: String) -> SourceLocation { SourceLocation(file: "\(path)/\(name)") }
    func bytes(_ name: String) throws(Diagnostic) -> [UInt8] {
      guard let bytes = files[name] else {
        throw Diagnostic("there is no such file", at: place(name))
      }
      return bytes
    }
    func source(_ name: String) throws(Diagnostic) -> SourceFile {
      let file = place(name).file
      return SourceFile(path: file, text: try SourceFile.decode(try bytes(name), path: file))
    }
    var problems = Diagnostics()
    let configPlace = place(ModelConfiguration.fileName)
    let weightsPlace = place(Self.weightsFileName)
    let json = problems.collect { () throws(Diagnostics) in
      try single { () throws(Diagnostic) in
        try JSON(parsing: try source(ModelConfiguration.fileName))
      }
    }
    let words = problems.collect { () throws(Diagnostics) in
      try Vocabulary.words(
        in: try single { () throws(Diagnostic) in try source(Self.vocabularyFileName) })
    }
    let weights = problems.collect { () throws(Diagnostics) in
      try Safetensors(
        parsing: try single { () throws(Diagnostic) in try bytes(Self.weightsFileName) },
        path: weightsPlace.file)
    }
    guard let json, let words, let weights else { throw problems }
    let text = problems.collect { () throws(Diagnostics) in
      try ModelConfiguration.text(json["text"], words: words, place: configPlace)
    }
    // Without a length there is no telling which layers fit; one position stands in.
    let sequential = problems.collect { () throws(Diagnostics) in
      try ModelConfiguration.sequential(
        json, positions: text.map(\.sequenceLength) ?? 1, weights: weights, place: configPlace,
        weightsPlace: weightsPlace)
    }
    let classes = problems.collect { () throws(Diagnostics) in
      try single { () throws(Diagnostic) in
        try ModelConfiguration.classes(json["classes"], place: configPlace)
      }
    }
    guard let text, let sequential, let classes else { throw problems }
    do throws(Diagnostic) {
      if let classes { try Self.check(classes, outputs: sequential.outputs) }
    } catch {
      throw Diagnostics([Diagnostic(error.message, at: configPlace, hint: error.hint)])
    }
    let card = files[Self.cardFileName].map { String(decoding: $0, as: UTF8.self) }
    do throws(Diagnostic) {
      try self.init(
        sequential: sequential, text: text, classes: classes, card: card,
        precision: weights.precision)
    } catch {
      throw Diagnostics([Diagnostic(error.message, at: place(Self.vocabularyFileName))])
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

  /// Classifies a review.
  ///
  /// - Parameter review: The review as ``encode(_:)`` returns it.
  /// - Returns: The logits and what follows from them.
  public func predict(_ review: EncodedReview) -> Prediction {
    let embedding = sequential.embedding
    let logits = sequential.logits(
      at: embedding.forward(review), mask: embedding.mask(of: review))
    return Prediction(logits: logits, classes: classes)
  }

  /// Checks that there is a name for each class, and none twice.
  private static func check(_ classes: [Label], outputs: Int) throws(Diagnostic) {
    let count = max(2, outputs)
    guard classes.count == count else {
      throw Diagnostic(
        "the model has \(count) classes, but \(classes.count) names for them",
        hint: outputs == 1
          ? "one logit stands for two classes: the second name is that for which it speaks" : nil)
    }
    var seen: Set<Label> = []
    for label in classes {
      guard label.name.contains(where: { !$0.isWhitespace }) else {
        throw Diagnostic("the name of a class is empty")
      }
      guard seen.insert(label).inserted else {
        throw Diagnostic("two classes have the name '\(label)'")
      }
    }
  }

  /// The files of the model folder, in the order of their names' importance.
  ///
  /// - Returns: Names and bytes.
  public func files() -> [(name: String, bytes: [UInt8])] {
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

  /// The SHA-256 of byte strings, each with its length in front as eight bytes, in hexadecimal digits.
  package static func digest(_ files: [[UInt8]]) -> String {
    SHA256.hexadecimal(
      of: files.flatMap { bytes in
        [(0..<8).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) }, bytes]
      })
  }
}

/// Runs a step that can have one problem among steps that can have several.
package func single<Value>(_ body: () throws(Diagnostic) -> Value) throws(Diagnostics) -> Value {
  do throws(Diagnostic) { return try body() } catch { throw Diagnostics([error]) }
}
