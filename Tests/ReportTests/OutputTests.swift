import Foundation
import TestSupport
import Testing

/// Where results go: nothing is lost that was there before, whatever fails.
@Suite struct OutputTests {
  /// Expects that a run fails and that not a byte below the folder changes.
  private func expect(
    _ failure: Program.Outcome, in work: Workplace, _ arguments: String...,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let before = work.tree()
    let entries = work.folder.entries
    let outcome = try Program(folder: work.folder.path).run(arguments)
    #expect(outcome == failure, sourceLocation: sourceLocation)
    #expect(work.tree() == before, sourceLocation: sourceLocation)
    #expect(work.folder.entries == entries, sourceLocation: sourceLocation)
  }

  @Test(arguments: ["", ".", "..", "/"])
  func `the folder that the program runs in is no output`(path: String) throws {
    try Workplace.use { work in
      let place = path.isEmpty ? "." : path
      let site = "\(place): error: the output can't be the current folder or a folder above it"
      let model = "\(place): error: the output folder must not be or contain the current directory"
      try expect(
        .failed(2, site + "\n  hint: use a subfolder, such as --output public"), in: work,
        "build", "--reviews", "picks.txt", "--output", path)
      try expect(
        .failed(2, model + "\n  hint: choose a subfolder, such as model"), in: work,
        "export", path)
    }
  }

  @Test func `a file is no output`() throws {
    try Workplace.use { work in
      try expect(
        .failed(
          2,
          """
          picks.txt: error: the output is a file, not a folder
            hint: choose another --output or move it
          """), in: work, "build", "--reviews", "picks.txt", "--output", "picks.txt")
      let message = """
        picks.txt: error: cannot write a model to this folder
          hint: choose another folder
        """
      try expect(.failed(2, message), in: work, "export", "picks.txt")
      try expect(
        .failed(2, message), in: work, "train", "--data", "none.csv", "--output", "picks.txt")
    }
  }

  @Test func `somebody else's files are never deleted`() throws {
    try Workplace.use { work in
      try work.folder.write("mine", to: "other/sub/notes.txt")
      try expect(
        .failed(
          2,
          """
          error: 'other' contains files that report did not write: sub/notes.txt
            hint: choose another --output or move them
          """), in: work, "build", "--reviews", "picks.txt", "--output", "other")
      // A folder with a file that is named like one of a model's.
      try work.folder.write("{}", to: "project/config.json")
      try work.writeModel()
      try work.folder.write("mine", to: "model/notes.txt")
      for (folder, name) in [("other", "sub"), ("project", "config.json"), ("model", "notes.txt")] {
        try expect(
          .failed(
            2,
            """
            \(folder): error: the folder contains files that do not belong to a model, such as '\(name)'
              hint: choose another folder
            """), in: work, "export", folder)
      }
      // Names that a run might think of for its own folders.
      try work.folder.write("mine", to: ".copy.old/notes.txt")
      try work.folder.write("mine", to: ".copy.writing/notes.txt")
      #expect(try work.report("export", "copy").status == 0)
      #expect(work.folder.read(".copy.old/notes.txt") == "mine")
      #expect(work.folder.read(".copy.writing/notes.txt") == "mine")
    }
  }

  @Test func `a file that was added to a site stops the next build`() throws {
    try Workplace.use { work in
      #expect(try work.build("picks.txt", "--quiet").status == 0)
      #expect(try work.build("picks.txt", "--quiet").status == 0)
      try work.folder.write("example.org", to: "public/CNAME")
      try expect(
        .failed(
          2,
          """
          error: 'public' contains files that report did not write: CNAME
            hint: choose another --output or move them
          """), in: work, "build", "--reviews", "picks.txt")
    }
  }

  @Test func `a path below a file can't be written, which is the machine's fault`() throws {
    try Workplace.use { work in
      try expect(
        .failed(
          3,
          """
          error: cannot write 'picks.txt/public': a file is in the way
            hint: existing files are unchanged
          """), in: work, "build", "--reviews", "picks.txt", "--output", "picks.txt/public")
      try expect(
        .failed(
          3,
          """
          picks.txt/model: error: cannot write the model
            hint: check the folder's permissions and the free disk space
          """), in: work, "export", "picks.txt/model")
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func `a full standard output is the machine's fault`() throws {
    try Workplace.use { work in
      try work.writeModel()
      for arguments in [
        ["attribute", "--reviews", "picks.txt", "--methods", "saliency", "--model", "model"],
        ["explain", "Good.", "--methods", "saliency", "--model", "model"], ["methods"],
        ["methods", "saliency"], ["export", "copy"],
      ] {
        let outcome = try Program(folder: work.folder.path).run(arguments, output: "/dev/full")
        #expect(
          outcome
            == .failed(
              3,
              """
              error: cannot write to standard output
                hint: check the free disk space
              """))
      }
    }
  }
}
