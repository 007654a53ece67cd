import Foundation
import SourceText

/// The addresses by which documents link to each other.
enum DocumentAddress {
  /// Returns the page of a linked document.
  ///
  /// Documents link to each other as files, so that the links also work in the documents themselves.
  ///
  /// - Parameter destination: The destination as written, such as "average%20pooling.md#sec-proof".
  /// - Returns: The name of the page and the fragment, such as "#sec-proof"; nil if this is not a link to a document.
  static func page(for destination: String) -> (name: String, fragment: String)? {
    let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      .map { $0.removingPercentEncoding ?? String($0) }
    guard let file = parts.first, file.hasSuffix(".md"), !file.contains(":") else { return nil }
    let stem = file.split(separator: "/").last?.dropLast(3) ?? ""
    return (Slug.of(stem) ?? "report", parts.count > 1 ? "#" + parts[1] : "")
  }
}
