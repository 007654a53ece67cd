import Attribution
import Classifier
import LinearAlgebra
import SourceText

extension SurveyedReview {
  /// Writes the measurements as members of a line.
  func write(to json: inout JSONWriter) {
    json.write("collapses", collapses)
    json.write("max_row_difference", exactly: maxRowDifference)
    json.write("largest_entry", exactly: largestEntry)
    json.write("distinct_word_rows", distinctWordRows)
    json.write("rank", rank)
    json.write("largest_singular_share", exactly: largestShare)
    json.write("gini", exactly: gini)
    json.write("entropy_share", exactly: entropyShare)
    json.write("padding", padding)
    json.write("different_words", hasDifferentWords)
    if let activity {
      json.object("units") { json in
        json.write("active", String(activity.pattern.map { $0 ? Character("1") : "0" }))
        json.write("direction", exactly: activity.direction.row(0))
        json.write("switches", activity.switches)
      }
    }
    json.objects("methods", judgements) { json, judgement in
      json.write("constant", judgement.isConstant)
      if let delta = judgement.delta { json.write("delta", exactly: delta) }
      if let change = judgement.change { json.write("change", exactly: change) }
    }
  }

  /// Reads the measurements.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - methods: The number of methods.
  ///   - dimensions: The dimensions of an embedding.
  /// - Throws: A diagnostic about the first member that is missing or wrong.
  init(_ line: JSONField, methods: Int, dimensions: Int) throws(Diagnostics) {
    let units = line["units"]
    self.init(
      collapses: try line["collapses"].flag(),
      maxRowDifference: try line["max_row_difference"].exactNumber(),
      largestEntry: try line["largest_entry"].exactNumber(),
      distinctWordRows: try line["distinct_word_rows"].whole(), rank: try line["rank"].whole(),
      largestShare: try line["largest_singular_share"].exactNumber(),
      gini: try line["gini"].exactNumber(),
      entropyShare: try line["entropy_share"].exactNumber(), padding: try line["padding"].whole(),
      hasDifferentWords: try line["different_words"].flag(),
      activity: units.isGiven ? try units.activity(dimensions) : nil,
      judgements: try line["methods"].elements(methods).map { field throws(Diagnostics) in
        let (delta, change) = (field["delta"], field["change"])
        return Judgement(
          isConstant: try field["constant"].flag(),
          delta: delta.isGiven ? try delta.exactNumber() : nil,
          change: change.isGiven ? try change.exactNumber() : nil)
      })
  }
}

extension JSONField {
  /// Returns the value as the activity of hidden units.
  fileprivate func activity(_ dimensions: Int) throws(Diagnostics) -> ActivationPatterns.Review {
    let active = try self["active"].text()
    guard active.utf8.allSatisfy({ $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") }) else {
      throw self["active"].problem("a string of zeros and ones")
    }
    let direction = try self["direction"].exactNumbers(dimensions)
    return ActivationPatterns.Review(
      pattern: active.utf8.map { $0 == UInt8(ascii: "1") },
      direction: Matrix(rows: 1, columns: direction.count, direction),
      switches: try self["switches"].whole())
  }

  /// Returns the value as the structure of a stack.
  func structure() throws(Diagnostics) -> RowStructure {
    let because = self["because"]
    return RowStructure(
      layer: try self["layer"].text(), difference: because.isGiven ? try because.text() : nil)
  }

  /// Returns the value as what a diagnosis states about a model.
  func model(_ sha256: String, _ classes: [Label]) throws(Diagnostics) -> ModelOutline {
    let positions = self["positions"]
    let layers = try self["layers"].elements()
    // The sum of their parameters must fit an `Int`.
    guard layers.count <= 1 << 16 else { throw self["layers"].problem("an array of layers") }
    return ModelOutline(
      name: try self["name"].text(), sha256: sha256,
      layers: try layers.map { layer throws(Diagnostics) in
        LayerSummary(
          name: try layer["name"].text(), kind: try layer["class"].text(),
          output: try layer["output"].text(), parameters: try layer["parameters"].whole(0...1 << 45)
        )
      }, positions: positions.isGiven ? try positions.whole() : nil,
      words: try self["words"].whole(), classes: classes,
      decisions: try self["decisions"].elements().map { decision throws(Diagnostics) in
        let option = decision["option"]
        return Decision(
          try decision["decision"].text(), option: option.isGiven ? try option.text() : nil)
      })
  }

  /// Returns the value as what a diagnosis states about a program.
  func program() throws(Diagnostics) -> ProgramOutline {
    let name = self["access"]
    guard let access = ModelAccess.allCases.first(where: { $0.name == name.value?.string }) else {
      throw name.problem("the access to a program")
    }
    return ProgramOutline(
      identity: try self["identity"].text(), classes: try self["classes"].texts(), access: access)
  }
}

extension ModelOutline {
  /// Writes all but the SHA-256 and the classes.
  func write(to json: inout JSONWriter) {
    json.write("name", name)
    writeLayers(to: &json)
    json.write("positions", positions.map { JSON.number(Double($0)) } ?? .null)
    json.write("words", words)
    writeDecisions(to: &json)
  }
}

extension ProgramOutline {
  /// Writes all.
  func write(to json: inout JSONWriter) {
    json.write("identity", identity)
    json.write("classes", classes)
    json.write("access", access.name)
  }
}

extension ModelAccess {
  /// The name in a part file; nil for the layers of a model.
  fileprivate var name: String? {
    switch self {
    case .predictions: "predictions"
    case .gradientAtInput: "gradients"
    case .gradientAnywhere: "embeddings"
    case .layers: nil
    }
  }
}
