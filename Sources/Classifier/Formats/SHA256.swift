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
  package static func hexadecimal(_ pieces: [UInt8]...) -> String { hexadecimal(of: pieces) }

  /// Returns the digest of concatenated byte strings in hexadecimal digits.
  ///
  /// - Parameter pieces: The byte strings.
  /// - Returns: 64 lower-case digits.
  static func hexadecimal(of pieces: some Sequence<[UInt8]>) -> String {
    let sum = Sum()
    for piece in pieces { sum.add(piece) }
    return sum.hexadecimal()
  }

  /// The digest of bytes that are added one after another.
  @safe package struct Sum: ~Copyable {
    private let context: OpaquePointer?

    /// Starts without bytes.
    package init() {
      precondition(isReady, "cannot initialise libcrypto")
      unsafe context = EVP_MD_CTX_new()
      let isStarted = unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
      precondition(isStarted, "libcrypto cannot compute a digest")
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Adds bytes.
    package func add(_ bytes: [UInt8]) {
      let isAdded = unsafe bytes.withUnsafeBytes {
        unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) == 1
      }
      precondition(isAdded, "libcrypto cannot compute a digest")
    }

    /// Returns the digest of all bytes as 64 lower-case hexadecimal digits.
    package consuming func hexadecimal() -> String {
      var digest = [UInt8](repeating: 0, count: count)
      let isFinal = unsafe digest.withUnsafeMutableBufferPointer {
        unsafe EVP_DigestFinal_ex(context, $0.baseAddress, nil) == 1
      }
      precondition(isFinal, "libcrypto cannot compute a digest")
      return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }
}
