import Classifier
import SourceText

/// An embedded model of one architecture, to be held against others.
struct Contrast {
  /// The architecture.
  let architecture: Architecture
  /// The model.
  let model: Model
  /// What was measured when it was trained.
  let record: Record

  /// What was measured when a model was trained.
  struct Record {
    /// The share of IMDB's 25,000 test reviews that it classifies correctly.
    let accuracy: Double
    /// How long its training took on two cores.
    let seconds: Double
  }

  /// Loads all of them, the tutorial's first.
  static func all() throws(Diagnostics) -> [Contrast] {
    let path = "Models/records.json"
    let records: JSON
    do throws(Diagnostic) {
      records = try JSON(
        parsing: SourceFile(path: path, text: EmbeddedResources.text(path)))
    } catch {
      throw Diagnostics([error])
    }
    var contrasts: [Contrast] = []
    for architecture in Architecture.allCases {
      let found = records[architecture.rawValue]
      contrasts.append(
        Contrast(
          architecture: architecture,
          model: try EmbeddedModel.load(
            unless: architecture == .average ? nil : architecture.rawValue),
          record: Record(
            accuracy: found?["accuracy"]?.number ?? .nan,
            seconds: found?["seconds"]?.number ?? .nan)))
    }
    return contrasts
  }
}

extension Architecture {
  /// What pages call it.
  var title: String {
    switch self {
    case .average: "Average"
    case .averageMasked: "Average without padding"
    case .averageLinear: "Average, no hidden layer"
    case .max: "Maximum"
    case .attention: "Attention"
    case .convolution: "Convolution"
    case .lstm: "LSTM"
    }
  }
}
