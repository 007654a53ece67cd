internal import Classifier
internal import Foundation
internal import Reporting
internal import SourceText

/// Picks have ids of their own and texts, and are read again from JSON Lines.
enum PicksFuzzer: Fuzzer {
  static let name = "picks"

  static func check(_ bytes: [UInt8]) throws(BrokenLaw) {
    // Without slashes, `@` and patterns lead to the reviews beside this file and nowhere else on the machine.
    let slash = UInt8(ascii: "/")
    let local = bytes.map { $0 == slash ? UInt8(ascii: "|") : $0 }
    for ending in ["txt", "csv", "tsv", "jsonl"] {
      try check(local, path: Fuzzers.folder.appending(path: "Reviews/picks.\(ending)").path)
    }
  }

  private static func check(_ bytes: [UInt8], path: String) throws(BrokenLaw) {
    let list: PickList
    do { list = try PickList(parsing: bytes, path: path) } catch {
      return try BrokenLaw.ifMisplaced(error, in: bytes)
    }
    let picks = list.picks
    try BrokenLaw.unless(Set(picks.map(\.id)).count == picks.count, "an id is given twice")
    for pick in picks {
      try BrokenLaw.unless(Slug.isValid(pick.id), "'\(pick.id)' is an id")
      try BrokenLaw.unless(!pick.text.contains("\0"), "a review is no text")
    }
    let lines = picks.map { pick in
      let label: [String: JSON] = pick.label.map { ["label": .string($0.name)] } ?? [:]
      let texts = ["id": pick.id, "title": pick.title, "text": pick.text].mapValues(JSON.string)
      return JSON.object(texts.merging(label) { $1 }).description + "\n"
    }
    let again = try BrokenLaw.ifRefused("picks are refused as JSON Lines") {
      () throws(Diagnostics) in
      try PickList(parsing: Array(lines.joined().utf8), path: "x.jsonl")
    }
    for (pick, other) in zip(picks, again.picks) {
      let isSame =
        pick.id == other.id && pick.title == other.title && pick.text == other.text
        // An empty label is no class of any model, which is said when the model is known; a table has cells without.
        && pick.label?.name ?? "" == other.label?.name ?? ""
      try BrokenLaw.unless(isSame, "\(pick) is read as \(other)")
    }
    try BrokenLaw.unless(again.picks.count == picks.count, "\(again.picks.count) are read")
  }
}
