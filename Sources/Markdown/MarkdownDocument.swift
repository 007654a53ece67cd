internal import CCMarkGFM
internal import Synchronization

/// A cmark-gfm document tree with unique ownership.
///
/// Only this file uses the C library, and no pointer leaves it: elsewhere, nodes are identified by their index in rendering
/// order.
@safe struct MarkdownDocument: ~Copyable {
  /// The nodes as they were parsed.
  let nodes: [MarkdownNode]
  private let root: OpaquePointer
  private let parser: OpaquePointer
  /// The live nodes by index; nil after a node was replaced or removed.
  private var handles: [OpaquePointer?]

  /// The table of GFM extensions is shared by the whole process, so it is filled once.
  private static let registerExtensions: Void = cmark_gfm_core_extensions_ensure_registered()

  /// While cmark-gfm parses, the special characters of its extensions are in a process-wide table: two concurrent parsers would
  /// disable each other's strikethrough.
  private static let parsing = Mutex(())

  /// Parses GitHub-flavoured Markdown with tables, strikethrough, task lists and footnotes.
  ///
  /// - Parameter text: The Markdown source.
  /// - Complexity: O(*n*) for ordinary text; hostile input can make cmark-gfm quadratic.
  init(parsing text: String) {
    Self.registerExtensions
    let options = CMARK_OPT_SOURCEPOS | CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_FOOTNOTES
    guard let parser = unsafe cmark_parser_new(options) else {
      preconditionFailure("cmark-gfm aborts where it cannot allocate")
    }
    for name in ["table", "strikethrough", "tasklist"] {
      unsafe cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
    }
    let address = Self.parsing.withLock { _ in
      unsafe cmark_parser_feed(parser, text, text.utf8.count)
      return unsafe UInt(bitPattern: cmark_parser_finish(parser))
    }
    guard let root = unsafe OpaquePointer(bitPattern: address) else {
      preconditionFailure("cmark-gfm always returns a document")
    }
    // Texts are views into their parent's buffer until they are owned, and parents may be replaced.
    unsafe cmark_node_own(root)
    unsafe self.parser = parser
    unsafe self.root = root
    let handles = unsafe Self.nodes(below: root)
    let numbers = unsafe Dictionary(
      uniqueKeysWithValues: handles.enumerated().map { unsafe ($1, $0) })
    nodes = unsafe handles.map { handle in
      let parent = unsafe cmark_node_parent(handle).flatMap { unsafe numbers[$0] }
      return unsafe Self.describe(handle, parent: parent)
    }
    unsafe self.handles = handles
  }

  deinit {
    unsafe cmark_node_free(root)
    unsafe cmark_parser_free(parser)
  }

  /// Renders the document as HTML, without any raw HTML from the source.
  borrowing func html() -> String {
    let extensions = unsafe cmark_parser_get_syntax_extensions(parser)
    guard let bytes = unsafe cmark_render_html(root, CMARK_OPT_FOOTNOTES, extensions) else {
      preconditionFailure("cmark-gfm always renders a document")
    }
    defer { unsafe cmark_get_default_mem_allocator().pointee.free(bytes) }
    return unsafe String(cString: bytes)
  }

  /// Changes the text of a text node or code span.
  mutating func setText(of number: Int, to text: String) {
    guard let handle = unsafe handles[number] else { return }
    unsafe cmark_node_set_literal(handle, text)
  }

  /// Replaces an inline with text.
  ///
  /// A table cell rejects custom inlines but accepts text, so every inline becomes text.
  mutating func replaceInline(_ number: Int, withText text: String) {
    guard let new = unsafe cmark_node_new(CMARK_NODE_TEXT) else { return }
    unsafe cmark_node_set_literal(new, text)
    unsafe replace(number, with: new)
  }

  /// Replaces a block without children by markup, which is rendered unchanged.
  mutating func replaceBlock(_ number: Int, withMarkup markup: String) {
    guard let new = unsafe cmark_node_new(CMARK_NODE_CUSTOM_BLOCK) else { return }
    unsafe cmark_node_set_on_enter(new, markup)
    unsafe replace(number, with: new)
  }

  /// Replaces the tags around the children of a block.
  mutating func retag(_ number: Int, opening: String, closing: String) {
    guard let old = unsafe handles[number],
      let new = unsafe cmark_node_new(CMARK_NODE_CUSTOM_BLOCK)
    else { return }
    unsafe cmark_node_set_on_enter(new, opening)
    unsafe cmark_node_set_on_exit(new, closing)
    while let child = unsafe cmark_node_first_child(old) {
      unsafe cmark_node_unlink(child)
      unsafe cmark_node_append_child(new, child)
    }
    unsafe replace(number, with: new)
  }

