package import Classifier
import Models
package import SourceText

/// An embedded model of one architecture, to be held against others.
package struct Contrast {
  /// The architecture.
  package let architecture: Architecture
  /// The model.
  package let model: Model
  /// What was measured when it was trained.
  package let record: Record

  /// What was measured when a model was trained.
  package struct Record {
    /// The share of IMDB's 25,000 test reviews that it classifies correctly.
    package let accuracy: Double
    /// How long its training took on two cores.
    package let seconds: Double
    /// How each epoch went, in order.
    package let epochs: [Epoch]

    /// The epoch whose weights are the model's, from 1: that with the smallest validation loss.
    ///
    /// Nil without epochs.
    package var kept: Int? {
      epochs.indices.min { epochs[$0].validationLoss < epochs[$1].validationLoss }.map { $0 + 1 }
    }
  }

  /// The mean cross-entropy after an epoch, in nats.
  package struct Epoch {
    /// That of the reviews that were learnt from, as they were learnt from: with dropout, while weights changed.
    package let loss: Double
    /// That of the reviews that were held back.
    package let validationLoss: Double
  }

  /// Loads all of them, the tutorial's first.
  ///
  /// - Returns: One for each architecture.
  /// - Throws: All that is wrong with a model.
  package static func all() throws(Diagnostics) -> [Contrast] {
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
            seconds: found?["seconds"]?.number ?? .nan,
            epochs: (found?["epochs"]?.array ?? []).map { epoch in
              Epoch(
                loss: epoch["loss"]?.number ?? .nan,
                validationLoss: epoch["validation_loss"]?.number ?? .nan)
            })))
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
