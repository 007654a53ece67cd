public import Attribution
import Reviews
import Site
import SourceText

extension ReportBuilder {
  /// Classifies, explains and weaves the reviews of one part, and moves its folder into place.
  ///
  /// The folder has the pages of these reviews, with the addresses and links that they have on the site of all parts.
  ///
  /// - Parameters:
  ///   - explainer: The classifier, and the output to explain.
  ///   - progress: Receives the number of finished reviews of the part, from 0, and of all of them.
  /// - Returns: The number of pages, and of reviews.
  /// - Throws: Diagnostics, including those of a program; the old folder is left in place.
  public func buildPart(
    with explainer: Explainer, progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) async throws -> (pages: Int, reviews: Int) {
    let (run, weaver) = try await weaver(with: explainer)
    guard let output = request.output.site else {
      throw Diagnostics("a part needs a folder", hint: "use --output")
    }
    let (part, picks) = (request.part, run.picks)
    let range = part.range(of: picks.count)
    var writer = try SitePartWriter(output: output)
    var pages = 0
    var done = 0
    progress(0, range.count)
    try await eachInOrder(range, jobs: request.jobs) { index in
      try weaver.weave(index + 1)
    } body: { woven, summary in
      try writer.add(woven, summary, of: picks[range.lowerBound + done])
      pages += woven.pages.count
      done += 1
      progress(done, range.count)
    }
    try picks.throwIfFailed()
    try writer.commit(part, of: picks.count, identity: identity(of: run))
    return (pages, range.count)
  }

  /// Puts the parts of a run together, weaves what is about all reviews, and moves the report into place.
  ///
  /// The builder has the reviews of the parts.
  ///
  /// - Parameters:
  ///   - parts: The parts.
  ///   - explainer: The classifier, and the output to explain.
  ///   - progress: Receives the number of reviews that are put together, from 0, and of all of them.
  /// - Returns: The outcome, the same as of a build of all reviews.
  /// - Throws: Diagnostics, in particular if the parts were built with other options or documents; the old report is left in place.
  public func join(
    _ parts: PartFolders, with explainer: Explainer,
    progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) async throws -> Outcome {
    let (run, weaver) = try await weaver(with: explainer)
    let differences = identity(of: run).differences(from: parts.identity)
    guard differences.isEmpty else {
      throw Diagnostics(
        "the parts and this command differ in \(differences.joined(separator: ", "))",
        at: SourceLocation(file: Path.join(parts.folders[0].path, SitePartHeader.path)),
        hint: "use the same options and documents as for 'report build --part'")
    }
    var publication = try publications()
    var woven = WovenReviews(weaver.folds, weaver.recordNeeds)
    progress(0, run.picks.count)
    for folder in parts.folders {
      var lines = try folder.lines()
      try folder.eachRecord { record in
        let json = try lines.next().map { String(decoding: $0, as: UTF8.self) } ?? ""
        let pages = try record.pages.map { page throws(Diagnostics) in try folder.page(page) }
        let review = WovenReview(id: record.summary.id, pages: pages, json: json)
        try publication.add(review)
        try woven.add(review, record.summary)
        progress(woven.count, run.picks.count)
      }
    }
    return try await finish(weaver, publication, woven)
  }

  private func identity(of run: Run) -> RunIdentity {
    RunIdentity(run, request, files: files, templates)
  }
}
