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

  #if os(Linux)
  @Test func `without HDF5 the program runs, and a file that needs it is an error`() throws {
    try Workplace.use { work in
      // The loader looks here first, and takes a file that is not a library for a broken one.
      for name in ["libhdf5", "libhdf5_serial"] {
        for number in ["", ".103", ".200", ".310"] {
          try work.folder.write("", to: "broken/\(name).so\(number)")
        }
      }
      let program = Program(
        folder: work.folder.path, environment: ["LD_LIBRARY_PATH": work.folder["broken"]])
      let file = "\(Self.fixtures)/k3-chain.h5"
      let outcome = try program.run(["diagnose", file])
      #expect(outcome.status == 3 && outcome.output.isEmpty)
      let lines = outcome.error.split(separator: "\n").map(String.init)
      try #require(lines.count == 2)
      #expect(lines[0].hasPrefix("\(file): error: reading the file requires the C library HDF5 "))
      #expect(lines[0].hasSuffix(", which is not installed"))
      #expect(lines[1].hasPrefix("  hint: install it, such as with apt-get install libhdf5-dev, "))
      let version = try program.run(["--version"])
      #expect(version.status == 0 && version.error.isEmpty)
      #expect(version.output.contains("\nlibzip: ") && !version.output.contains("HDF5"))
    }
  }
  #endif

  @Test(arguments: ["k3-later.keras", "k2-convolution.keras", "k3-chain.h5"])
  func `a file stands wherever a model folder does`(file: String) throws {
    try Workplace.use { work in
      let index = ["--word-index", "\(Self.fixtures)/word_index.json", "--index-offset", "3"]
      let options = ["--model", "\(Self.fixtures)/\(file)"] + (file.contains("chain") ? index : [])
      let program = Program(folder: work.folder.path)
      for command in [
        ["build", "--reviews", "picks.txt"] + Workplace.fewMethods,
        ["attribute", "--reviews", "picks.txt"], ["explain", "A good film."],
        ["diagnose", "--methods", "saliency,expected-gradients"],
      ] {
        let outcome = try program.run(command + options)
        #expect(outcome.status == 0, "\(command) \(outcome.error)")
        // Only build says on standard error what was decided.
        #expect(outcome.error.isEmpty || command[0] == "build", "\(command) \(outcome.error)")
        #expect(
          outcome.error.split(separator: "\n").allSatisfy {
            $0.contains(": note: ") || $0.hasPrefix("  hint: ")
          })
      }
    }
  }

  @Test func `what was decided is said`() throws {
    try Workplace.use { work in
      let outcome = try work.report(
        "import", "\(Self.fixtures)/k2-tutorial.h5", "--output", "m", "--word-index",
        "\(Self.fixtures)/word_index.json", "--index-offset", "3", "--padding", "pre")
      #expect(outcome.status == 0)
      #expect(
        outcome.error.replacing("\(Self.fixtures)/", with: "") == """
          k2-tutorial.h5: note: texts are split into words like in Keras's Tokenizer
            hint: override with --standardize
          k2-tutorial.h5: note: texts are split into words, not characters
            hint: override with --split character
          k2-tutorial.h5: note: the sequence length is 256, as in the tutorial
            hint: override with --sequence-length
          k2-tutorial.h5: note: long reviews are truncated at the beginning, as by pad_sequences
            hint: override with --truncating post
          k2-tutorial.h5: note: the output is the probability of 'positive' rather than 'negative'
            hint: override with --classes

          """)
    }
  }

  @Test func `what was decided is said once by build and diagnose, and not of a folder`() throws {
    try Workplace.use { work in
      let file = "\(Self.fixtures)/../keras-words/oov.keras"
      let words = ["--word-index", "\(Self.fixtures)/../keras-words/oov-index.json"]
      let sentence = "the index of a word is its rank, as for Keras's Tokenizer: rank 1 is '<OOV>'"
      let program = Program(folder: work.folder.path)
      let build =
        ["build", "--reviews", "picks.txt", "--model", file] + words + Workplace.fewMethods
      let json = try program.run(build + ["--diagnostics", "json"])
      #expect(json.status == 0)
      let first = try #require(json.error.split(separator: "\n").first)
      #expect(first.contains(#""severity":"note""#) && first.contains(sentence), "\(first)")
      #expect(first.contains(#""hint":"override with --index-offset 3""#))
      #expect(json.error.components(separatedBy: sentence).count == 2)
      #expect(try program.run(build + ["--quiet"]).error.isEmpty)
      let diagnose = ["diagnose", file, "--methods", "occlusion"] + words
      let text = try program.run(diagnose)
      #expect(text.error.isEmpty)
      #expect(
        text.output.contains(
          "\nSettings that the file does not specify:\n  \(sentence); override with --index-offset 3\n"
        ))
      #expect(
        try program.run(diagnose + ["--json"]).output.contains(
          #""decisions":[{"decision":"\#(sentence)","option":"--index-offset 3"},"#))
      #expect(try program.run(["import", file, "--output", "folder"] + words).status == 0)
      for model in [["--model", "folder"], []] {
        #expect(
          try program.run(Array(build.prefix(3)) + model + Workplace.fewMethods).error.isEmpty)
        let found = try program.run(["diagnose", "--methods", "occlusion"] + model)
        #expect(found.status == 0 && !found.output.contains("does not specify"))
      }
    }
  }

  @Test func `an offset that is none is wrong usage`() throws {
    try Workplace.use { work in
      let outcome = try work.report("explain", "Good.", "--model", "m", "--index-offset", "1")
      #expect(
        outcome.status == 2 && outcome.error.hasPrefix("Error: --index-offset must be 0 or 3\n"))
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
              \(path): error: this is a Keras model, but the program was built without the libraries to read it
                hint: build with the package trait Keras, which is on by default: swift build -c release --product report
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
            command line: error: the embedded model already specifies the settings of --word-index
              hint: remove --word-index
            """))
      let wrong = try work.report("explain", "Good.", "--sequence-length", "0")
      #expect(
        wrong.error.hasPrefix("Error: --sequence-length must be from 1 to 100000\n"))
      let text = try work.report("import", "picks.txt", "--output", "m")
      #expect(text.error.hasPrefix("picks.txt: error: unsupported model format\n"))
    }
  }
}
