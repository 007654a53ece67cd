import HTML
import Literate
import SourceText
package import Spooling

/// A page that another process wrote: everything but its text.
package struct PageRecord: Sendable {
  /// The path on the site.
  package let path: String
  private let title: String
  private let claims: [ClaimResult]
  private let links: PageLinks
  private let places: [String: SourceLocation]

  /// Records a page.
  package init(_ page: WovenPage) {
    path = page.path
    title = page.title
    claims = page.claims
    links = page.links
    places = page.places
  }

  /// Returns the page for a site.
  ///
  /// - Parameter text: The file of the page.
  /// - Returns: The page, which has no text in other forms.
  package func page(_ text: String) -> WovenPage {
    WovenPage(
      path: path, title: title, head: HTML(), foot: HTML(),
      texts: PageTexts(site: text, section: "", markdown: ""), claims: claims, links: links,
      sectionLinks: nil, places: places)
  }
}

extension PageRecord: Recordable {
  package init(from record: inout RecordReader) {
    path = record.text()
    title = record.text()
    claims = record.value()
    links = PageLinks(path: path, from: &record)
    places = Dictionary(
      (0..<record.count()).map { _ in (record.text(), record.location()) }
    ) { first, _ in first }
  }

  package func record(to record: inout RecordWriter) {
    record.write(path)
    record.write(title)
    record.write(claims)
    links.record(to: &record)
    record.write(places.count)
    for (written, place) in places.sorted(by: { $0.key < $1.key }) {
      record.write(written)
      record.write(place)
    }
  }
}

extension PageLinks {
  fileprivate init(path: String, from record: inout RecordReader) {
    let mentions = (0..<record.count()).map { _ in
      Mention(
        address: Address(path: record.text(), fragment: record.value()), written: record.text())
    }
    let problems = (0..<record.count()).map { _ in
      switch record.integer() {
      case 0: Problem.duplicate(id: record.text())
      case 1: Problem.missing(id: record.text(), written: record.text())
      default: Problem.outside(written: record.text())
      }
    }
    self.init(
      path: path, mentions: mentions, problems: problems, ids: PageIDs(from: &record))
  }

  fileprivate func record(to record: inout RecordWriter) {
    record.write(mentions.count)
    for mention in mentions {
      record.write(mention.address.path)
      record.write(mention.address.fragment)
      record.write(mention.written)
    }
    record.write(problems.count)
    for problem in problems {
      switch problem {
      case .duplicate(let id):
        record.write(0)
        record.write(id)
      case .missing(let id, let written):
        record.write(1)
        record.write(id)
        record.write(written)
      case .outside(let written):
        record.write(2)
        record.write(written)
      }
    }
    ids.record(to: &record)
  }
}

extension PageIDs {
  fileprivate init(from record: inout RecordReader) {
    let names: [String] = record.value()
    let runs = (0..<record.count()).map { _ in
      (record.text(), UInt32(clamping: record.integer()), UInt32(clamping: record.integer()))
    }
    self.init(names: Set(names), runs: runs)
  }

  fileprivate func record(to record: inout RecordWriter) {
    record.write(shape.names.sorted())
    record.write(shape.runs.count)
    for (index, name) in shape.runs.enumerated() {
      record.write(name)
      record.write(Int(bounds[2 * index]))
      record.write(Int(bounds[2 * index + 1]))
    }
  }
}
