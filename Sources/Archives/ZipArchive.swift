/// The files of a zip archive.
public struct ZipArchive: Sendable {
  /// The bytes of each file by name, without folders.
  public let files: [String: [UInt8]]

  /// Creates an archive from its files.
  public init(files: [String: [UInt8]]) {
    self.files = files
  }
}
