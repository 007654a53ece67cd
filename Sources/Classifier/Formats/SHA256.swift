internal import CCrypto

/// Computes SHA-256 with OpenSSL's libcrypto.
///
/// Only this file uses libcrypto, and no pointer leaves it.
package enum SHA256 {
  /// The version of libcrypto in use, which is that of OpenSSL.
  package static var libraryVersion: String {
    unsafe String(cString: OpenSSL_version(OPENSSL_VERSION_STRING))
  }

  /// The length of a digest in bytes.
  private static let count = 32

  /// Prevents OpenSSL from loading the system configuration, on which digests do not depend.
  private static let isReady =
    OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1

  /// Returns the digest of concatenated byte strings in hexadecimal digits.
  ///
  /// - Parameter pieces: The byte strings.
  /// - Returns: 64 lower-case digits.
  static func hexadecimal(_ pieces: [UInt8]...) -> String { hexadecimal(of: pieces) }

  /// Returns the digest of concatenated byte strings in hexadecimal digits.
  ///
  /// - Parameter pieces: The byte strings.
  /// - Returns: 64 lower-case digits.
  static func hexadecimal(of pieces: some Sequence<[UInt8]>) -> String {
    precondition(isReady, "cannot initialise libcrypto")
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
    precondition(isDone && isFinal, "libcrypto cannot compute a digest")
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
