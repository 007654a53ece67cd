public import Classifier
import Foundation
public import LinearAlgebra
import Processes
public import SourceText
import Synchronization

/// An external program as a classifier: a child process that reads texts and writes probabilities as JSON, one line per batch.
///
/// The article *Any program* describes the protocol. Texts are sent in batches, each text once; responses are cached on disk. A
/// program that crashes is restarted, once per batch. All output is validated.
///
/// Calls block until the response arrives, and until earlier calls are served, so make them on dedicated threads rather than on
/// the concurrency thread pool.
public struct Predictor: TextClassifier {
  /// The settings for running a program.
  public struct Settings: Sendable {
    /// The command, a line for `/bin/sh`.
    public var command: String
    /// The time limit for startup and for each batch, in seconds.
    public var timeLimit = 60.0
    /// The text that replaces a missing word, for example `[MASK]`; nil if the word is removed from the text.
    public var maskToken: String?
    /// The cache folder; nil disables the cache.
    public var cache: String? = Predictor.standardCache
    /// Called after every batch with the predictions so far.
    public var progress: @Sendable (Tally) -> Void = { _ in }

    /// Creates settings with defaults for everything but the command.
    public init(command: String) {
      self.command = command
    }
  }

  /// The number of predictions so far.
  public struct Tally: Hashable, Sendable {
    /// Predictions computed by the program.
    public var computed = 0
    /// Predictions found in the cache.
    public var cached = 0

    /// Creates a tally.
    public init(computed: Int = 0, cached: Int = 0) {
      self.computed = computed
      self.cached = cached
    }
  }

  /// The default cache folder: below `XDG_CACHE_HOME`, else `~/.cache`.
  public static var standardCache: String { PredictionCache.standardPath }

  public let identity: String
  public let classes: [Label]
  private let greeting: Greeting
  private let cache: PredictionCache?
  private let conversation:
    @Sendable ((inout Conversation) throws(Diagnostics) -> Void)
      throws(Diagnostics) -> Void
  private let count: @Sendable ((inout Tally) -> Void) -> Tally
  private let end: @Sendable () -> Void
  private let settings: Settings

  /// Starts a program.
  ///
  /// - Parameter settings: The settings.
  /// - Throws: A diagnostic if it does not start or its greeting is invalid.
  public init(_ settings: Settings) throws(Diagnostics) {
    self.settings = settings
    let group = Mutex<(number: Int32, isOver: Bool)>((0, false))
    let first = try Conversation(settings) { number in
      let isOver = group.withLock { group in
        group.number = number
        return group.isOver
      }
      // Do not restart a program that was stopped deliberately.
      if isOver { ChildProcess.end(number) }
    }
    end = {
      let number = group.withLock { group in
        group.isOver = true
        return group.number
      }
      ChildProcess.end(number)
    }
    let tally = Mutex(Tally())
    count = { change in
      tally.withLock { tally in
        change(&tally)
        return tally
      }
    }
    greeting = first.greeting
    classes = greeting.classes.map { Label($0) }
    identity = greeting.identity ?? settings.command
    cache = settings.cache.flatMap { [greeting] path in
      greeting.identity.map {
        PredictionCache(path, identity: $0, classes: greeting.classes)
      }
    }
    let state = Mutex(first)
    conversation = { body throws(Diagnostics) in
      let result = state.withLock { state -> Diagnostics? in
        do throws(Diagnostics) {
          try body(&state)
          return nil
        } catch { return error }
      }
      if let result { throw result }
    }
  }

  /// The access that its greeting declares.
  public var access: ModelAccess {
    guard greeting.givesGradients else { return .predictions }
    return greeting.answersEmbeddings ? .gradientAnywhere : .gradientAtInput
  }

  public var maskToken: String? { settings.maskToken }

  /// Whether predictions are cached: the program sends an identity, and a folder is set.
  public var keepsAnswers: Bool { cache != nil }

  /// The number of predictions so far.
  public var tally: Tally { count { _ in } }

  /// Stops the program after pending requests are served.
  public func stop() {
    try? conversation { $0.stop() }
  }

