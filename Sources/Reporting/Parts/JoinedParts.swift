import Reviews
package import SourceText

/// The output of a run whose parts were computed by several processes.
package enum JoinedParts {
  /// Reads the part files of a run and combines them.
  ///
  /// - Parameters:
  ///   - paths: The files in any order; `-` is standard input.
  ///   - form: The form of the output.
  ///   - standardInput: Reads standard input.
  /// - Returns: The output, which is that of the whole run, with all warnings in its order.
  /// - Throws: The first problem of each file; otherwise all parts that are of another run, given twice, or missing.
  package static func output(
    of paths: [String], as form: PartOutput.Form,
    standardInput: () throws(Diagnostics) -> [UInt8] = ReviewReader.readStandardInput
  ) throws(Diagnostics) -> (output: PartOutput, warnings: [Diagnostic]) {
    var problems = Diagnostics()
    var first: (file: PartLines, kind: PartKind)?
    var rest = paths[...]
    while first == nil, let path = rest.popFirst() {
      first = problems.collect { () throws(Diagnostics) in
        let file = try PartLines(reading: path, standardInput: standardInput)
        var lines = file
        let line = try lines.first()
        return (file, try line.kind(try line.header()))
      }
    }
    // The records of an unknown kind cannot be read.
    guard let first else { throw problems }
    // One file at a time is in memory, besides its records.
    let files: Files = { read in
      _ = problems.collect { () throws(Diagnostics) in try read(first.file) }
      for path in rest {
        _ = problems.collect { () throws(Diagnostics) in
          try read(try PartLines(reading: path, standardInput: standardInput))
        }
      }
      try problems.throwIfErrors()
    }
    switch first.kind {
    case .evaluation: return try output(EvaluationRun.self, files, form)
    case .faithfulness: return try output(FaithfulnessRun.self, files, form)
    case .diagnosis: return try output(DiagnosisRun.self, files, form)
    }
  }

  /// Passes each file to a closure, and throws the first problem of each.
  private typealias Files = ((PartLines) throws(Diagnostics) -> Void) throws(Diagnostics) -> Void

  private static func output<Run: PartRun>(
    _: Run.Type, _ files: Files, _ form: PartOutput.Form
  ) throws(Diagnostics) -> (output: PartOutput, warnings: [Diagnostic]) {
    var reader = PartReader<Run>()
    try files { file throws(Diagnostics) in try reader.read(file) }
    let parts = try checked(reader.found)
    let (run, source) = (parts[0].run, parts[0].source)
    return (try run.output(of: parts.flatMap(\.records), on: source, as: form), source.warnings)
  }

  /// Returns the parts in order, if they are all parts of one run.
  private static func checked<Run: PartRun>(
    _ found: [PartReader<Run>.Found]
  ) throws(Diagnostics) -> [PartFile<Run>] {
    var problems = Diagnostics()
    let first = found[0]
    var parts: [Int: PartReader<Run>.Found] = [:]
    for part in found {
      if let problem = PartHeader.difference(of: part.header, from: first.header) {
        problems.report(problem)
      } else if let other = parts.updateValue(part, forKey: part.file.part.number) {
        problems.report(
          Diagnostic(
            "part \(part.file.part.number) of \(part.file.part.count) is given twice",
            at: part.header["part"].location,
            hint: "it is also in '\(other.header.location.file)'"))
      }
    }
    try problems.throwIfErrors()
    let count = first.file.part.count
    let missing = (1...count).filter { parts[$0] == nil }
    guard missing.isEmpty else {
      throw Diagnostics(
        missing.count == 1
          ? "part \(missing[0]) of \(count) is missing"
          : "parts \(ranges(missing)) of \(count) are missing",
        at: first.header["part"].location,
        hint: "give all parts of the run: 'report join' combines them in the order of the reviews")
    }
    return parts.values.map(\.file).sorted { $0.part.number < $1.part.number }
  }

  /// Returns ascending numbers in words, with runs of three or more as ranges: "2, 4 to 7 and 9".
  static func ranges(_ numbers: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return runs.flatMap { run in
      run.count > 2 ? ["\(run.lowerBound) to \(run.upperBound)"] : run.map(String.init)
    }.joined(with: "and")
  }
}
