public import Attribution
import Classifier
public import Models
public import Reviews
public import SourceText

/// A report that is built again whenever something that it is made of changes.
///
/// It keeps between builds what the next one need not do again: the model, the analyses of the reviews and the
/// pages. Beside the files that the command line names it watches what they name in turn: documents that
/// are included, pictures, reviews behind `@`, and what stands in front matter.
public struct Preview: Sendable {
  /// What is built.
  public struct Settings: Sendable {
    /// The run, documents, templates and methods.
    ///
    /// What it writes is a site, and its background is read anew for each build.
    public var request: ReportBuilder.Request
    /// The reviews; nil for those that a document names.
    public var reviews: String?
    /// The model; nil for the one that a document names, else the embedded model.
    public var model: String?
    /// The program that predicts in the place of a model; it is started again where it crashed in an earlier build.
    public var program: Program?
    /// What the file of a model leaves open.
    public var importOptions = ImportOptions()
    /// The reviews that stand for any other review; nil for those that are part of the program.
    public var background: String?
    /// What the user says about columns, labels and the encoding of the reviews.
    public var reviewOptions = ReviewOptions()

    /// Settings with defaults beside the run.
    public init(_ request: ReportBuilder.Request) {
      self.request = request
    }
  }

  private let settings: Settings
  private var snapshot: Snapshot
  private var memory = BuildMemory()
  private var model: (path: String?, model: Model)?
  /// What the file of the model leaves open and how it was decided, as notes; none as long as no model is loaded.
  public var notes: [Diagnostic] {
    guard let model, let path = model.path else { return [] }
    return model.model.decisions.map { $0.note(at: path) }
  }

  /// Prepares a preview.
  ///
  /// - Parameter settings: What is built.
  /// - Throws: A diagnostic for reviews that come from standard input, which can't be read twice.
  public init(_ settings: Settings) throws(Diagnostic) {
    if settings.reviews == "-" || settings.background == "-" {
      throw Diagnostic(
        "standard input can't be watched",
        at: SourceLocation(file: settings.reviews == "-" ? "--reviews" : "--background"),
        hint: "write the reviews to a file")
    }
    var settings = settings
    settings.request.format = .site
    settings.request.isSingleFile = false
    self.settings = settings
    snapshot = Snapshot(of: PreviewSources(of: settings))
  }

  /// Builds the report as it is now.
  ///
  /// - Parameter progress: Is told how many reviews are done.
  /// - Returns: What was built.
  /// - Throws: Diagnostics; the last good site is still there.
  public mutating func build(
    progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) async throws -> ReportBuilder.Outcome {
    var request = settings.request
    request.background =
      settings.program != nil && settings.background == nil
      ? []
      : try BackgroundReviews.load(unless: settings.background, options: settings.reviewOptions)
    let reviews = try ReportBuilder.reviews(settings.reviews, otherwiseOf: request.documents)
    request.inputs = [reviews]
    let builder = try ReportBuilder(
      request, picks: try PickList(reading: reviews, options: settings.reviewOptions))
    if let program = settings.program {
      program.forgetFailure()
      return try await builder.build(asking: program, remembering: &memory, progress: progress)
    }
    let model = try load(settings.model ?? builder.documentModel)
    return try await builder.build(with: model, remembering: &memory, progress: progress)
  }

  private mutating func load(_ path: String?) throws(Diagnostics) -> Model {
    if let model, model.path == path { return model.model }
    let loaded = try EmbeddedModel.load(unless: path, options: settings.importOptions)
    model = (path, loaded)
    return loaded
  }

  /// Waits until something of the report is another than at the last build.
  ///
  /// - Returns: The paths of the files that changed, then of those that came or went; there is at least one.
  /// - Throws: `CancellationError` when the task is cancelled.
  public mutating func nextChange() async throws -> [String] {
    while true {
      var isOutdated = false
      let look = ContinuousClock().measure { isOutdated = snapshot.isOutdated }
      if isOutdated {
        let now = try await settled()
        let changes = now.changes(since: snapshot)
        snapshot = now
        if let path = model?.path,
          !Set(changes).isDisjoint(with: PreviewSources.model(at: path, settings.importOptions))
        {
          model = nil
        }
        if !changes.isEmpty { return changes }
      }
      // However many files there are, most of the time nobody looks.
      try await Task.sleep(for: max(Self.pause, look * 10))
    }
  }

  /// Looks until nothing is being written: editors and version control write in several steps, and half a change is none.
  private func settled() async throws -> Snapshot {
    var now = Snapshot(of: PreviewSources(of: settings), after: snapshot)
    while true {
      try await Task.sleep(for: Self.settling)
      let next = Snapshot(of: PreviewSources(of: settings), after: now)
      if next.isSettled(since: now) { return next }
      now = next
    }
  }

  private static let pause = Duration.milliseconds(200)
  private static let settling = Duration.milliseconds(60)
}
