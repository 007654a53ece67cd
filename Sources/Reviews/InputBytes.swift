internal import Foundation
internal import Processes
internal import SourceText
internal import Spooling

/// The bytes of an input, which can be read several times, each time a piece after another.
///
/// A large file is read from where it is. Bytes that come only once, or that are computed, are in memory while they are few, and
/// else in a temporary file, so memory does not grow with the input.
struct InputBytes: Sendable {
  /// The name of the input in diagnostics.
  let path: String
  /// The maximum size of a piece in bytes.
  let pieceSize: Int
  private let storage: Storage

  private enum Storage {
    case spool(Spool)
    case file
  }

  /// The size of pieces in bytes.
  static let standardPieceSize = 1 << 18
  /// The maximum size in bytes of a device or pipe that is named like a file.
  private static let maximumSize = 1 << 30

  private init(_ path: String, _ storage: Storage, _ pieceSize: Int) {
    (self.path, self.storage, self.pieceSize) = (path, storage, pieceSize)
  }

  /// Keeps bytes in memory.
  init(
    _ bytes: [UInt8], path: String, pieceSize: Int = standardPieceSize
  ) throws(Diagnostics) {
    var writer = Spool.Writer(limit: .max)
    try writer.add(bytes)
    self.init(path, .spool(writer.spool), pieceSize)
  }

  /// Keeps the bytes of a source that can be read once.
  ///
  /// - Parameters:
  ///   - path: The name of the input.
  ///   - pieceSize: The size of pieces in bytes.
  ///   - limit: The maximum number of bytes.
  ///   - read: Returns the next bytes, none at the end.
  /// - Throws: The errors of reading, or a diagnostic if the temporary file cannot be written or if there are too many bytes.
  init<Piece: Collection<UInt8>>(
    spooling path: String, pieceSize: Int, limit: Int = .max,
    _ read: () throws(Diagnostics) -> Piece
  ) throws(Diagnostics) {
    var writer = Spool.Writer()
    while true {
      let piece = try read()
      if piece.isEmpty { break }
      try writer.add(piece)
      if writer.spool.count > limit {
        throw Diagnostics(
          "the file has more than the limit of \(limit) bytes", at: SourceLocation(file: path),
          hint: "check that this is the right file")
      }
    }
    self.init(path, .spool(writer.spool), pieceSize)
  }

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - pieceSize: The size of pieces in bytes; a file that is not larger is read now.
  /// - Throws: A diagnostic if the file is missing or cannot be read.
  init(of path: String, pieceSize: Int) throws(Diagnostics) {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: target)
    let isRegular = attributes?[.type] as? FileAttributeType == .typeRegular
    let size = attributes?[.size] as? Int ?? 0
    if isRegular, size > pieceSize {
      self.init(path, .file, pieceSize)
    } else if isRegular || attributes == nil {
      try self.init(try SourceFile.bytes(of: path), path: path, pieceSize: pieceSize)
    } else {
      var pieces = try Pieces(of: path, 1 << 16)
      try self.init(spooling: path, pieceSize: pieceSize, limit: Self.maximumSize) {
        () throws(Diagnostics) in try pieces.next()
      }
    }
  }

  /// Starts to read.
  ///
  /// - Throws: A diagnostic if the file cannot be opened.
  func pieces() throws(Diagnostics) -> Pieces {
    switch storage {
    case .spool(let spool): Pieces(of: spool, pieceSize)
    case .file: try Pieces(of: path, pieceSize)
    }
  }

  /// Returns the first bytes, if there are as many.
  func head(_ count: Int) throws(Diagnostics) -> [UInt8] {
    var pieces = try pieces()
    var head: [UInt8] = []
    while head.count < count {
      let piece = try pieces.next()
      if piece.isEmpty { break }
      head += piece
    }
    return Array(head.prefix(count))
  }

  /// Returns all bytes.
  func all() throws(Diagnostics) -> [UInt8] {
    if case .file = storage { return try SourceFile.bytes(of: path) }
    var pieces = try pieces()
    var all: [UInt8] = []
    while true {
      let piece = try pieces.next()
      if piece.isEmpty { return all }
      all += piece
    }
  }

  /// Reads an input once, a piece after another.
  struct Pieces {
    private enum Source {
      case spool(Spool, offset: Int)
      case file(InputPieces, path: String)
    }

    private var source: Source
    private let size: Int

    fileprivate init(of spool: Spool, _ size: Int) {
      (source, self.size) = (.spool(spool, offset: 0), size)
    }

    fileprivate init(of path: String, _ size: Int) throws(Diagnostics) {
      do { source = .file(try InputPieces(path), path: path) } catch { throw .unreadable(path) }
      self.size = size
    }

    /// Returns the next bytes; none at the end.
    ///
    /// - Throws: A diagnostic if they cannot be read.
    mutating func next() throws(Diagnostics) -> [UInt8] {
      switch source {
      case .spool(let spool, let offset):
        let end = offset + min(size, spool.count - offset)
        let piece = spool.bytes(in: offset..<end)
        if spool.hasFailed { throw Diagnostics("cannot read a temporary file", cause: .machine) }
        source = .spool(spool, offset: end)
        return piece
      case .file(let file, let path):
        do { return try file.next(atMost: size) } catch { throw .unreadable(path) }
      }
    }
  }
}

extension Diagnostics {
  fileprivate static func unreadable(_ path: String) -> Diagnostics {
    Diagnostics(
      "the file cannot be read", at: SourceLocation(file: path), hint: "check its permissions",
      cause: .machine)
  }
}

extension Spool.Writer {
  /// Appends bytes.
  ///
  /// - Throws: A diagnostic if the temporary file cannot be written.
  mutating func add(_ bytes: some Collection<UInt8>) throws(Diagnostics) {
    do { try append(bytes) } catch { throw Diagnostics(spooling: error) }
  }
}
