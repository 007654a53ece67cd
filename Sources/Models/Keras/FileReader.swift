import Archives
public import Classifier

extension Model {
  /// The program that reads HDF5 files for this one; nil for a `report` beside it.
  ///
  /// The library HDF5 may crash over a damaged file, so it never works in the process that asks.
  public static var fileReader: String? {
    get { ReadingProgram.path }
    set { ReadingProgram.path = newValue }
  }

  /// Reads a file and answers, if this process was started for that; a program that calls it first in `main` is its own
  /// ``fileReader``.
  ///
  /// - Returns: Whether the process is done.
  public static func readFileIfAsked() -> Bool { ReadingProgram.answerIfAsked() }
}
