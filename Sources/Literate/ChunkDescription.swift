public import SourceText

/// The documentation of a verb of the language.
public struct ChunkDescription: Hashable, Sendable {
  /// The word after the opening brace.
  public let verb: String
  /// A one-sentence summary of the output.
  public let summary: String
  /// The prefix of its labels; nil if it takes no label.
  public let labelPrefix: String?
  /// The scopes in which it is allowed without `review=`.
  public let scopes: Set<Scope>
  /// The options specific to this chunk.
  public let options: [Options.Declaration]
  /// An example.
  public let example: String

  /// The options that every chunk showing results accepts.
  public static var commonOptions: [Options.Declaration] {
    declarations { options in
      _ = options.takeReview()
      _ = options.takeCaption()
      _ = options.takeAlternative()
    }
  }

  init(_ chunk: any Chunk.Type) {
    verb = chunk.verb
    summary = chunk.summary
    labelPrefix = chunk.labelPrefix
    scopes = chunk.scopes
    options = chunk.declarations
    example = chunk.example
  }

  private init(
    _ verb: String, _ summary: String, label: String? = nil, example: String,
    taking take: (inout Options) -> Void = { _ in }
  ) {
    self.verb = verb
    self.summary = summary
    labelPrefix = label
    scopes = Set(Scope.allCases)
    options = Self.declarations(take)
    self.example = example
  }

  private static func declarations(_ take: (inout Options) -> Void) -> [Options.Declaration] {
    var options = Options(owner: "a chunk")
    take(&options)
    return options.declarations
  }
}

// MARK: Chunks of every language

extension ChunkDescription {
  static let math = ChunkDescription(
    "math", "A formula, written in TeX on the lines below the brace.", label: "eq",
    example: """
      ```{math #eq-mean}
      \\mathbf{m} = \\frac{1}{L} \\sum_t \\mathbf{e}_t
      ```
      """)

  static let check = ChunkDescription(
    "check", "A claim about the results; the build fails if it is false.", label: "chk",
    example: """
      ```{check #chk-rows}
      claim: all of reviews collapse.max-row-difference == 0 within 1e-12
      says: All rows of the gradient are identical in every review.
      ```
      """
  ) { options in
    _ = options.takeReview()
    _ = options.takeClaim()
    _ = options.takeSays()
  }

  static let include = ChunkDescription(
    "include",
    "Inserts another document; label and footnote numbering continues, and its front matter has no effect.",
    example: """
      ```{include}
      file: parts/method.md
      ```
      """
  ) { _ = $0.takeFile() }

  static let condition = ChunkDescription(
    "when",
    "A section included only if a value is true, or with unless= only if it is false.",
    label: "sec", example: "## The repeated row {#sec-row when=collapse.collapses}"
  ) { options in
    _ = options.takeWhen()
    _ = options.takeUnless()
  }

  static let value = ChunkDescription(
    "value", "A result in the text, named by its path.",
    example: "The model predicts `{value prediction.probability as=percent digits=1}`."
  ) { options in
    _ = options.takeReview()
    _ = options.takeDigits()
    _ = options.takeStyle()
  }

  static let reference = ChunkDescription(
    "ref",
    "A link to a label, shown as the number of a figure, table, equation or claim, or as the text of a heading.",
    example: "How it was made: `{ref sec-provenance}`.")

  static let formula = ChunkDescription(
    "math", "A formula in the text, in TeX.",
    example: "The mean `{math \\mathbf{m}}` forgets order.")
}
