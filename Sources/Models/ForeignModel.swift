import Classifier
import Foundation
package import SourceText

/// A model in another tool's format that is recognised but not supported.
///
/// The diagnostic names the format and a command to explain such a model anyway.
package enum ForeignModel: CaseIterable, Sendable {
  /// A TensorFlow SavedModel folder.
  case savedModel
  /// A Hugging Face Transformers folder.
  case transformers
  /// A PyTorch archive or pickle.
  case torch
  /// Pickled Python objects, as written by scikit-learn's `joblib.dump` and `pickle.dump`.
  case pickle
  /// Open Neural Network Exchange.
  case onnx
  /// TensorFlow Lite.
  case tensorFlowLite
  /// Safetensors, which contains only weights.
  case safetensors

  /// Recognises a folder.
  ///
  /// - Parameter path: The folder; a model folder in our own format is not foreign.
  package init?(folder path: String) {
    func has(_ name: String) -> Bool {
      FileManager.default.fileExists(atPath: "\(path)/\(name)")
    }
    if has(Model.vocabularyFileName) || has(Model.weightsFileName) { return nil }
    let transformers = [
      "tokenizer_config.json", "tokenizer.json", "model.safetensors", "pytorch_model.bin",
      "modules.json",
    ]
    if has("saved_model.pb") || has("saved_model.pbtxt") {
      self = .savedModel
    } else if transformers.contains(where: has) {
      self = .transformers
    } else {
      return nil
    }
  }

  /// Recognises a file by its first bytes.
  ///
  /// - Parameter bytes: The file.
  package init?(file bytes: [UInt8]) {
    func begins(_ prefix: [UInt8], at start: Int = 0) -> Bool {
      bytes.dropFirst(start).starts(with: prefix)
    }
    // The magic number that the legacy torch.save pickles first.
    let torch: [UInt8] = [0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]
    if begins(torch, at: 2) {
      self = .torch
    } else if Self.isPickle(bytes) {
      self = .pickle
    } else if begins(Array("TFL3".utf8), at: 4) {
      self = .tensorFlowLite
    } else if Self.isONNX(bytes) {
      self = .onnx
    } else if begins([0, 0, 0, UInt8(ascii: "{"), UInt8(ascii: "\"")], at: 5) {
      // An eight-byte header length, then the header.
      self = .safetensors
    } else {
      return nil
    }
  }

  /// Detects a pickle of protocols 2 to 5, or one compressed by joblib.
  private static func isPickle(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 2 else { return false }
    let isPlain = bytes[0] == 0x80 && 2...5 ~= bytes[1] && bytes.last == UInt8(ascii: ".")
    // The zlib header at each compression level.
    let isCompressed = bytes[0] == 0x78 && [0x01, 0x5E, 0x9C, 0xDA].contains(bytes[1])
    return isPlain || isCompressed
  }

  /// Detects the first fields of ONNX's protocol buffer: the version, then a producer, a domain, the graph or its operators.
  private static func isONNX(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 3, bytes[0] == 0x08, 3...30 ~= bytes[1] else { return false }
    return [0x12, 0x1A, 0x22, 0x3A, 0x42].contains(bytes[2])
  }

  /// A description of the format, with its article.
  package var title: String {
    switch self {
    case .savedModel: "a TensorFlow SavedModel, which contains a program"
    case .transformers: "a Hugging Face Transformers folder"
    case .torch: "a PyTorch file, which contains a program"
    case .pickle: "a Python pickle, as written by scikit-learn and joblib, which contains a program"
    case .onnx: "an ONNX file"
    case .tensorFlowLite: "a TensorFlow Lite file"
    case .safetensors:
      "a safetensors file, which contains weights but neither layers nor vocabulary"
    }
  }

  /// Returns a diagnostic that names the format and a command to explain the model anyway.
  ///
  /// - Parameter path: The path of the model.
  /// - Returns: The diagnostic.
  package func problem(at path: String) -> Diagnostic {
    let isPlain = path.utf8.allSatisfy { byte in
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./".utf8.contains(byte)
    }
    let name = isPlain ? path : "MODEL"
    func script(_ kind: String) -> String {
      "run 'report init --predictor \(kind)' to write predict_\(kind).py, then use "
        + "--predictor \"python3 predict_\(kind).py \(name)\" instead of the model"
    }
    let hint =
      switch self {
      case .savedModel: "save it with model.save('model.keras'), or " + script("keras")
      case .transformers, .safetensors: script("transformers")
      case .torch:
        "write it as a model folder, as the article on models shows, or use --predictor with any program that predicts"
      case .pickle: script("sklearn")
      case .onnx, .tensorFlowLite:
        "use --predictor with any program that predicts; 'report init --predictor sklearn' writes a template"
      }
    return Diagnostic("this is \(title)", at: SourceLocation(file: path), hint: hint)
  }
}
