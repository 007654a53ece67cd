/// A problem of the form of an expression.
struct SyntaxProblem: Error {
  let message: String
  let hint: String?
  /// The number of characters before it.
  let offset: Int

  init(_ message: String, at offset: Int, hint: String? = nil) {
    (self.message, self.offset, self.hint) = (message, offset, hint)
  }
}
