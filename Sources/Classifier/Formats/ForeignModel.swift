import Foundation
public import SourceText

/// A model of another tool that is known by its first bytes or its files, and that can't be read.
///
/// Each is named, with the command that explains it all the same.
public enum ForeignModel: CaseIterable, Sendable {
  /// TensorFlow's folder.
  case savedModel
  /// A folder of Hugging Face's Transformers.
  case transformers
  /// PyTorch's archive or pickle.
  case torch
  /// Objects of Python, as scikit-learn's `joblib.dump` and `pickle.dump` write them.
  case pickle
  /// The Open Neural Network Exchange.
  case onnx
  /// TensorFlow Lite.
  case tensorFlowLite
  /// Weights alone.
  case safetensors

  /// Recognises a folder.
  ///
  /// - Parameter path: The folder; one that is a model folder of ours is none.
  public init?(folder path: String) {
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
  public init?(file bytes: [UInt8]) {
    func begins(_ prefix: [UInt8], at start: Int = 0) -> Bool {
      bytes.dropFirst(start).starts(with: prefix)
    }
    // The magic number that the old torch.save pickles first.
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
      // The length of the header in eight bytes, then the header.
      self = .safetensors
    } else {
      return nil
    }
  }

  /// A pickle of the protocols 2 to 5, or a compressed one as joblib writes it.
  private static func isPickle(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 2 else { return false }
    let isPlain = bytes[0] == 0x80 && 2...5 ~= bytes[1] && bytes.last == UInt8(ascii: ".")
    // zlib's header, at each of its levels.
    let isCompressed = bytes[0] == 0x78 && [0x01, 0x5E, 0x9C, 0xDA].contains(bytes[1])
    return isPlain || isCompressed
  }

  /// The first fields of ONNX' protocol buffer: the version, then a producer, a domain, the graph or its operators.
  private static func isONNX(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 3, bytes[0] == 0x08, 3...30 ~= bytes[1] else { return false }
    return [0x12, 0x1A, 0x22, 0x3A, 0x42].contains(bytes[2])
  }

  /// A description of this kind of model, with its article.
  public var title: String {
    switch self {
    case .savedModel: "a SavedModel of TensorFlow, which holds a program"
    case .transformers: "a folder of Hugging Face Transformers"
    case .torch: "a PyTorch file, which holds a program"
    case .pickle: "a pickle of Python, as scikit-learn and joblib write it, which holds a program"
    case .onnx: "an ONNX file"
    case .tensorFlowLite: "a file of TensorFlow Lite"
    case .safetensors: "a file of safetensors, which holds weights without the layers and the words"
    }
  }

  /// Names the model, with the command that explains it all the same.
  ///
  /// - Parameter path: Where it is.
  /// - Returns: The diagnostic.
  public func problem(at path: String) -> Diagnostic {
    let isPlain = path.utf8.allSatisfy { byte in
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./".utf8.contains(byte)
    }
    let name = isPlain ? path : "MODEL"
    func script(_ kind: String) -> String {
      "'report init --predictor \(kind)' writes predict_\(kind).py; then "
        + "--predictor \"python3 predict_\(kind).py \(name)\" stands in the place of the model"
    }
    let hint =
      switch self {
      case .savedModel: "model.save('model.keras') writes what is read, or " + script("keras")
      case .transformers, .safetensors: script("transformers")
      case .torch:
        "README has the lines that write such a model as a folder; --predictor takes any program that predicts"
      case .pickle: script("sklearn")
      case .onnx, .tensorFlowLite:
        "--predictor takes any program that predicts; 'report init --predictor sklearn' writes one to begin with"
      }
    return Diagnostic("this is \(title)", at: SourceLocation(file: path), hint: hint)
  }
}
