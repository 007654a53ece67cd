public import Classifier
import Foundation
public import LinearAlgebra
import Processes
public import SourceText
import Synchronization

/// Any program as a classifier: a child process that reads texts and writes probabilities, a line of JSON each.
///
/// The article *Any program* has the protocol. Texts are asked in batches, each once: answers are kept on disk. A
/// program that crashes is started again, once for a batch. Nothing that it says is believed before it is checked.
///
/// Whoever asks waits for the answer, and for those who asked before: such work belongs on threads of its own, not on
/// concurrency's own.
public struct Predictor: TextClassifier {
  /// How a program is run.
  public struct Settings: Sendable {
    /// The command, a line for `/bin/sh`.
    public var command: String
    /// How long the program may take to start, and to answer a batch, in seconds.
    public var timeLimit = 60.0
    /// The folder in which answers are kept; nil keeps none.
    public var cache: String? = Predictor.standardCache
    /// Told after every batch what was asked so far.
    public var progress: @Sendable (Tally) -> Void = { _ in }

    /// Settings with defaults for everything but the command.
    public init(command: String) {
      self.command = command
    }
  }

  /// How many predictions were needed so far.
  public struct Tally: Hashable, Sendable {
    /// Those that the program was asked for.
    public var asked = 0
    /// Those that were on disk.
    public var cached = 0

    /// Creates a tally.
    public init(asked: Int = 0, cached: Int = 0) {
      self.asked = asked
      self.cached = cached
    }
  }

  /// The folder in which answers are kept where nobody says another one: below `XDG_CACHE_HOME`, else `~/.cache`.
  public static var standardCache: String { PredictionCache.standardPath }

  public let identity: String
  public let classes: [String]
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
  /// - Parameter settings: How it is run.
  /// - Throws: A diagnostic when it does not start, or does not say what it should.
  public init(_ settings: Settings) throws(Diagnostics) {
    self.settings = settings
    let group = Mutex<(number: Int32, isOver: Bool)>((0, false))
    let first = try Conversation(settings) { number in
      let isOver = group.withLock { group in
        group.number = number
        return group.isOver
      }
      // Who was ended on purpose is not started again.
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
    classes = greeting.classes
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

  /// Whether answers are kept: the program says who it is, and there is a folder.
  public var keepsAnswers: Bool { cache != nil }

  /// What was asked so far.
  public var tally: Tally { count { _ in } }

  /// Ends the program, when nobody waits for an answer any more.
  public func stop() {
    try? conversation { $0.stop() }
  }

  /// Ends the program at once, whoever waits.
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
        let answers = try conversation.ask(batch.map { texts[$0] })
        let found = zip(batch, answers).map { (key: keys[$0], probabilities: $1.probabilities) }
        for answer in found { known[answer.key] = answer.probabilities }
        try keep { cache throws in try cache.add(found, about: review) }
        settings.progress(count { $0.asked += batch.count })
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
      let answer = try conversation.ask([text], .tokens).first
      _ = count { $0.asked += 1 }
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

  public var givesGradients: Bool { greeting.givesGradients }

  public func gradients(of text: String, pieces: Int) throws(Diagnostics) -> PieceGradients {
    if let found = cache?.gradients(of: text, pieces: pieces) { return found }
    var gradients: PieceGradients?
    try conversation { conversation throws(Diagnostics) in
      gradients = try conversation.ask([text], .gradients(pieces: pieces)).first?.gradients
      settings.progress(count { $0.asked += 1 })
      try keep { cache throws in
        if let gradients { try cache.add(gradients, of: text) }
      }
    }
    return gradients ?? PieceGradients(embeddings: Matrix(rows: 0, columns: 0), logits: [])
  }

  public var answersEmbeddings: Bool { greeting.answersEmbeddings }

  /// Asks for as many points at a time as the program takes and a line has room for; the answers are not kept on disk, since
  /// each is as long as all that is kept of a review.
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
        let batch = try conversation.ask(points.map { _ in text }, .embeddings(points))
        answers += batch.map {
          EmbeddingAnswer(probabilities: $0.probabilities, logits: $0.logits ?? [])
        }
        settings.progress(count { $0.asked += points.count })
      }
    }
    return answers
  }

  /// The longest that a number is in JSON, with its comma.
  private static let bytesPerNumber = 25

  private func keep(_ body: (PredictionCache) throws -> Void) throws(Diagnostics) {
    guard let cache else { return }
    do {
      try body(cache)
    } catch {
      throw Diagnostics([
        Diagnostic(
          "predictions can't be kept in '\(settings.cache ?? "")'",
          at: SourceLocation(file: "--predictor-cache"),
          hint: "is the folder writable, and space left? --no-predictor-cache keeps none",
          cause: .machine)
      ])
    }
  }
}
