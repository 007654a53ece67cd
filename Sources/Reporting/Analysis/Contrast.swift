package import Classifier
import Models
import Processes
import Resources
package import SourceText

/// An embedded model of one architecture, for comparison with others.
package struct Contrast {
  /// The architecture.
  package let architecture: Architecture
  /// The model.
  package let model: Model
  /// The training record.
  package let record: Record

  /// The measurements taken when a model was trained.
  package struct Record {
    /// The accuracy on IMDB's 25,000 test reviews.
    package let accuracy: Double
    /// The training time on two cores, in seconds.
    package let seconds: Double
    /// The losses of each epoch, in order.
    package let epochs: [Epoch]

    /// The 1-based epoch whose weights the model has: the one with the smallest validation loss.
    ///
    /// Nil without epochs.
    package var kept: Int? {
      epochs.indices.min { epochs[$0].validationLoss < epochs[$1].validationLoss }.map { $0 + 1 }
    }
  }

  /// The mean cross-entropy losses of an epoch, in nats.
  package struct Epoch {
    /// The training loss, measured during the epoch: with dropout, while weights change.
    package let loss: Double
    /// The validation loss after the epoch.
    package let validationLoss: Double
  }

  /// Loads the models of all architectures, the tutorial's first.
  ///
  /// - Parameter jobs: The number of models loaded in parallel.
  /// - Returns: One model per architecture.
  /// - Throws: All problems of a model.
  package static func all(jobs: Int = 1) throws(Diagnostics) -> [Contrast] {
    let path = "Models/records.json"
    let records = try JSON(
      parsing: SourceFile(path: path, text: EmbeddedResources.text(path)))
    var contrasts: [Contrast] = []
    let architectures = Architecture.allCases
    let models = Parallel.map(architectures.count, jobs: jobs) { index in
      let name = architectures[index] == .average ? nil : architectures[index].rawValue
      return Result { () throws(Diagnostics) in try Model.load(name) }
    }
    for (architecture, model) in zip(architectures, models) {
      let found = records[architecture.rawValue]
      contrasts.append(
        Contrast(
          architecture: architecture,
          model: try model.get(),
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
  /// The title on pages.
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
