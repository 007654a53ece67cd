import Classifier
import LinearAlgebra
import Models
import Testing

/// Files that are cut off, or lie.
@Suite struct HostileFastTextTests {
  /// Reads, and uses what could be read.
  private func use(_ bytes: [UInt8]) -> String {
    problems {
      let model = try FastTextModel(parsing: bytes, path: "m")
      let review = model.text.encode("good film. été and <b> nobody")
      guard let mixture = review.mixture else { return }
      let logits = model.sequential.logits(
        at: model.sequential.embedding.forward(mixture), mask: mixture.mask)
      #expect(logits.columns == model.classes.count)
    }
  }

  @Test(arguments: ["words.bin", "tree-both.bin", "pruned.ftz"])
  func `a file that is cut off anywhere is refused`(name: String) throws {
    let bytes = try FastTextFile.bytes(name)
    for count in bytes.indices where count < 4000 || count % 7 == 0 {
      let problem = use(Array(bytes[..<count]))
      #expect(problem.hasPrefix("m: error: "), "\(count)")
    }
    #expect(use(bytes) == "")
    #expect(use(bytes + [0]) == "m: error: 1 unused bytes after the output matrix")
  }

  @Test(arguments: ["words.bin", "both.bin", "tree-both.bin", "pruned.ftz", "all-codes.ftz"])
  func `a changed byte never does harm`(name: String) throws {
    var bytes = try FastTextFile.bytes(name)
    var random = SplitMix64(seed: 1)
    // The header and the dictionary begin the file; its numbers follow.
    for index in bytes.indices where index < 300 || index % 41 == 0 {
      let old = bytes[index]
      for value in [0, 0x7F, 0x80, 0xFF, UInt8(truncatingIfNeeded: random.next())] {
        bytes[index] = value
        _ = use(bytes)
      }
      bytes[index] = old
    }
  }

  @Test func `a row whose norm makes its numbers too large is named`() throws {
    let bytes = try FastTextFile.bytes("../../../Fuzzers/Corpus/fasttext/norm-too-large.ftz")
    #expect(
      use(bytes)
        == "m: error: a number of row 2 of the input matrix is -2.658456e+36 times "
        + "-3.6894324e+19, which overflows 32-bit floats")
  }

  @Test(arguments: [
    (0, 0, "this is not a fastText model: it begins with 0, not with 793712314"),
    (4, 13, "the model has fastText format version 13; supported versions are 11 and 12"),
    (8, -1, "the argument 'dim' is -1; it must be from 1 to 100000"),
    (8, 9, "the input matrix has 8 columns, but the model's 'dim' is 9"),
    (28, 2_000_000_000, "the argument 'wordNgrams' is 2000000000; it must be from 1 to 100"),
    (28, 2, "the model has n-grams, but no buckets for them"),
    (36, 1, "the model is of the kind 'cbow', which has word vectors but no classes"),
    (40, -5, "the argument 'bucket' is -5; it must be from 0 to 2147483647"),
    (64, 2_000_000_000, "the dictionary declares 2000000000 entries, 67 words and 2 labels"),
    (68, -7, "the dictionary declares 69 entries, -7 words and 2 labels"),
  ])
  func `a number that can't be is named`(offset: Int, value: Int32, problem: String) throws {
    let bytes = FastTextFile.patched(try FastTextFile.bytes("words.bin"), at: offset, value)
    let first = use(bytes).split(separator: "\n").first
    #expect(first == "m: error: \(problem)")
  }

  @Test(arguments: [
    (
      "vectors.bin",
      "the model is of the kind 'skipgram', which has word vectors but no classes",
      "only models of 'fasttext supervised' classify"
    ),
    (
      "negative-sampling.bin",
      "the model was trained with the loss 'ns', whose probabilities do not sum to 1",
      "train it with -loss softmax or hs, or use --predictor"
    ),
    (
      "one-versus-all.bin",
      "the model was trained with the loss 'ova', whose probabilities do not sum to 1",
      "train it with -loss softmax or hs, or use --predictor"
    ),
  ])
  func `models that do not choose among classes are refused`(
    file: String, problem: String, hint: String
  ) throws {
    #expect(
      use(try FastTextFile.bytes(file)) == "m: error: \(problem)\n  hint: \(hint)")
  }

  @Test func `a weight that is no number is named`() throws {
    let bytes = try FastTextFile.bytes("words.bin")
    let broken = FastTextFile.patched(bytes, at: bytes.count - 8, 0x7FC0_0000)
    #expect(
      use(broken)
        == "m: error: number 6 of row 1 of the output matrix is nan, at byte \(bytes.count - 8)")
  }

  @Test func `a word that is there twice is named`() throws {
    let bytes = try FastTextFile.bytes("words.bin")
      .replacing(Array("\0The\0".utf8), with: Array("\0the\0".utf8))
    #expect(use(bytes) == "m: error: the entry 'the' at byte 192 occurs twice")
  }

  @Test func `a file is known by its first four bytes`() throws {
    #expect(FastTextFormat.recognizes(try FastTextFile.bytes("words.bin")))
    #expect(!FastTextFormat.recognizes([0xBA, 0x16, 0x4F]))
    #expect(!FastTextFormat.recognizes(Array("{}".utf8)))
  }
}
