import Classifier
import Foundation
import Models
import Processes
import SourceText
import TestSupport
import Testing

/// The lines of the article Models that convert a PyTorch model, run by PyTorch if it is installed.
@Suite struct TorchLinesTests {
  /// A Python with PyTorch and safetensors: `PYTHON` names it.
  static let python = ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"
  static let isThere = (try? run("import torch, safetensors.torch")) != nil

  /// What a script prints.
  private static func run(_ script: String, in folder: String = ".") throws -> String {
    var process = try PipedProcess(Launch("/usr/bin/env", [python, "-c", script], folder: folder))
    let output = try process.answer(to: [], limit: 1 << 20, until: .now + .seconds(300))
    guard process.stop() == .status(0) else { throw Diagnostics("the script fails") }
    return String(decoding: output, as: UTF8.self)
  }

  /// The block of Python in the article.
  private static func lines() throws -> String {
    let examples = try Guide.examples(in: "Models").filter { $0.language == "python" }
    return try #require(examples.first).text
  }

  @Test func `the article has one block of Python`() throws {
    #expect(try Self.lines().contains("length, masked = None, True"))
  }

  @Test(
    .enabled(if: isThere, "PyTorch and safetensors are missing; PYTHON names a python3 with them"),
    arguments: [
      ("EmbeddingBag(9, 4, mode='mean', padding_idx=0)", "self.embedding(x)", "None, True"),
      (
        "Embedding(9, 4, padding_idx=0)",
        "(self.embedding(x) * (x != 0).unsqueeze(-1)).sum(1) / (x != 0).sum(1, keepdim=True)",
        "8, True"
      ),
      ("Embedding(9, 4)", "self.embedding(x).mean(1)", "8, False"),
    ])
  func `the lines of the article write a model that predicts as PyTorch does`(
    embedding: String, mean: String, settings: String
  ) throws {
    try TemporaryFolder.use { folder in
      let output = try Self.run(
        """
        import torch
        from torch import nn
        class Classifier(nn.Module):
            def __init__(self):
                super().__init__()
                self.embedding = nn.\(embedding)
                self.hidden, self.output = nn.Linear(4, 5), nn.Linear(5, 1)
            def forward(self, x):
                return self.output(torch.relu(self.hidden(\(mean))))
        torch.manual_seed(7)
        model = Classifier()
        words = ["<pad>", "<unk>", "a", "good", "bad", "film", "dont", "see", "it"]
        \(try Self.lines().replacing("None, True", with: settings))
        for text in [[2, 3, 5], [1, 6, 7, 8, 4, 4, 4]]:
            padded = text + [0] * (8 - len(text))
            print(model(torch.tensor([padded])).double().item())
        """, in: folder.path)
      let expected = output.split(separator: "\n").compactMap { Double($0) }
      let model = try Model(at: folder["theirs"])
      let found = ["A good film!", "Truly,<br />don't see it: bad, bad, BAD"].map {
        model.predict(model.encode($0)).logits[0]
      }
      #expect(expected.count == 2)
      for (found, expected) in zip(found, expected) { #expect(abs(found - expected) <= 1e-6) }
    }
  }
}
