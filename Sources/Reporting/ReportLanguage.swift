public import Literate
public import SourceText

/// The words of the literate language that are about reviews and classifiers.
public enum ReportLanguage {
  /// The chunks, in the order in which they are listed: a new one is one line here.
  static let chunks: [any Chunk<ReportContext>.Type] = [
    PredictionChunk.self,
    TokensChunk.self,
    CompareChunk.self,
    ScoresChunk.self,
    GradientsChunk.self,
    PathChunk.self,
    ConvergenceChunk.self,
    UnitsChunk.self,
    DeletionChunk.self,
    VocabularyChunk.self,
    CollapseChunk.self,
    SwapsChunk.self,
    ArchitecturesChunk.self,
    TrainingChunk.self,
    StripsChunk.self,
    OrdersChunk.self,
    AgreementChunk.self,
    FaithfulnessChunk.self,
    ReviewsChunk.self,
    TotalsChunk.self,
    ProvenanceChunk.self,
  ]

  /// The language of reports.
  ///
  /// - Parameter defaults: Options of the run, which hold in every chunk that has them.
  /// - Returns: Chunks and value paths.
  public static func language(defaults: [Options.Item] = []) -> Language<ReportContext> {
    Language(chunks: chunks, values: ReportValues.all, defaults: defaults, listing: "report chunks")
  }
}
