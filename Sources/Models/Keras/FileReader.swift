import Archives
public import Classifier

extension Model {
  /// The program that reads HDF5 files for this one; nil for a `report` next to it.
  ///
  /// The HDF5 library may crash on a damaged file, so it never runs in the calling process.
  public static var fileReader: String? {
    get { ReadingProgram.path }
    set { ReadingProgram.path = newValue }
  }

  /// Reads a file and writes the response if this process was started for that; a program that calls this first in `main`
  /// serves as its own ``fileReader``.
  ///
  /// - Returns: Whether the process is done.
  public static func readFileIfAsked() -> Bool { ReadingProgram.answerIfAsked() }
}
