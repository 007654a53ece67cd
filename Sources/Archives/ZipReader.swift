#if Keras
internal import CZip
public import SourceText

extension ZipArchive {
  /// The version of libzip in use; nil if the program was built without it.
  package static var libraryVersion: String? { unsafe String(cString: zip_libzip_version()) }

  /// The maximum number of files.
  private static let maximumFiles = 10_000
  /// The maximum compression ratio of a file larger than one mebibyte.
  private static let maximumRatio = 200

  /// Reads an archive in memory.
  ///
  /// Only this file uses libzip, and no pointer leaves it. Nothing is written to disk. Names that lead out of a folder, links,
  /// encrypted files, duplicate names, and archives above the size limit are rejected.
  ///
  /// - Parameters:
  ///   - bytes: The archive.
  ///   - path: Its name in diagnostics.
  ///   - limit: The maximum total size of all files in bytes.
  /// - Throws: A diagnostic if it is not a zip archive or contains something forbidden.
  public init(parsing bytes: [UInt8], path: String, limit: Int = 1 << 30) throws(Diagnostics) {
    let place = SourceLocation(file: path)
    // The library treats an empty file as an empty archive.
    guard !bytes.isEmpty else { throw Diagnostics("the file is empty", at: place) }
    let result = unsafe bytes.withUnsafeBytes { buffer in
      Result { () throws(Diagnostics) in
        var error = unsafe zip_error_t()
        guard
          let source = unsafe zip_source_buffer_create(
            buffer.baseAddress, zip_uint64_t(buffer.count), 0, &error)
        else { throw Diagnostics("not a readable zip archive", at: place) }
        guard let archive = unsafe zip_open_from_source(source, ZIP_RDONLY, &error) else {
          unsafe zip_source_free(source)
          throw Diagnostics("not a readable zip archive", at: place)
        }
        defer { unsafe zip_discard(archive) }
        return try unsafe Self.files(of: archive, limit: limit, place: place)
      }
    }
    self.init(files: try result.get())
  }

  private static func files(
    of archive: OpaquePointer, limit: Int, place: SourceLocation
  ) throws(Diagnostics) -> [String: [UInt8]] {
    let count = unsafe zip_get_num_entries(archive, 0)
    guard 0...Int64(maximumFiles) ~= count else {
      throw Diagnostics("the archive has \(count) files, more than \(maximumFiles)", at: place)
    }
    var files: [String: [UInt8]] = [:]
    var room = limit
    for index in 0..<zip_uint64_t(count) {
      var status = unsafe zip_stat_t()
      let wanted = UInt64(ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE)
      guard unsafe zip_stat_index(archive, index, 0, &status) == 0,
        unsafe status.valid & wanted == wanted, let characters = unsafe status.name
      else { throw Diagnostics("the archive is damaged", at: place) }
      let name = unsafe String(cString: characters)
      let size = unsafe Int(clamping: status.size)
      let kept = unsafe Int(clamping: status.comp_size)
      func refuse(_ reason: String) -> Diagnostic {
        Diagnostic("the file '\(name)' in the archive \(reason)", at: place)
      }
      guard isInside(name) else { throw Diagnostics(refuse("has a path outside the archive")) }
      guard unsafe !isLink(index, in: archive) else { throw Diagnostics(refuse("is a link")) }
      guard unsafe status.encryption_method == 0 else { throw Diagnostics(refuse("is encrypted")) }
      guard files[name] == nil else { throw Diagnostics(refuse("occurs twice")) }
      guard size <= room else {
        throw Diagnostics(refuse("exceeds the total size limit of \(limit) bytes"))
      }
      guard size <= 1 << 20 || size / maximumRatio <= kept else {
        throw Diagnostics(refuse("claims to decompress from \(kept) to \(size) bytes"))
      }
      if name.hasSuffix("/") { continue }
      guard let contents = unsafe contents(of: index, in: archive, size: size) else {
        throw Diagnostics(refuse("is damaged"))
      }
      files[name] = contents
      room -= size
    }
    return files
  }

  /// Whether a name stays inside the folder into which an archive is extracted.
  private static func isInside(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return !name.isEmpty && !name.hasPrefix("/") && !name.contains("\\") && !name.contains(":")
      && !parts.contains("..")
  }

  /// Whether the file is a symbolic link made on a system that supports them.
  private static func isLink(_ index: zip_uint64_t, in archive: OpaquePointer) -> Bool {
    var system: zip_uint8_t = 0
    var attributes: zip_uint32_t = 0
    let status = unsafe zip_file_get_external_attributes(
      archive, index, 0, &system, &attributes)
    return status == 0 && Int32(system) == ZIP_OPSYS_UNIX && attributes >> 28 == 0o12
  }

  /// Returns the bytes of a file; nil if their number or checksum differs from the archive's.
  private static func contents(
    of index: zip_uint64_t, in archive: OpaquePointer, size: Int
  ) -> [UInt8]? {
    guard let file = unsafe zip_fopen_index(archive, index, 0) else { return nil }
    defer { unsafe zip_fclose(file) }
    // The library compares the checksum only when reading past the last byte.
    var bytes = [UInt8](repeating: 0, count: size + 1)
    var read = 0
    while read <= size {
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe zip_fread(
          file, buffer.baseAddress.map { unsafe $0 + read }, zip_uint64_t(buffer.count - read))
      }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      read += Int(count)
    }
    return read == size ? Array(bytes.dropLast()) : nil
  }
}
#endif