  /// Stops the program immediately, even with pending requests.
  public func kill() { end() }

  public func probabilities(
    of texts: [String], about review: String
  ) throws(Diagnostics) -> [[Double]] {
    let keys = texts.map(PredictionCache.key)
    var known = cache?.answers(about: review) ?? [:]
    var seen = Set(known.keys)
    let unknown = texts.indices.filter { seen.insert(keys[$0]).inserted }
    try conversation { conversation throws(Diagnostics) in
      _ = count { $0.cached += Set(keys).count - unknown.count }
      for start in stride(from: 0, to: unknown.count, by: greeting.batch) {
        let batch = unknown[start..<min(start + greeting.batch, unknown.count)]
        let answers = try conversation.query(batch.map { texts[$0] })
        let found = zip(batch, answers).map { (key: keys[$0], probabilities: $1.probabilities) }
        for answer in found { known[answer.key] = answer.probabilities }
        try keep { cache throws in try cache.add(found, about: review) }
        settings.progress(count { $0.computed += batch.count })
      }
    }
    return keys.map { known[$0] ?? [] }
  }

  public func tokens(of text: String) throws(Diagnostics) -> TextTokens {
    guard greeting.givesTokens else {
      return TextTokens(words: Standardization.tokenizer.words(in: text).map(\.range))
    }
    if let tokens = cache?.tokens(of: text) { return tokens }
    var tokens = TextTokens(words: [])
    try conversation { conversation throws(Diagnostics) in
      let answer = try conversation.query([text], .tokens).first
      _ = count { $0.computed += 1 }
      tokens = answer?.tokens ?? tokens
      try keep { cache throws in
        try cache.add(tokens, of: text)
        if let answer {
          try cache.add(
            [(PredictionCache.key(text), answer.probabilities)], about: text)
        }
      }
    }
    return tokens
  }

  public func gradients(of text: String, pieces: Int) throws(Diagnostics) -> PieceGradients {
    if let found = cache?.gradients(of: text, pieces: pieces) { return found }
    var gradients: PieceGradients?
    try conversation { conversation throws(Diagnostics) in
      gradients = try conversation.query([text], .gradients(pieces: pieces)).first?.gradients
      settings.progress(count { $0.computed += 1 })
      try keep { cache throws in
        if let gradients { try cache.add(gradients, of: text) }
      }
    }
    return gradients ?? PieceGradients(embeddings: Matrix(rows: 0, columns: 0), logits: [])
  }

  /// Requests as many points at a time as fit into the program's batch size and a line; the results are not cached, because
  /// each is as long as all other data cached for a review.
  public func answers(
    at embeddings: [Matrix], of text: String
  ) throws(Diagnostics) -> [EmbeddingAnswer] {
    let numbers = embeddings.first.map { $0.rows * $0.columns } ?? 0
    let bytes = max(1, Self.bytesPerNumber * numbers * classes.count)
    let most = max(1, min(greeting.batch, RunningProgram.lineLimit / 2 / bytes))
    var answers: [EmbeddingAnswer] = []
    try conversation { conversation throws(Diagnostics) in
      for start in stride(from: 0, to: embeddings.count, by: most) {
        let points = Array(embeddings[start..<min(start + most, embeddings.count)])
        let batch = try conversation.query(points.map { _ in text }, .embeddings(points))
        answers += batch.map {
          EmbeddingAnswer(probabilities: $0.probabilities, logits: $0.logits ?? [])
        }
        settings.progress(count { $0.computed += points.count })
      }
    }
    return answers
  }

  /// The maximum length of a number in JSON, including its comma.
  private static let bytesPerNumber = 25

  private func keep(_ body: (PredictionCache) throws -> Void) throws(Diagnostics) {
    guard let cache else { return }
    do {
      try body(cache)
    } catch {
      throw Diagnostics(
        "cannot write predictions to '\(settings.cache ?? "")'",
        at: SourceLocation(file: "--predictor-cache"),
        hint: "check permissions and free space, or use --no-predictor-cache",
        cause: .machine)
    }
  }
}
