#if Keras
import SourceText

/// What a process says that has read an HDF5 file: what is in the file, or what is wrong with it.
///
/// Nothing that it says is trusted, as the file may have got the better of it.
struct HDF5Answer {
  let result: Result<HDF5File, Diagnostic>

  init(_ result: Result<HDF5File, Diagnostic>) { self.result = result }

  /// Reads an answer; nil where it is not whole or makes no sense.
  ///
  /// - Parameters:
  ///   - process: The process.
  ///   - place: The file.
  init?(from process: inout ReadingProcess, place: SourceLocation) {
    switch process.integer() {
    case 0:
      guard let message = process.text(), let hint = process.text() else { return nil }
      result = .failure(Diagnostic(message, at: place, hint: hint.isEmpty ? nil : hint))
    case 1:
      guard
        let attributes = Self.members(of: &process, { $0.text() }),
        let datasets = Self.members(of: &process, { Self.dataset(of: &$0) })
      else { return nil }
      result = .success(HDF5File(attributes: attributes, datasets: datasets))
    default: return nil
    }
  }

  /// Writes the answer.
  ///
  /// - Parameter outlet: Where it goes.
  func write(to outlet: ReadingProcess.Outlet) {
    switch result {
    case .failure(let problem):
      outlet.write(0)
      outlet.write(problem.message)
      outlet.write(problem.hint ?? "")
    case .success(let file):
      outlet.write(1)
      outlet.write(file.attributes.count)
      for (name, text) in file.attributes {
        outlet.write(name)
        outlet.write(text)
      }
      outlet.write(file.datasets.count)
      for (path, dataset) in file.datasets {
        outlet.write(path)
        outlet.write(dataset.shape.count)
        outlet.write(dataset.shape)
        outlet.write(dataset.numbers.count)
        outlet.write(dataset.numbers)
      }
    }
  }

  private static func members<Member>(
    of process: inout ReadingProcess, _ member: (inout ReadingProcess) -> Member?
  ) -> [String: Member]? {
    guard let count = process.integer(), count >= 0 else { return nil }
    var members: [String: Member] = [:]
    while members.count < count {
      guard let name = process.text(), let member = member(&process),
        members.updateValue(member, forKey: name) == nil
      else { return nil }
    }
    return members
  }

  private static func dataset(of process: inout ReadingProcess) -> HDF5File.Dataset? {
    guard let rank = process.integer(), let shape = process.numbers(rank, of: 0),
      let count = process.integer(), let numbers = process.numbers(count, of: 0.0)
    else { return nil }
    // So that nobody behind this divides by a size of zero or looks for a number that isn't there.
    var rest = count
    for size in shape {
      guard size > 0, rest % size == 0 else { return nil }
      rest /= size
    }
    return rest == 1 ? HDF5File.Dataset(shape: shape, numbers: numbers) : nil
  }
}
#endif
