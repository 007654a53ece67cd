/// Bytes as gzip writes them, without making them smaller.
enum Gzipped {
  /// A file of one member (RFC 1952) with stored blocks (RFC 1951).
  static func bytes(of content: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var start = 0
    repeat {
      let end = min(content.count, start + 0xFFFF)
      let size = UInt16(end - start)
      bytes.append(end == content.count ? 1 : 0)
      bytes += little(UInt32(size)).prefix(2) + little(UInt32(~size)).prefix(2)
      bytes += content[start..<end]
      start = end
    } while start < content.count
    return bytes + little(checksum(content)) + little(UInt32(content.count))
  }

  private static func little(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(value >> (8 * UInt32($0)) & 0xFF) }
  }

  /// CRC-32 with the polynomial of RFC 1952.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = ~0
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
