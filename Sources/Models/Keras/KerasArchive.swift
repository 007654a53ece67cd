import Archives
import Classifier
import SourceText

/// The `.keras` file of Keras 3, and of Keras 2 from 2.12 on: a zip archive with layers, weights and vocabularies.
///
/// - Source: `keras/src/saving/saving_lib.py`.
struct KerasArchive: KerasFormat {
  static let title = "Keras (.keras)"

  static func recognizes(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
  }

  static func parts(_ bytes: [UInt8], path: String) throws(Diagnostics) -> KerasModel {
    let place = SourceLocation(file: path)
    let files = try ZipArchive(parsing: bytes, path: path).files
    func json(_ name: String) throws(Diagnostics) -> JSON? {
      guard let bytes = files[name] else { return nil }
      let path = "\(path)/\(name)"
      return try JSON(
        parsing: SourceFile(path: path, text: try SourceFile.decode(bytes, path: path)))
    }
    guard let configuration = try json("config.json"), let weights = files["model.weights.h5"]
    else {
      if files.keys.contains(where: { $0.hasSuffix("/data.pkl") }) {
        throw Diagnostics(ForeignModel.torch.problem(at: path))
      }
      throw Diagnostics(
        "the archive lacks 'config.json' or 'model.weights.h5', so it is not a Keras model",
        at: place)
    }
    let version = try json("metadata.json")?["keras_version"]?.string
    let weightsPath = "\(path)/model.weights.h5"
    let file = try HDF5File(
      parsing: weights, path: weightsPath, attributes: [], leavingOut: KerasWeights.ignored)
    var vocabularies: [String: SourceFile] = [:]
    for (name, bytes) in files
    where name.hasPrefix("assets/") && name.hasSuffix("/vocabulary.txt") {
      let path = "\(path)/\(name)"
      vocabularies[String(name.dropFirst("assets/".count).dropLast("/vocabulary.txt".count))] =
        SourceFile(path: path, text: try SourceFile.decode(bytes, path: path))
    }
    return KerasModel(
      configuration: configuration, loss: KerasLoss(of: configuration), version: version,
      weights: KerasWeights(
        datasets: file.datasets, layout: .archive, place: SourceLocation(file: weightsPath)),
      vocabularies: vocabularies, place: place)
  }
}
