public import Classifier
public import Models
public import Reporting
public import Reviews
public import SourceText

/// A report that is rebuilt whenever one of its inputs changes.
///
/// The model, the analyses of reviews and the pages are reused between builds. Besides the files given on the command line,
/// the preview watches the files that these refer to: included documents, images, reviews after `@`, and paths in front
/// matter.
public struct Preview: Sendable {
  /// The settings of a preview.
  public struct Settings: Sendable {
    /// The build request: documents, templates and methods.
    ///
    /// The output is always a site, and the background is reloaded for each build.
    public var request: ReportBuilder.Request
    /// The path of the reviews; nil to use the reviews named in a document.
    public var reviews: String?
    /// The path of the model; nil to use the model named in a document, else the embedded model.
    public var model: String?
    /// A classifier in place of a model file; an external program is restarted if it crashed in an earlier build.
    public var classifier: (any TextClassifier)?
    /// The settings that a model file does not specify.
    public var importOptions = ImportOptions()
    /// The path of the background reviews; nil to use the embedded sample reviews.
    public var background: String?
    /// The options for columns, labels and the encoding of the reviews.
    public var reviewOptions = ReviewOptions()

    /// Creates settings for a build request, with defaults for the rest.
    public init(_ request: ReportBuilder.Request) {
      self.request = request
    }
  }

  private let settings: Settings
  private var snapshot: Snapshot
  private var memory = BuildMemory()
  private var model: (path: String?, model: Model)?
  /// Notes on the settings that the model file does not specify; none before a model is loaded.
  public var notes: [Diagnostic] {
    guard let model, let path = model.path else { return [] }
    return model.model.decisions.map { $0.note(at: path) }
  }

  /// Creates a preview.
  ///
  /// - Parameter settings: The settings.
  /// - Throws: A diagnostic if reviews come from standard input, which cannot be read twice.
  public init(_ settings: Settings) throws(Diagnostic) {
    if settings.reviews == "-" || settings.background == "-" {
      throw Diagnostic(
        "cannot watch standard input",
        at: SourceLocation(file: settings.reviews == "-" ? "--reviews" : "--background"),
        hint: "write the reviews to a file")
    }
    var settings = settings
    settings.request.format = .site
    settings.request.isSingleFile = false
    self.settings = settings
    snapshot = Snapshot(of: PreviewSources(of: settings))
  }

  /// Builds the report from the current inputs.
  ///
  /// - Parameter progress: Receives the number of finished reviews and of all reviews.
  /// - Returns: The outcome of the build.
  /// - Throws: Diagnostics; the site of the last successful build is then unchanged.
  public mutating func build(
    progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) async throws -> ReportBuilder.Outcome {
    var request = settings.request
    request.background = try BackgroundReviews.load(
      settings.background, within: request.access, options: settings.reviewOptions)
    let reviews = try ReportBuilder.reviews(settings.reviews, otherwiseOf: request.documents)
    request.inputs = [reviews]
    let builder = try ReportBuilder(
      request, picks: try PickList(reading: reviews, options: settings.reviewOptions))
    let classifier =
      try settings.classifier ?? load(settings.model ?? builder.documentModel)
    return try await builder.build(with: classifier, remembering: &memory, progress: progress)
  }

  private mutating func load(_ path: String?) throws(Diagnostics) -> Model {
    if let model, model.path == path { return model.model }
    let loaded = try Model.load(path, options: settings.importOptions)
    model = (path, loaded)
    return loaded
  }

  /// Waits until an input of the report differs from the last build.
  ///
  /// - Returns: The paths of modified files, then of added or removed files; at least one.
  /// - Throws: `CancellationError` if the task is cancelled.
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
      // Pause in proportion to the time of a check, so that checks take only a fraction of the time.
      try await Task.sleep(for: max(Self.pause, look * 10))
    }
  }

  /// Takes snapshots until files stop changing, since editors and version control write in several steps.
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
