import Classifier
import Foundation
import TestSupport
import Testing

/// What the program writes, compared whole with files that a person can read.
///
/// Each folder of `Golden` but `inputs` has a script, `run.sh`, and beside it the files that the script leaves in `out`. A
/// change that is meant is written down with `GOLDEN=write make test`, and reads well in a diff.
@Suite struct GoldenTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden")

  static let runs = ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? [])
    .filter { $0 != "inputs" }.sorted()

  @Test func `there are runs to compare`() {
    #expect(Self.runs.count >= 5)
  }

  @Test(arguments: runs)
  func `a run writes just what was read and found right`(name: String) throws {
    let folder = Self.root.appending(path: name)
    try Workplace.use { work in
      let written = try outputs(of: folder.appending(path: "run.sh"), in: work)
      let writesAnew = ProcessInfo.processInfo.environment["GOLDEN"] == "write"
      let known = try files(in: folder).filter { $0 != "run.sh" }
      if writesAnew {
        for file in known { try FileManager.default.removeItem(at: folder.appending(path: file)) }
      } else {
        #expect(written.keys.sorted() == known)
      }
      for (file, text) in written {
        let path = folder.appending(path: file)
        if writesAnew {
          try Data(text.utf8).write(to: path)
        } else if known.contains(file) {
          let golden = try String(contentsOf: path, encoding: .utf8)
          #expect(difference(golden, text) == nil, "\(name)/\(file)")
        }
      }
    }
  }

  /// Runs a script and reads what it leaves.
  private func outputs(of script: URL, in work: Workplace) throws -> [String: String] {
    let inputs = Self.root.appending(path: "inputs")
    for file in try files(in: inputs) {
      let bytes = try Data(contentsOf: inputs.appending(path: file))
      try work.folder.write(bytes, to: file)
    }
    let program = try Guide.examples(in: "AnyProgram").first { $0.language == "shell" }
    try work.folder.write(try #require(program).text, to: "model.sh")
    try work.writeModel(to: "average")
    try work.writeModel(of: TinyClassifier.model(padding: .pre), to: "other")
    try work.writeModel(of: TinyClassifier.threeClasses, to: "three")
    let lines = try String(contentsOf: script, encoding: .utf8)
    let outcome = try Program(
      folder: work.folder.path, environment: ["SOURCE_DATE_EPOCH": "86400"]
    ).run(script: "mkdir out\n" + lines)
    #expect(outcome.status == 0, "\(outcome.error)")
    var outputs = ["messages.txt": outcome.output + outcome.error]
    for file in try files(in: URL(filePath: work.folder["out"])) {
      outputs[file] = work.folder.read("out/" + file)
    }
    return outputs.filter { !$0.value.isEmpty }.mapValues(legible)
  }

  private func files(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  /// A text in lines, without the last digits of its numbers, which depend on the processor.
  private func legible(_ text: String) -> String {
    var text = text.replacing("><", with: ">\n<")
    text = text.replacing(#/<math[^\u{0}]*?<\/math>/#) { $0.output.replacing(">\n<", with: "><") }
    text = text.replacing(#/<style>[^<]*</style>/#, with: "<style></style>")
    text = text.replacing(#/\d+\.\d{8,}(e-?\d+)?/#) { number in
      guard let value = Double(number.output.0) else { return String(number.output.0) }
      return abs(value) < 1e-12 ? "0.0" : String(format: "%.7g", value)
    }
    text = text.replacing(#/\d(\.\d+)?e-1[2-9]/#, with: "0.0")
    text = text.replacing(#/\d(\.\d+)?\s×\s10(⁻¹[⁰¹²³-⁹]|<sup>−1\d</sup>)/#, with: "≈ 0")
    return text.hasSuffix("\n") ? text : text + "\n"
  }

  /// The first line in which two texts differ.
  private func difference(_ golden: String, _ text: String) -> String? {
    let lines = [golden, text].map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
    for (number, pair) in zip(lines[0], lines[1]).enumerated() where pair.0 != pair.1 {
      return "line \(number + 1):\n  was: \(pair.0)\n  now: \(pair.1)"
    }
    return lines[0].count == lines[1].count
      ? nil : "\(lines[0].count) lines were written down, \(lines[1].count) are written"
  }
}
