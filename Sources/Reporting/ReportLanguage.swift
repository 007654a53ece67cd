public import Literate
public import SourceText

/// The literate language with the chunks and values for reviews and classifiers.
public enum ReportLanguage {
  /// The chunks in listing order; to add a chunk, add a line here.
  static let chunks: [any Chunk<ReportContext>.Type] = [
    PredictionChunk.self,
    TokensChunk.self,
    CompareChunk.self,
    ScoresChunk.self,
    GradientsChunk.self,
    WordChunk.self,
    PathChunk.self,
    ConvergenceChunk.self,
    UnitsChunk.self,
    DeletionChunk.self,
    VocabularyChunk.self,
    PlaygroundChunk.self,
    CollapseChunk.self,
    SwapsChunk.self,
    ArchitecturesChunk.self,
    TrainingChunk.self,
    StripsChunk.self,
    CompareReviewsChunk.self,
    OrdersChunk.self,
    AgreementChunk.self,
    FaithfulnessChunk.self,
    ReviewsChunk.self,
    TotalsChunk.self,
    ImportanceChunk.self,
    ConfusionChunk.self,
    CalibrationChunk.self,
    SlicesChunk.self,
    SuspectsChunk.self,
    DuplicatesChunk.self,
    ShortcutsChunk.self,
    InvarianceChunk.self,
    ShiftChunk.self,
    HistoryChunk.self,
    ProvenanceChunk.self,
  ]

  /// The values alone, for the expressions of chunks.
  static let expressions = Language<ReportContext>(
    chunks: [], values: ReportValues.all, listing: "report chunks")

  /// Returns the language of reports.
  ///
  /// - Parameter defaults: Options of the run for every chunk that has them.
  /// - Returns: Chunks and value paths.
  public static func language(defaults: [Options.Item] = []) -> Language<ReportContext> {
    Language(chunks: chunks, values: ReportValues.all, defaults: defaults, listing: "report chunks")
  }
}
