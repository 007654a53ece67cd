internal import Attribution
internal import Classifier
public import Reviews
public import SourceText
internal import Synchronization

/// The outcome of analysing a stream.
public struct StreamOutcome: Sendable {
  /// The number of lines written, for reviews and for problems.
  public internal(set) var lines = 0
  /// The number of reviews in which the model finds no word.
  public internal(set) var wordless = 0
  /// The problems of lines for which an error was written.
  public internal(set) var problems: [Diagnostic] = []
  /// The number of lines with problems, of which the first thousand have their problems listed.
  public internal(set) var broken = 0
}

extension ReviewAnalyzer {
  /// Analyses reviews while they arrive, and passes each analysis to a closure as one line of JSON, in order.
  ///
  /// A line is passed on as soon as its review and all before it are analysed, whether or not the next review has arrived. At most
  /// four reviews per job are ahead of the first that is not finished.
  ///
  /// - Parameters:
  ///   - stream: The reviews.
  ///   - jobs: The number of reviews to analyse in parallel; the lines do not depend on it.
  ///   - keepsGoing: Whether a problem becomes an object with the member `error` in place of the analysis.
  ///   - body: Receives each line.
  /// - Returns: What was written.
  /// - Throws: The first problem of a line, unless `keepsGoing`, after the lines before it; the failure of a program; any error of
  ///   the closure.
  public func eachAnalysis(
    in stream: ReviewStream, jobs: Int, keepsGoing: Bool, _ body: (String) throws -> Void
  ) async throws -> StreamOutcome {
    try check(Picks([]))
    let source = StreamSource(StreamedPicks(stream, classes: explainer.classes))
    var outcome = StreamOutcome()
    try await withThrowingTaskGroup(of: StreamStep.self) { group in
      var waiting: [Int: StreamStep.Line] = [:]
      var (started, running, isReading, isAtEnd) = (0, 0, false, false)
      func start() {
        guard !isReading, !isAtEnd, running < max(1, jobs),
          started - outcome.lines < 4 * max(1, jobs)
        else { return }
        isReading = true
        group.addTask { .arrived(try source.next()) }
      }
      start()
      while let step = try await group.next() {
        switch step {
        case .arrived(let next):
          isReading = false
          guard let next else {
            isAtEnd = true
            break
          }
          let number = started
          started += 1
          running += 1
          group.addTask {
            switch next {
            case .success(let pick):
              let analysis = self.analyse(pick, number: number + 1)
              return .finished(
                number, StreamStep.Line(json: analysis.json, isWordless: analysis.isWordless))
            case .failure(let problems): return .finished(number, StreamStep.Line(problems))
            }
          }
        case .finished(let number, let line):
          running -= 1
          waiting[number] = line
          while let line = waiting.removeValue(forKey: outcome.lines) {
            try throwIfFailed()
            if let problems = line.problems {
              guard keepsGoing else { throw problems }
              outcome.broken += 1
              if outcome.broken <= 1000 { outcome.problems += problems.all }
            }
            if line.isWordless { outcome.wordless += 1 }
            try body(line.json)
            outcome.lines += 1
          }
        }
        start()
      }
    }
    return outcome
  }
}

/// A stream of which tasks read one after another.
private final class StreamSource: Sendable {
  private let picks: Mutex<StreamedPicks>

  init(_ picks: StreamedPicks) { self.picks = Mutex(picks) }

  /// Waits for the next review or problem; nil at the end.
  func next() throws(Diagnostics) -> Result<Pick, Diagnostics>? {
    try picks.withLock { picks throws(Diagnostics) in try picks.next() }
  }
}

/// A step of analysing a stream.
private enum StreamStep: Sendable {
  /// The next review or problem has arrived; nil at the end.
  case arrived(Result<Pick, Diagnostics>?)
  case finished(Int, Line)

  struct Line: Sendable {
    let json: String
    var isWordless = false
    var problems: Diagnostics?

    init(json: String, isWordless: Bool) { (self.json, self.isWordless) = (json, isWordless) }

    /// Creates an object with the problems of a line.
    init(_ problems: Diagnostics) {
      self.problems = problems
      json = JSONWriter.object { json in
        json.objects("error", problems.all) { json, problem in
          json.write("message", problem.message)
          if let hint = problem.hint { json.write("hint", hint) }
          if let file = problem.location?.file { json.write("file", file) }
          if let line = problem.location?.line { json.write("line", line) }
          if let column = problem.location?.column { json.write("column", column) }
        }
      }
    }
  }
}

/// The reviews of a stream with ids and classes.
private struct StreamedPicks: Sendable {
  private var stream: ReviewStream
  private let classes: [Label]
  private var count = 0
  /// The labels so far, which decide together what a number means.
  private var labels: Set<String>

  init(_ stream: ReviewStream, classes: [Label]) {
    (self.stream, self.classes) = (stream, classes)
    // The number of one of several classes is an index from zero, which later reviews may have.
    labels = classes.count > 2 ? ["0"] : []
  }

  mutating func next() throws(Diagnostics) -> Result<Pick, Diagnostics>? {
    guard let element = try stream.next() else { return nil }
    defer { count += 1 }
    switch element {
    case .problems(let problems): return .failure(Diagnostics(problems))
    case .review(let row):
      let record = PickRecord(row)
      if let label = row.label?.value { labels.insert(label) }
      var label: Label?
      do {
        let meaning = LabelMeaning(of: labels, among: classes)
        label = try record.label.map { written throws(Diagnostics) in
          try meaning.label(for: written.name, at: record.labelLocation)
        }
      } catch {
        // A folder is a class only if the model has such a class.
        if record.labelLocation != nil { return .failure(error) }
      }
      return .success(record.pick(id: record.wish(at: count), label: label))
    }
  }
}
