internal import CYAML

/// A YAML document as a flat list of nodes, so that neither deep nesting nor an alias of an enclosing node needs recursion.
///
/// Only this file uses libyaml, and no pointer leaves it.
struct YAMLDocument {
  /// A line and a column; both start at 1, and columns count Unicode scalars.
  struct Mark: Hashable {
    let line: Int
    let column: Int
  }

  /// Why a text is not YAML.
  struct Problem: Error {
    /// The parser's words.
    let text: String
    let mark: Mark
    /// The start of the construct that the parser could not finish.
    let start: Mark
  }

  /// A value and where it starts.
  struct Node {
    fileprivate let parts: [Part]
    fileprivate let index: Int

    var mark: Mark { parts[index].mark }

    /// The text of a scalar; also of null.
    var scalar: String? {
      if case .scalar(let text, _) = parts[index].value { text } else { nil }
    }

    var isNull: Bool {
      if case .scalar(_, isNull: true) = parts[index].value { true } else { false }
    }

    var sequence: [Node]? {
      guard case .sequence(let items) = parts[index].value else { return nil }
      return items.map { Node(parts: parts, index: $0) }
    }

    var mapping: [(key: Node, value: Node)]? {
      guard case .mapping(let pairs) = parts[index].value else { return nil }
      return pairs.map {
        (Node(parts: parts, index: $0.key), Node(parts: parts, index: $0.value))
      }
    }
  }

  /// A node; it refers to others by their indices.
  fileprivate struct Part {
    let value: Value
    let mark: Mark
  }

  fileprivate enum Value {
    case scalar(String, isNull: Bool)
    case sequence([Int])
    case mapping([(key: Int, value: Int)])
  }

  private let parts: [Part]

  /// The outermost node; nil if the text has no value.
  var root: Node? { parts.isEmpty ? nil : Node(parts: parts, index: 0) }

  /// The first key that its mapping already has.
  var firstRepeatedKey: Node? {
    for index in parts.indices {
      var names: Set<String> = []
      for (key, _) in Node(parts: parts, index: index).mapping ?? [] {
        if let name = key.scalar, !names.insert(name).inserted { return key }
      }
    }
    return nil
  }

  /// Parses a text that contains one document.
  ///
  /// - Parameter text: The text.
  /// - Throws: The first problem.
  init(parsing text: String) throws(Problem) {
    var parser = unsafe yaml_parser_t()
    guard unsafe yaml_parser_initialize(&parser) == 1 else { throw unsafe Problem(parser) }
    defer { unsafe yaml_parser_delete(&parser) }
    let bytes = Array(text.utf8)
    let result = unsafe bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(Problem) in
        unsafe yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
        unsafe yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
        let (parts, start) = try unsafe Self.load(&parser, text)
        guard !parts.isEmpty else { return parts }
        let second = try unsafe Self.load(&parser, text)
        guard second.parts.isEmpty else {
          throw Problem(text: "but found another document", mark: second.start, start: start)
        }
        return parts
      }
    }
    parts = try result.get()
  }

  /// Returns the nodes of the next document and its start; no nodes at the end of the text.
  private static func load(
    _ parser: inout yaml_parser_t, _ text: String
  ) throws(Problem) -> (parts: [Part], start: Mark) {
    var document = unsafe yaml_document_t()
    guard unsafe yaml_parser_load(&parser, &document) == 1 else { throw unsafe Problem(parser) }
    defer { unsafe yaml_document_delete(&document) }
    var parts: [Part] = []
    while let node = unsafe yaml_document_get_node(&document, Int32(parts.count + 1)) {
      parts.append(unsafe Part(node.pointee, in: text))
    }
    return (parts, unsafe Mark(document.start_mark))
  }
}

extension FrontMatter {
  /// The version of libyaml in use.
  package static var libraryVersion: String { unsafe String(cString: yaml_get_version_string()) }
}

extension YAMLDocument.Problem {
  fileprivate init(_ parser: yaml_parser_t) {
    let text = unsafe parser.problem.map { unsafe String(cString: $0) } ?? ""
    let mark = unsafe YAMLDocument.Mark(parser.problem_mark)
    let hasContext = unsafe parser.context != nil
    self.init(
      text: text, mark: mark,
      start: hasContext ? unsafe YAMLDocument.Mark(parser.context_mark) : mark)
  }
}

extension YAMLDocument.Mark {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: mark.line + 1, column: mark.column + 1)
  }
}

extension YAMLDocument.Part {
  fileprivate init(_ node: yaml_node_t, in source: String) {
    mark = unsafe .init(node.start_mark)
    switch unsafe node.type {
    case YAML_SEQUENCE_NODE:
      let items = unsafe node.data.sequence.items
      let count = unsafe items.top - items.start
      value = .sequence((0..<count).map { unsafe Int(items.start[$0]) - 1 })
    case YAML_MAPPING_NODE:
      let pairs = unsafe node.data.mapping.pairs
      let count = unsafe pairs.top - pairs.start
      value = .mapping(
        (0..<count).map {
          unsafe (Int(pairs.start[$0].key) - 1, Int(pairs.start[$0].value) - 1)
        })
    default:
      let scalar = unsafe node.data.scalar
      let text = unsafe String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let tag = unsafe node.tag.map { unsafe String(cString: $0) }
      let isWord = ["", "~", "null", "Null", "NULL"].contains(text)
      let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE && tag == YAML_STR_TAG
      // A plain scalar and one that is tagged as a text have the same tag; the mark of the latter is at its tag.
      let isTagged = unsafe source.unicodeScalars.dropFirst(node.start_mark.index).first == "!"
      let isNull = isWord && isPlain && !isTagged
      value = .scalar(text, isNull: isNull || tag == YAML_NULL_TAG)
    }
  }
}
