import Classifier
import Literate
import Site
import Spooling

/// A review of a part: everything that the rest of the report needs of it, but for the texts of its pages.
struct SitePartRecord: Recordable {
  let pick: PickRecord
  let summary: ReviewSummary
  let pages: [PageRecord]

  init(_ pick: Pick, _ summary: ReviewSummary, _ pages: [PageRecord]) {
    self.pick = PickRecord(pick)
    self.summary = summary
    self.pages = pages
  }

  init(from record: inout RecordReader) {
    pick = record.value()
    var summary: ReviewSummary = record.value()
    summary.record = record.truth() ? record.value(ReviewRecord.self) : nil
    self.summary = summary
    pages = record.value()
  }

  func record(to record: inout RecordWriter) {
    record.write(pick)
    record.write(summary)
    record.write(summary.record != nil)
    if let review = summary.record { record.write(review) }
    record.write(pages)
  }
}
