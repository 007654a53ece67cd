import Classifier
import Foundation
import TestSupport

/// A folder with two reviews, in which the program runs.
struct Workplace {
  /// Options that make a run short.
  static let fewMethods = ["--methods", "integrated-gradients,saliency"]

  /// The folder.
  let folder: TemporaryFolder

  /// Makes a folder with `picks.txt`, lets a test use it and removes it.
  static func use(_ test: (Workplace) throws -> Void) throws {
    try TemporaryFolder.use { folder in
      try folder.write(
        """
        {#good label=positive} A warm, funny film.
        Bad, boring & dull.

        """, to: "picks.txt")
      try test(Workplace(folder: folder))
    }
  }

  /// Runs the program here.
  func report(_ arguments: String...) throws -> Program.Outcome {
    try Program(folder: folder.path).run(arguments)
  }

  /// Builds a site on some reviews by two quick methods.
  func build(_ reviews: String, to output: String = "public", _ options: String...) throws
    -> Program.Outcome
  {
    try Program(folder: folder.path).run(
      ["build", "--reviews", reviews, "--output", output] + Self.fewMethods + options)
  }

  /// Writes a small model, perhaps with some of its files changed.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - name: The folder's name.
  ///   - change: Changes a file's bytes; nil takes the file away.
  /// - Throws: What the machine says.
  func writeModel(
    of model: Model = TinyClassifier.model, to name: String = "model",
    _ change: (_ file: String, [UInt8]) -> [UInt8]? = { $1 }
  ) throws {
    for file in model.files() {
      if let bytes = change(file.name, file.bytes) {
        try folder.write(bytes, to: "\(name)/\(file.name)")
      }
    }
  }

  /// All files below a folder, hidden ones as well, with their bytes.
  func tree(_ name: String = "") -> [String: Data] {
    var files: [String: Data] = [:]
    for path in folder.entries where path.hasPrefix(name) {
      files[path] = FileManager.default.contents(atPath: folder[path])
    }
    return files
  }
}

extension Program.Outcome {
  /// A run that failed without a word on standard output.
  static func failed(_ status: Int32, _ error: String) -> Program.Outcome {
    Program.Outcome(status: status, output: "", error: error + "\n")
  }

  /// The outcome without the lines of source and the carets under them.
  var withoutExcerpts: Program.Outcome {
    let lines = error.split(separator: "\n", omittingEmptySubsequences: false)
    return Program.Outcome(
      status: status, output: output,
      error: lines.filter { $0.prefixMatch(of: #/\s+\d*\s*\| /#) == nil }.joined(separator: "\n"))
  }
}
