import Classifier
import Foundation
import HTML
import Playground
import Resources
import Reviews

/// The script of a playground with its data, and the policies of its page.
///
/// Everything is in the page itself: the module, the model and the script. No other script runs, and nothing is requested or sent.
package enum PlaygroundScript {
  /// The content security policy in the head of a page: no connections, frames, workers, plug-ins or forms.
  static let policy =
    "connect-src 'none'; frame-src 'none'; worker-src 'none'; object-src 'none'; base-uri 'none'; "
    + "form-action 'none'"

  /// The policy that the script adds as its first step: this script by its digest, WebAssembly, and the page's own style sheet.
  ///
  /// Validators of HTML reject the name of the permission to compile WebAssembly in a page, and scripts that a policy names by
  /// their digest. A policy can only be made stricter, so it may come from the script.
  static let strictPolicy =
    "default-src 'none'; script-src \(source); style-src 'self'; img-src 'self' data:; "
    + "base-uri 'none'; form-action 'none'"

  /// The sources of scripts that the policy of a server must allow: this script, and the compilation of WebAssembly.
  package static let source = "'\(digest)' 'wasm-unsafe-eval'"

  private static let script = EmbeddedResources.text("Templates/playground.js")

  private static let digest: String = {
    let sum = SHA256.Sum()
    sum.add(Array(script.utf8))
    let digits = Array(sum.hexadecimal())
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
    return "sha256-" + Data(bytes).base64EncodedString()
  }()

  /// Returns the data and the script of a playground.
  ///
  /// - Parameters:
  ///   - model: The model as bytes.
  ///   - settings: What the script needs to know besides the model, as JSON.
  /// - Returns: Elements that show nothing.
  static func elements(model: [UInt8], settings: String) -> HTML {
    let module = EmbeddedResources.bytes("Playground/playground.wasm.gz") ?? []
    return """
      <div class="settings" hidden data-settings="\(settings)"></div>
      <script type="text/plain" class="module">\(text(module))</script>
      <script type="text/plain" class="model">\(text(Deflate.compressed(model)))</script>
      <script>\(HTML(trusting: script))</script>
      """
  }

  private static func text(_ bytes: [UInt8]) -> HTML {
    HTML(trusting: Data(bytes).base64EncodedString())
  }
}
