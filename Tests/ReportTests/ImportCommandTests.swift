import Foundation
import TestSupport
import Testing

/// `report import`, and files of other tools in the place of a model folder.
@Suite struct ImportCommandTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "ClassifierTests/Fixtures/keras").path

  #if Keras
  @Test func `importing and exporting again changes nothing`() throws {
    try Workplace.use { work in
      let outcome = try work.report(
        "import", "\(Self.fixtures)/k3-later.keras", "--output", "first")
      #expect(outcome.status == 0 && outcome.output.hasPrefix("first: sequential_2, SHA-256 "))
      #expect(try work.report("export", "second", "--model", "first").status == 0)
      for file in ["config.json", "vocabulary.txt", "weights.safetensors", "card.md"] {
        #expect(work.folder.read("first/\(file)") == work.folder.read("second/\(file)"))
        #expect(
          FileManager.default.contents(atPath: work.folder["first/\(file)"])
            == FileManager.default.contents(atPath: work.folder["second/\(file)"]))
      }
    }
  }

  @Test(arguments: ["k3-later.keras", "k2-convolution.keras", "k3-chain.h5"])
  func `a file stands wherever a model folder does`(file: String) throws {
    try Workplace.use { work in
      let index = ["--word-index", "\(Self.fixtures)/word_index.json"]
      let options = ["--model", "\(Self.fixtures)/\(file)"] + (file.contains("chain") ? index : [])
      let program = Program(folder: work.folder.path)
      for command in [
        ["build", "--reviews", "picks.txt"] + Workplace.fewMethods,
        ["attribute", "--reviews", "picks.txt"], ["explain", "A good film."],
        ["diagnose", "--methods", "saliency,expected-gradients"],
      ] {
        let outcome = try program.run(command + options)
        #expect(outcome.status == 0 && outcome.error.isEmpty, "\(command) \(outcome.error)")
      }
    }
  }

  @Test func `what was decided is said`() throws {
    try Workplace.use { work in
      let outcome = try work.report(
        "import", "\(Self.fixtures)/k2-tutorial.h5", "--output", "m", "--word-index",
        "\(Self.fixtures)/word_index.json", "--padding", "pre")
      #expect(outcome.status == 0)
      #expect(
        outcome.output.hasSuffix(
          """

          - Texts become words as by Keras' `Tokenizer`; `--standardize` says otherwise.
          - A review has 256 positions, as in the tutorial; `--sequence-length` says otherwise.

          """))
    }
  }
  #else
  @Test func `without the package trait it is said how to get it`() throws {
    try Workplace.use { work in
      for file in ["k3-later.keras", "k3-chain.h5"] {
        let path = "\(Self.fixtures)/\(file)"
        #expect(
          try work.report("diagnose", path)
            == .failed(
              2,
              """
              \(path): error: this is a Keras model, and the program was built without the libraries that read it
                hint: build it with the package trait Keras, which is on by default: swift build -c release --product report
              """))
      }
    }
  }
  #endif

  @Test func `options for files go with files alone`() throws {
    try Workplace.use { work in
      #expect(
        try work.report("explain", "Good.", "--word-index", "i.json")
          == .failed(
            2,
            """
            command line: error: the embedded model says itself what --word-index would say
              hint: leave --word-index out
            """))
      let wrong = try work.report("explain", "Good.", "--sequence-length", "0")
      #expect(
        wrong.error.hasPrefix("Error: --sequence-length takes a whole number from 1 to 100000\n"))
      let text = try work.report("import", "picks.txt", "--output", "m")
      #expect(text.error.hasPrefix("picks.txt: error: this is no model that can be read\n"))
    }
  }
}
