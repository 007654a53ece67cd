#if !Keras
public import SourceText

// Without the package trait, the C libraries are missing: the types exist, but throw.

extension HDF5File {
  /// Always nil: there is no library.
  package static var libraryVersion: String? { nil }

  /// Throws, because the program was built without HDF5.
  public init(
    parsing bytes: [UInt8], path: String, attributes names: [String], leavingOut: Set<String>
  ) throws(Diagnostics) {
    throw Self.unavailable(path)
  }

  static func unavailable(_ path: String) -> Diagnostics {
    Diagnostics(
      "this is a Keras model, but the program was built without the libraries to read it",
      at: SourceLocation(file: path),
      hint: "build with the package trait Keras, which is on by default: "
        + "swift build -c release --product report")
  }
}

/// A placeholder: no file is read in another program.
public enum ReadingProgram {
  /// Always nil: no program is needed.
  public static var path: String? {
    get { nil }
    set {}
  }

  /// Does nothing.
  public static func answerIfAsked() -> Bool { false }
}

extension ZipArchive {
  /// Always nil: there is no library.
  package static var libraryVersion: String? { nil }

  /// Throws, because the program was built without libzip.
  public init(parsing bytes: [UInt8], path: String, limit: Int = 1 << 30) throws(Diagnostics) {
    throw HDF5File.unavailable(path)
  }
}
#endif
