public import HTML
public import SourceText
public protocol LiterateContext: Sendable { func focused(on review: String) -> Self? }
public enum Scope: String, Sendable, CaseIterable { case report, review }
public protocol Chunk<Context>: Sendable {
  associatedtype Context: LiterateContext
  static var verb: String { get }
  static var summary: String { get }
  static var scopes: Set<Scope> { get }
  static var labelPrefix: String? { get }
  init(options: inout Options)
  func weave(in context: Context) throws(Diagnostics) -> ChunkOutput
}
public enum Layout: Sendable { case text, wide, full }
public struct ClaimResult: Hashable, Sendable { public var label: String?; public var claim: String; public var says: String?; public var measured: String; public var holds: Bool; public var location: SourceLocation }
public struct ChunkOutput: Sendable {
  public init(body: HTML, caption: HTML? = nil, layout: Layout = .text, alternative: HTML? = nil, isFigure: Bool = true) {}
}
public enum Value: Hashable, Sendable { case number(Double), integer(Int), text(String), boolean(Bool) }
public enum Unit: Sendable { case probability, logit, contribution, count, text, plain }
public struct ValuePath<Context>: Sendable {
  public init(path: String, summary: String, unit: Unit, value: @escaping @Sendable (Context) -> Value?) {}
}
public struct Language<Context: LiterateContext>: Sendable {
  public init(chunks: [any Chunk<Context>.Type], values: [ValuePath<Context>], defaults: [Options.Item] = []) {}
}
public struct FrontMatter: Sendable { public var title = ""; public var lang = "en"; public var scope = Scope.report; public var options: [Options.Item] = [] }
public struct WovenDocument: Sendable { public var title: String; public var subtitle: String?; public var html: HTML; public var claims: [ClaimResult] }
public struct Document<Context: LiterateContext>: Sendable {
  public init(parsing: SourceFile, language: Language<Context>, reviews: Set<String>?) throws(Diagnostics) { frontMatter = FrontMatter() }
  public let frontMatter: FrontMatter
  public func weave(in context: Context) throws(Diagnostics) -> WovenDocument { WovenDocument(title: "", html: "", claims: []) }
}
