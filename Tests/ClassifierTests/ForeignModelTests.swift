import Classifier
import Models
import SourceText
import TestSupport
import Testing

/// Files and folders of other tools are named, with the command that works.
@Suite struct ForeignModelTests {
  private static let torch: [UInt8] = [
    0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E,
  ]
  private static let files: [(name: String, bytes: [UInt8], kind: ForeignModel)] = [
    ("old.pt", torch, .torch),
    ("model.pkl", [0x80, 0x04, 0x95, 0x2E], .pickle),
    ("model.joblib", [0x78, 0x9C, 0x01, 0x02], .pickle),
    ("model.onnx", [0x08, 0x0A, 0x12, 0x08] + Array("skl2onnx".utf8), .onnx),
    ("model.tflite", [0x1C, 0, 0, 0] + Array("TFL3".utf8), .tensorFlowLite),
    ("model.safetensors", [2, 1, 0, 0, 0, 0, 0, 0] + Array("{\"a\":{}}".utf8), .safetensors),
  ]
  private static let folders: [(file: String, kind: ForeignModel)] = [
    ("saved_model.pb", .savedModel), ("tokenizer_config.json", .transformers),
    ("pytorch_model.bin", .transformers),
  ]

  @Test func `each is named by its first bytes, whatever it is called`() throws {
    try TemporaryFolder.use { folder in
      for (name, bytes, kind) in Self.files {
        #expect(ForeignModel(file: bytes) == kind)
        try folder.write(bytes, to: name)
        let text = folder.relative(problems { try Model(at: folder[name]) })
        #expect(text.hasPrefix("\(name): error: this is \(kind.title)\n  hint: "), "\(text)")
        #expect(text.contains("--predictor"))
      }
      for (name, kind) in Self.folders {
        try folder.write("{}", to: "f-\(name)/\(name)")
        try folder.write("{}", to: "f-\(name)/config.json")
        let path = folder["f-\(name)"]
        #expect(ForeignModel(folder: path) == kind)
        let text = folder.relative(problems { try Model(at: path) })
        #expect(text.hasPrefix("f-\(name): error: this is \(kind.title)\n  hint: "), "\(text)")
      }
    }
  }

  @Test func `the hint is a command with the path, unless the shell reads the path otherwise`() {
    let hint = ForeignModel.pickle.problem(at: "a/b.joblib").hint
    #expect(
      hint
        == "run 'report init --predictor sklearn' to write predict_sklearn.py, then use --predictor \"python3 predict_sklearn.py a/b.joblib\" instead of the model"
    )
    #expect(
      ForeignModel.pickle.problem(at: "a $(b).joblib").hint?.contains("predict_sklearn.py MODEL\"")
        == true)
  }

  @Test(arguments: [[], [0x80], [0x78], [8, 9], Array("x ^ y".utf8), Array("A film.\n".utf8)])
  func `what is nothing of the kind is not named`(bytes: [UInt8]) {
    #expect(ForeignModel(file: bytes) == nil)
  }

  @Test func `a model folder of ours is never foreign`() throws {
    try TemporaryFolder.use { folder in
      try TinyClassifier.model.write(to: folder["m"])
      try folder.write("{}", to: "m/tokenizer.json")
      #expect(ForeignModel(folder: folder["m"]) == nil)
    }
  }
}
