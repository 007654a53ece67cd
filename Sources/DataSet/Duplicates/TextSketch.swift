internal import LinearAlgebra

/// A digest of a text for finding similar texts: a hash of the whole, and a MinHash signature of its shingles.
///
/// Two texts agree in one position of their signatures with a probability equal to the Jaccard similarity of their shingles.
/// The minimum of each hash function is found in 32 bits, of which the lower 16 are kept: unequal minima agree in them once in 65,536.
///
/// - Source: Broder, *On the Resemblance and Containment of Documents*, 1997; Li and König, *b-Bit Minwise Hashing*, 2010.
struct TextSketch: Sendable {
  /// The number of hash functions.
  static let size = 64
  /// The hash of all words in order.
  let whole: UInt64
  /// The signature.
  let signature: [UInt16]

  /// Factors and summands of the hash functions, the same in every run.
  private static let functions: [(factor: SIMD16<UInt32>, summand: SIMD16<UInt32>)] = {
    var random = SplitMix64(seed: 1, for: "minhash")
    return (0..<size / 16).map { _ in
      var (factor, summand) = (SIMD16<UInt32>(), SIMD16<UInt32>())
      for lane in 0..<16 {
        factor[lane] = UInt32(truncatingIfNeeded: random.next()) | 1
        summand[lane] = UInt32(truncatingIfNeeded: random.next())
      }
      return (factor, summand)
    }
  }()

  init(_ words: [String], shingle: Int) {
    var minima = [SIMD16<UInt32>](repeating: SIMD16(repeating: .max), count: Self.functions.count)
    let hashes = words.map(Self.hash)
    for hash in Self.shingles(hashes, shingle) {
      let item = SIMD16<UInt32>(repeating: UInt32(truncatingIfNeeded: hash >> 32))
      for (index, function) in Self.functions.enumerated() {
        minima[index] = pointwiseMin(minima[index], item &* function.factor &+ function.summand)
      }
    }
    whole = hashes.reduce(UInt64(words.count)) { Self.mixed($0 &* 0x9E37_79B9_7F4A_7C15 ^ $1) }
    signature = minima.flatMap { lanes in
      (0..<16).map { UInt16(truncatingIfNeeded: lanes[$0]) }
    }
  }

  /// Returns the hashes of all runs of consecutive words; of a shorter text, the hash of the whole.
  static func shingles(_ hashes: [UInt64], _ length: Int) -> [UInt64] {
    let length = max(1, min(length, hashes.count))
    guard hashes.count >= length else { return [] }
    return (0...hashes.count - length).map { start in
      hashes[start..<start + length].reduce(UInt64(0)) {
        mixed($0 &* 0x9E37_79B9_7F4A_7C15 &+ $1)
      }
    }
  }

  /// Returns the Jaccard similarity of the shingles of two texts: the share of common ones among all.
  static func similarity(_ words: [String], _ others: [String], shingle: Int) -> Double {
    let one = Set(shingles(words.map(hash), shingle))
    let other = Set(shingles(others.map(hash), shingle))
    let common = one.count { other.contains($0) }
    return Double(common) / Double(max(1, one.count + other.count - common))
  }

  /// FNV-1a, mixed.
  private static func hash(_ word: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return mixed(hash)
  }

  private static func mixed(_ hash: UInt64) -> UInt64 {
    var z = hash
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
