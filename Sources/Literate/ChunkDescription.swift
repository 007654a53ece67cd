public import SourceText

/// What a verb of the language is for.
public struct ChunkDescription: Hashable, Sendable {
  /// The word behind the brace.
  public let verb: String
  /// What it shows, in one sentence.
  public let summary: String
  /// How its labels begin; nil when it takes none.
  public let labelPrefix: String?
  /// Where it may stand without `review=`.
  public let scopes: Set<Scope>
  /// The options of its own.
  public let options: [Options.Declaration]
  /// How it is written.
  public let example: String

  /// The options that every chunk takes which shows results.
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

// MARK: What every language has

extension ChunkDescription {
  static let math = ChunkDescription(
    "math", "A formula: the lines below the brace are TeX.", label: "eq",
    example: """
      ```{math #eq-mean}
      \\mathbf{m} = \\frac{1}{L} \\sum_t \\mathbf{e}_t
      ```
      """)

  static let check = ChunkDescription(
    "check", "A claim that is measured, and that fails the build when it is false.", label: "chk",
    example: """
      ```{check #chk-rows}
      claim: all of reviews collapse.max-row-difference == 0 within 1e-12
      says: In no review does a row of the gradient differ from another.
      ```
      """
  ) { options in
    _ = options.takeReview()
    _ = options.takeClaim()
    _ = options.takeSays()
  }

  static let include = ChunkDescription(
    "include",
    "Another document in this place; labels and footnotes are counted through, its front matter has no effect.",
    example: """
      ```{include}
      file: parts/method.md
      ```
      """
  ) { _ = $0.takeFile() }

  static let condition = ChunkDescription(
    "when",
    "A section that is woven only where a value is true, or with unless= where it is false.",
    label: "sec", example: "## The repeated row {#sec-row when=collapse.collapses}"
  ) { options in
    _ = options.takeWhen()
    _ = options.takeUnless()
  }

  static let value = ChunkDescription(
    "value", "A result in the text, named by its path.",
    example: "The model says `{value prediction.probability as=percent digits=1}`."
  ) { options in
    _ = options.takeReview()
    _ = options.takeDigits()
    _ = options.takeStyle()
  }

  static let reference = ChunkDescription(
    "ref",
    "A link to a label: the number of a figure, table, equation or claim, the words of a heading.",
    example: "How it was made: `{ref sec-provenance}`.")

  static let formula = ChunkDescription(
    "math", "A formula in the text, in TeX.",
    example: "The mean `{math \\mathbf{m}}` forgets order.")
}
