import Foundation
import Fuzzers
import SourceText
import Testing

/// A fuzzer, shown by its name when a test fails.
private struct FuzzerCase: CustomTestStringConvertible, Sendable {
  let type: any Fuzzer.Type
  var testDescription: String { type.name }

  static let all = Fuzzers.all.map(FuzzerCase.init)
}

/// What `make fuzz` starts from, and what it found.
@Suite struct FuzzerTests {
  @Test(arguments: FuzzerCase.all)
  private func `every file of the corpora is read or refused, and no law is broken`(
    fuzzer: FuzzerCase
  ) throws {
    let corpus = Fuzzers.corpus(of: fuzzer.type.name)
    #expect(!corpus.isEmpty)
    for path in corpus {
      let bytes = try SourceFile.bytes(of: path)
      #expect(throws: Never.self, "\(path)") { try fuzzer.type.check(bytes) }
    }
  }

  @Test func `every corpus has a fuzzer`() {
    let names = Fuzzers.all.map { $0.name }
    #expect(names == names.sorted())
    #expect(names == Fuzzers.corpora)
  }
}
