import Classifier
import Processes
import Reviews
import Site
import SourceText
import Spooling

/// The folder of a part of a run, as ``SitePartWriter`` wrote it.
struct PartFolder: Sendable {
  let path: String
  let header: SitePartHeader

  /// Reads the header, and compares the records with it.
  ///
  /// - Parameter path: The folder.
  /// - Throws: A diagnostic if it is not the folder of a part of this version, or is damaged.
  init(reading path: String) throws(Diagnostics) {
    self.path = path
    header = try SitePartHeader(of: path)
    let sum = SHA256.Sum()
    var count = 0
    let read = try ReviewReader.pieces(of: recordsPath)
    while true {
      let piece = try read()
      if piece.isEmpty { break }
      sum.add(piece)
      count += piece.count
    }
    guard count == header.bytes, sum.hexadecimal() == header.sha256 else { throw damage }
  }

  private var recordsPath: String { Path.join(path, SitePartHeader.recordsPath) }

  private var damage: Diagnostics {
    Diagnostics(
      "the records of part \(header.part) are damaged", at: SourceLocation(file: recordsPath),
      hint: "build the part again")
  }

  /// Passes the records of the part to a closure, in order.
  ///
  /// - Throws: A diagnostic if the part is damaged; any error of the closure.
  func eachRecord(_ body: (SitePartRecord) throws -> Void) throws {
    let read = try ReviewReader.pieces(of: recordsPath)
    var bytes: [UInt8] = []
    var start = 0
    func take(_ count: Int) throws -> ArraySlice<UInt8>? {
      while bytes.count - start < count {
        let piece = try read()
        if piece.isEmpty { return nil }
        bytes.removeSubrange(..<start)
        start = 0
        bytes += piece
      }
      defer { start += count }
      return bytes[start..<start + count]
    }
    for _ in header.part.range(of: header.reviews) {
      guard let head = try take(8) else { throw damage }
      let length = head.reversed().reduce(0) { $0 << 8 | Int($1) }
      guard 0...header.bytes ~= length, let record = try take(length) else { throw damage }
      var reader = RecordReader(Array(record))
      try body(SitePartRecord(from: &reader))
    }
  }

  /// Returns a page of the part.
  ///
  /// - Throws: A diagnostic if it cannot be read.
  func page(_ record: PageRecord) throws(Diagnostics) -> WovenPage {
    guard SiteWriter.isInside(record.path) else { throw damage }
    let file = Path.join(path, record.path)
    let bytes = try SourceFile.bytes(of: file)
    return record.page(String(decoding: bytes, as: UTF8.self))
  }

  /// The lines of the part's `data/report.jsonl`.
  func lines() throws(Diagnostics) -> InputLines {
    try InputLines(of: Path.join(path, "data/report.jsonl"))
  }
}
