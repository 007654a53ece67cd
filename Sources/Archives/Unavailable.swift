#if !Keras
public import SourceText

// Without the package trait there are no C libraries: the types are the same, and say so.

extension HDF5File {
  /// Says that the program was built without HDF5.
  public init(
    parsing bytes: [UInt8], path: String, attributes names: [String], leavingOut: Set<String>
  ) throws(Diagnostic) {
    throw Self.unavailable(path)
  }

  static func unavailable(_ path: String) -> Diagnostic {
    Diagnostic(
      "this is a Keras model, and the program was built without the libraries that read it",
      at: SourceLocation(file: path),
      hint: "build it with the package trait Keras, which is on by default: "
        + "swift build -c release --product report")
  }
}

/// Nothing is read in another program.
public enum ReadingProgram {
  /// No program is needed.
  public static var path: String? {
    get { nil }
    set {}
  }

  /// Reads nothing.
  public static func answerIfAsked() -> Bool { false }
}

extension ZipArchive {
  /// Says that the program was built without libzip.
  public init(parsing bytes: [UInt8], path: String, limit: Int = 1 << 30) throws(Diagnostic) {
    throw HDF5File.unavailable(path)
  }
}
#endif
