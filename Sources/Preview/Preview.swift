public import Attribution
public import Classifier
public import Models
public import Reporting
public import SourceText

/// A report that is rebuilt whenever one of its inputs changes.
///
/// The model and the analyses of reviews are reused between builds; all pages are woven again. The inputs to watch are those
/// that the last build has read: documents with their included documents and images, templates, reviews, and the model.
public struct Preview: Sendable {
  /// The settings of a preview.
  public struct Settings: Sendable {
    /// The build request; its output is a site.
    public let request: ReportBuilder.Request
    /// The output and the class to explain.
    public let target: OutputScale
    public let explainedClass: ClassChoice
    /// The path of the model; nil to use the model named in a document, else the embedded model.
    public let model: String?
    /// A classifier in place of a model file; an external program is restarted if it crashed in an earlier build.
    public let classifier: (any TextClassifier)?
    /// The settings that a model file does not specify.
    public let importOptions: ImportOptions
    /// The path of the background reviews; nil to use the embedded sample reviews.
    public let background: String?

    /// Creates settings for a build request; each setting without a value has its default.
    public init(
      _ request: ReportBuilder.Request, target: OutputScale = .probability,
      explainedClass: ClassChoice = ClassChoice(), model: String? = nil,
      classifier: (any TextClassifier)? = nil,
      importOptions: ImportOptions = ImportOptions(), background: String? = nil
    ) {
      self.request = request
      self.target = target
      self.explainedClass = explainedClass
      self.model = model
      self.classifier = classifier
      self.importOptions = importOptions
      self.background = background
    }
  }

  /// A loaded model, and its files as they were before it was loaded.
  private struct LoadedModel {
    let path: String?
    let model: Model
    let files: Snapshot
  }

  private let settings: Settings
  private let analyses = AnalysisCache()
  /// The inputs of the last build, each as it was before it was read.
  private var snapshot = Snapshot()
  private var loaded: LoadedModel?
  /// Notes on the settings that the model file does not specify; none before a model is loaded.
  public var notes: [Diagnostic] {
    guard let loaded, let path = loaded.path else { return [] }
    return loaded.model.decisions.map { $0.note(at: path) }
  }

  /// Creates a preview.
  ///
  /// - Parameter settings: The settings.
  /// - Throws: A diagnostic if reviews come from standard input, which cannot be read twice.
  public init(_ settings: Settings) throws(Diagnostics) {
    if settings.request.reviews == "-" || settings.background == "-" {
      throw Diagnostics(
        "cannot watch standard input",
        at: SourceLocation(file: settings.request.reviews == "-" ? "--reviews" : "--background"),
        hint: "write the reviews to a file")
    }
    self.settings = settings
  }

  /// Builds the report from the current inputs.
  ///
  /// - Parameter progress: Receives the number of finished reviews and of all reviews.
  /// - Returns: The outcome of the build.
  /// - Throws: Diagnostics; the site of the last successful build is then unchanged.
  public mutating func build(
    progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) async throws -> ReportBuilder.Outcome {
    // A build that fails depends on what it has read so far, and on nothing else.
    var inputs = Snapshot(after: snapshot)
    defer { snapshot = inputs }
    let background = try background(&inputs)
    let builder = try ReportBuilder(settings.request) { inputs.add($0) }
    let classifier: any TextClassifier =
      try settings.classifier ?? model(at: settings.model ?? builder.documentModel, &inputs)
    let explainer = try Explainer(
      classifier, target: settings.target, explaining: settings.explainedClass,
      background: background)
    return try await builder.build(with: explainer, reusing: analyses, progress: progress)
  }

  private func background(_ inputs: inout Snapshot) throws(Diagnostics) -> [String] {
    if let path = settings.background { inputs.add(.reviews(path)) }
    return try BackgroundReviews.load(
      settings.background, within: settings.request.access,
      options: settings.request.reviewOptions)
  }

  /// Returns the model at a path, which is loaded again if its files have changed.
  private mutating func model(
    at path: String?, _ inputs: inout Snapshot
  ) throws(Diagnostics) -> Model {
    if let loaded, loaded.path == path, !loaded.files.hasChanged {
      inputs.add(loaded.files)
      return loaded.model
    }
    loaded = nil
    var files = Snapshot(after: snapshot)
    for file in Self.files(ofModelAt: path, settings.importOptions) { files.add(.file(file)) }
    inputs.add(files)
    let model = try Model.load(path, options: settings.importOptions)
    loaded = LoadedModel(path: path, model: model, files: files)
    return model
  }

  /// Returns the files of a model: the files in its folder or the model file, and the files given by import options.
  private static func files(ofModelAt path: String?, _ options: ImportOptions) -> [String] {
    guard let path else { return [] }
    return (Path.isFolder(path) ? [] : [path]) + Model.fileNames.map { Path.join(path, $0) }
      + [options.wordIndex, options.vocabulary].compactMap(\.self)
  }

  /// Waits until an input of the last build has changed.
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
        if !changes.isEmpty { return changes }
      }
      // Pause in proportion to the time of a check, so that checks take only a fraction of the time.
      try await Task.sleep(for: max(Self.pause, look * 10))
    }
  }

  /// Takes snapshots until files stop changing, since editors and version control write in several steps.
  private func settled() async throws -> Snapshot {
    var now = snapshot.again
    while true {
      try await Task.sleep(for: Self.settling)
      let next = now.again
      if next.isSettled(since: now) { return next }
      now = next
    }
  }

  private static let pause = Duration.milliseconds(200)
  private static let settling = Duration.milliseconds(60)
}
