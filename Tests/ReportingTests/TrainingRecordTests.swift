import Classifier
import Reporting
import Testing

/// What is recorded of the training of the models that are part of the program.
struct TrainingRecordTests {
  @Test func `every architecture has a record of its training`() throws {
    let contrasts = try Contrast.all()
    #expect(contrasts.map(\.architecture) == Architecture.allCases)
    for contrast in contrasts {
      let record = contrast.record
      #expect(record.accuracy > 0.85 && record.accuracy < 1, "\(contrast.architecture)")
      #expect(record.seconds > 0 && record.seconds.isFinite, "\(contrast.architecture)")
    }
  }

  @Test func `there are as many epochs as the options say, and each loss is a number`() throws {
    for contrast in try Contrast.all() {
      let epochs = contrast.record.epochs
      #expect(epochs.count == contrast.architecture.options.epochs, "\(contrast.architecture)")
      for loss in epochs.map(\.loss) + epochs.map(\.validationLoss) {
        #expect(loss > 0 && loss < 1, "\(contrast.architecture)")
      }
    }
  }

  /// Losses are recorded with four digits; that two are alike would leave open which epoch was kept.
  @Test func `the epoch that was kept is the only one with the smallest validation loss`() throws {
    for contrast in try Contrast.all() {
      let losses = contrast.record.epochs.map(\.validationLoss)
      let kept = try #require(contrast.record.kept)
      #expect(losses.min() == losses[kept - 1], "\(contrast.architecture)")
      #expect(losses.count { $0 == losses[kept - 1] } == 1, "\(contrast.architecture)")
    }
  }
}
