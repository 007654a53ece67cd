import Classifier
import Site
import SourceText
import Spooling

/// Writes the folder of a part: its pages, its lines of `data/report.jsonl`, and the records for `report join`.
struct SitePartWriter: ~Copyable {
  private var site: SiteWriter
  private let sum = SHA256.Sum()
  private var bytes = 0

  /// Starts a part.
  ///
  /// - Parameter output: The folder.
  /// - Throws: A diagnostic if the folder cannot be written.
  init(output: String) throws(Diagnostics) { site = try SiteWriter(output: output) }

  /// Adds a review.
  mutating func add(
    _ woven: WovenReview, _ summary: ReviewSummary, of pick: Pick
  ) throws(Diagnostics) {
    for page in woven.pages { try site.write(page.texts.site, to: page.path) }
    try site.append(woven.json + "\n", to: "data/report.jsonl")
    var record = RecordWriter()
    record.write(SitePartRecord(pick, summary, woven.pages.map { PageRecord($0) }))
    // Eight bytes for the length, so that a reader knows how much to read.
    let length = (0..<8).map { UInt8(truncatingIfNeeded: record.bytes.count >> (8 * $0)) }
    let all = length + record.bytes
    try site.append(all, to: SitePartHeader.recordsPath)
    sum.add(all)
    bytes += all.count
  }

  /// Moves the folder into place.
  consuming func commit(
    _ part: Part, of reviews: Int, identity: RunIdentity
  ) throws(Diagnostics) {
    // A part without reviews has these files too.
    try site.append("", to: "data/report.jsonl")
    try site.append("", to: SitePartHeader.recordsPath)
    let header = SitePartHeader(
      part: part, reviews: reviews, identity: identity, bytes: bytes, sha256: sum.hexadecimal())
    try site.write(header.json, to: SitePartHeader.path)
    try site.commit()
  }
}
