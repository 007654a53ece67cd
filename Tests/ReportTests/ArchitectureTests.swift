import Foundation
import Testing

/// The plan of the house, as `Package.swift` and the article Architecture have it.
@Suite struct ArchitectureTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  /// Targets that are not part of the house: C code, benchmarks, checks, fuzzers and tests.
  private static var outside: Regex<(Substring, Substring)> {
    #/^(C[A-Z].*|EmbeddedFiles|bench-.*|playground-.*|[Ff]uzz.*|TestSupport)$/#
  }

  private static func read(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The targets of the house with the targets that they depend on.
  private static func targets() throws -> [String: [String]] {
    let package = try read("Package.swift")
    let list = try #require(package.range(of: "  targets: ["))
    var targets: [String: [String]] = [:]
    for target in package[list.upperBound...].split(separator: /\n    \./) {
      guard target.hasPrefix("target") || target.hasPrefix("executableTarget"),
        let name = target.firstMatch(of: #/name: "([^"]+)"/#)?.1,
        try outside.wholeMatch(in: String(name)) == nil
      else { continue }
      let products = target.replacing(#/\.product\([^)]*\)\)?/#, with: "")
      let own = products.firstRange(of: "dependencies:").map { products[$0.upperBound...] } ?? ""
      targets[String(name)] = own.matches(of: #/"([A-Za-z]+)"/#).map { String($0.1) }
    }
    return targets.mapValues { $0.filter { targets[$0] != nil } }
  }

  /// The rows of the picture, from the top.
  private static func rows() throws -> [[String]] {
    let article = try read("Sources/Reporting/Documentation.docc/Architecture.md")
    let picture = try #require(article.firstMatch(of: #/```\n(?<rows>[^`]*)```/#)?.rows)
    return picture.split(separator: "\n").map { row in
      row.prefix { $0 != "—" }.split(separator: "·").map { $0.trimmingCharacters(in: .whitespaces) }
    }.filter { !$0.isEmpty }
  }

  @Test func `the picture shows each target once, above those that it depends on`() throws {
    let (targets, rows) = (try Self.targets(), try Self.rows())
    #expect(rows.flatMap(\.self).sorted() == targets.keys.sorted())
    for (height, row) in rows.enumerated() {
      let below = rows.dropFirst(height + 1).flatMap(\.self)
      for name in row {
        for needed in targets[name] ?? [] { #expect(below.contains(needed), "\(name): \(needed)") }
      }
    }
  }

  @Test func `every module in a public signature is a product`() throws {
    let package = try Self.read("Package.swift")
    let products = Set(package.matches(of: #/\.library\(name: "(\w+)"/#).map { String($0.1) })
    for product in products {
      let folder = Self.root.appending(path: "Sources/\(product)")
      let files = try #require(
        FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
      for case let file as URL in files where file.pathExtension == "swift" {
        let text = try String(contentsOf: file, encoding: .utf8)
        for name in text.matches(of: #/(?m)^public import (\w+)$/#).map({ String($0.1) })
        where name != "Foundation" {
          #expect(products.contains(name), "\(file.lastPathComponent) of \(product)")
        }
      }
    }
  }

  @Test(arguments: ["README.md", "CONTRIBUTING.md", "ForProgrammers", "Architecture"])
  func `every file that a guide names exists`(guide: String) throws {
    let path =
      guide.hasSuffix(".md") ? guide : "Sources/Reporting/Documentation.docc/\(guide).md"
    let text = try Self.read(path)
    var names = text.matches(of: #/(Sources|Tests|Templates|Reports)/[\w.\/-]*\w/#).map {
      String($0.0)
    }
    if guide == "Architecture" {
      names += text.matches(of: #/`([A-Z]\w+/[\w\/]+\.swift)`/#).map { "Sources/\($0.1)" }
    }
    for name in names where !name.contains("NAME") {
      #expect(
        FileManager.default.fileExists(atPath: Self.root.appending(path: name).path), "\(name)")
    }
  }
}
