internal import CCrypto

/// The SHA-256 of bytes, computed by OpenSSL's libcrypto.
///
/// This is the only file that touches libcrypto, and no pointer leaves it.
enum SHA256 {
  /// The number of bytes of a digest.
  private static let count = 32

  /// OpenSSL would read the machine's configuration at its first use, which no digest depends on.
  private static let isReady =
    OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1

  /// The digest of byte strings, one after the other, in hexadecimal digits.
  ///
  /// - Parameter pieces: The byte strings.
  /// - Returns: 64 digits in lower case.
  static func hexadecimal(_ pieces: [UInt8]...) -> String { hexadecimal(of: pieces) }

  /// The digest of byte strings, one after the other, in hexadecimal digits.
  ///
  /// - Parameter pieces: The byte strings.
  /// - Returns: 64 digits in lower case.
  static func hexadecimal(of pieces: [[UInt8]]) -> String {
    precondition(isReady, "libcrypto can't be initialised")
    let context = unsafe EVP_MD_CTX_new()
    defer { unsafe EVP_MD_CTX_free(context) }
    var isDone = unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
    for piece in pieces {
      let isAdded = unsafe piece.withUnsafeBytes {
        unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) == 1
      }
      isDone = isDone && isAdded
    }
    var digest = [UInt8](repeating: 0, count: count)
    let isFinal = unsafe digest.withUnsafeMutableBufferPointer {
      unsafe EVP_DigestFinal_ex(context, $0.baseAddress, nil) == 1
    }
    precondition(isDone && isFinal, "libcrypto can't compute a digest")
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
