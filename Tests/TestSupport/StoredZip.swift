/// A zip archive whose files are stored as they are, for tests that change one or make a bad one.
public struct StoredZip {
  /// A file of the archive.
  public struct Entry {
    /// Its name.
    public var name: String
    /// What it holds.
    public var bytes: [UInt8]
    /// The size that the archive claims; nil for the true one.
    public var claimedSize: Int?
    /// The way in which it is kept: 0 as it is, 8 deflated.
    public var method = 0
    /// Whether the archive says that it is encrypted.
    public var isEncrypted = false
    /// What kind of file it was on Unix.
    public var mode = 0o100644

    /// Creates an entry.
    public init(_ name: String, _ bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// The files in order.
  public var entries: [Entry]

  /// Creates an archive.
  public init(_ entries: [Entry]) {
    self.entries = entries
  }

  /// The archive: each file with a header, then the list of files.
  public var bytes: [UInt8] {
    var body: [UInt8] = []
    var list: [UInt8] = []
    for entry in entries {
      let name = Array(entry.name.utf8)
      let size = entry.claimedSize ?? entry.bytes.count
      let common =
        number(20, 2) + number(entry.isEncrypted ? 1 : 0, 2) + number(entry.method, 2)
        + number(0, 4)
        + number(Int(Self.checksum(entry.bytes)), 4) + number(entry.bytes.count, 4)
        + number(size, 4) + number(name.count, 2) + number(0, 2)
      list += [0x50, 0x4B, 1, 2] + number(3 << 8 | 20, 2) + common + number(0, 6)
      list += number(entry.mode << 16, 4) + number(body.count, 4) + name
      body += [0x50, 0x4B, 3, 4] + common + name + entry.bytes
    }
    let end =
      [0x50, 0x4B, 5, 6] + number(0, 4) + number(entries.count, 2) + number(entries.count, 2)
      + number(list.count, 4) + number(body.count, 4) + number(0, 2)
    return body + list + end
  }

  private func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// The CRC-32 of bytes.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return ~sum
  }
}