  /// Removes a node without children; one with children is kept.
  mutating func remove(_ number: Int) {
    guard let handle = unsafe handles[number], unsafe cmark_node_first_child(handle) == nil
    else { return }
    unsafe cmark_node_free(handle)
    unsafe handles[number] = nil
  }

  private mutating func replace(_ number: Int, with new: OpaquePointer) {
    guard let old = unsafe handles[number], unsafe cmark_node_replace(old, new) == 1 else {
      unsafe cmark_node_free(new)
      return
    }
    unsafe cmark_node_free(old)
    unsafe handles[number] = nil
  }

  private static func nodes(below root: OpaquePointer) -> [OpaquePointer] {
    var handles: [OpaquePointer] = unsafe []
    guard let iterator = unsafe cmark_iter_new(root) else { return unsafe [] }
    defer { unsafe cmark_iter_free(iterator) }
    while true {
      let event = unsafe cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return unsafe handles }
      if event == CMARK_EVENT_ENTER, let node = unsafe cmark_iter_get_node(iterator) {
        unsafe handles.append(node)
      }
    }
  }

  private static func describe(_ handle: OpaquePointer, parent: Int?) -> MarkdownNode {
    // Accessors for other node types return nil, so at most one of each pair has a value.
    MarkdownNode(
      kind: unsafe kind(of: handle), parent: parent,
      literal: unsafe string(cmark_node_get_literal(handle)) + string(cmark_node_get_url(handle)),
      title: unsafe string(cmark_node_get_title(handle))
        + string(cmark_node_get_fence_info(handle)),
      line: Int(unsafe cmark_node_get_start_line(handle)),
      utf8Column: Int(unsafe cmark_node_get_start_column(handle)),
      lastLine: Int(unsafe cmark_node_get_end_line(handle)))
  }

  private static func string(_ bytes: UnsafePointer<CChar>?) -> String {
    unsafe bytes.map { unsafe String(cString: $0) } ?? ""
  }

  private static func kind(of handle: OpaquePointer) -> MarkdownNode.Kind {
    switch unsafe cmark_node_get_type(handle) {
    case CMARK_NODE_HEADING:
      return .heading(level: Int(unsafe cmark_node_get_heading_level(handle)))
    case CMARK_NODE_CODE_BLOCK: return unsafe codeBlock(handle)
    case CMARK_NODE_BLOCK_QUOTE: return .blockQuote
    case CMARK_NODE_PARAGRAPH: return .paragraph
    case CMARK_NODE_TEXT: return .text
    case CMARK_NODE_CODE: return .code
    case CMARK_NODE_SOFTBREAK: return .softBreak
    case CMARK_NODE_LINEBREAK: return .lineBreak
    case CMARK_NODE_EMPH: return .emphasis
    case CMARK_NODE_STRONG: return .strong
    case CMARK_NODE_LIST: return unsafe list(handle)
    case CMARK_NODE_THEMATIC_BREAK: return .rule
    case CMARK_NODE_LINK: return .link
    case CMARK_NODE_IMAGE: return .image
    case CMARK_NODE_HTML_BLOCK, CMARK_NODE_HTML_INLINE: return .html
    case CMARK_NODE_FOOTNOTE_REFERENCE: return .footnoteReference
    case CMARK_NODE_FOOTNOTE_DEFINITION: return .footnoteDefinition
    default: break
    }
    // Node types of extensions have no constants.
    switch unsafe String(cString: cmark_node_get_type_string(handle)) {
    case "table": return .table
    case "table_header": return .tableHeader
    case "table_row": return .tableRow
    case "table_cell": return .tableCell
    case "strikethrough": return .deleted
    case "tasklist":
      return .item(isDone: unsafe cmark_gfm_extensions_get_tasklist_item_checked(handle))
    case "item": return .item(isDone: nil)
    default: return .other
    }
  }

  private static func list(_ handle: OpaquePointer) -> MarkdownNode.Kind {
    unsafe cmark_node_get_list_type(handle) == CMARK_ORDERED_LIST
      ? .list(start: Int(unsafe cmark_node_get_list_start(handle))) : .list(start: nil)
  }

  private static func codeBlock(_ handle: OpaquePointer) -> MarkdownNode.Kind {
    var length: Int32 = 0
    var offset: Int32 = 0
    var character: CChar = 0
    let isFenced = unsafe cmark_node_get_fenced(handle, &length, &offset, &character) == 1
    guard isFenced, let info = unsafe cmark_node_get_fence_info(handle) else { return .literal }
    return .fence(info: unsafe String(cString: info), length: Int(length))
  }
}

extension MarkdownPage {
  /// The version of cmark-gfm in use.
  package static var libraryVersion: String { unsafe String(cString: cmark_version_string()) }
}
