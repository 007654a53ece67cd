import Foundation
import TestSupport
import Testing

/// The reviews that stand for any other review.
@Suite struct BackgroundTests {
  private let method = "occlusion:baseline=corpus-mean"

  @Test func `another background gives other numbers, and its hash is printed`() throws {
    try Workplace.use { work in
      try work.writeModel()
      try work.folder.write("A great, great film.\nNot boring.\n", to: "others.txt")
      func attribute(_ options: String...) throws -> String {
        let outcome = try Program(folder: work.folder.path).run(
          ["attribute", "--reviews", "picks.txt", "--model", "model"] + options)
        #expect(outcome.status == 0)
        return outcome.output
      }
      let samples = try attribute("--methods", method)
      let others = try attribute("--methods", method, "--background", "others.txt")
      #expect(samples.contains(#""background":""#) && others.contains(#""background":""#))
      #expect(samples != others)
      #expect(try attribute("--methods", method, "--background", "others.txt") == others)
    }
  }

  @Test func `without a method that uses it nothing depends on the background`() throws {
    try Workplace.use { work in
      try work.folder.write("A great, great film.\n", to: "others.txt")
      let plain = try work.report("attribute", "--reviews", "picks.txt", "--methods", "occlusion")
      let other = try work.report(
        "attribute", "--reviews", "picks.txt", "--methods", "occlusion", "--background",
        "others.txt")
      #expect(plain == other)
      #expect(!plain.output.contains("background"))
    }
  }

  @Test func `a background that can't be used is explained`() throws {
    try Workplace.use { work in
      let build = ["attribute", "--reviews", "picks.txt", "--methods", method, "--background"]
      let program = Program(folder: work.folder.path)
      #expect(
        try program.run(build + ["none.txt"])
          == .failed(2, "none.txt: error: there is no such file"))
      try work.folder.write("{lable=good} Fine.\n", to: "wrong.txt")
      #expect(try program.run(build + ["wrong.txt"]).status == 2)
      try work.folder.write(String(repeating: "A film.\n", count: 1001), to: "many.txt")
      #expect(
        try program.run(build + ["many.txt"])
          == .failed(
            2,
            """
            many.txt: error: 1001 reviews exceed the limit of 1000 background reviews
              hint: a few dozen yield similar scores
            """))
    }
  }
}
