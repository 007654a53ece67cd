import Processes
import Testing

/// The progress of a command, at times that the tests choose.
@Suite struct ProgressLineTests {
  private static let eraser = "\r\u{1B}[K"

  private func line(on medium: ProgressLine.Medium, delay: Double? = nil) -> ProgressLine {
    ProgressLine(of: "diagnose", on: medium, at: .seconds(100), delay: delay)
  }

  /// Updates a line at a time after its start.
  private func update(_ line: inout ProgressLine, after seconds: Double, columns: Int = 80)
    -> String
  {
    line.update(at: moment(seconds), columns: columns)
  }

  private func record(_ line: inout ProgressLine, _ done: Int, of: Int, after seconds: Double) {
    line.record(
      "\(done) of \(of) reviews", share: Double(done) / Double(of), at: moment(seconds))
  }

  /// A time after the start of a line, exact to the millisecond.
  private func moment(_ seconds: Double) -> Duration {
    .milliseconds(100_000 + Int((seconds * 1000).rounded()))
  }

  @Test func `a command that ends within a second shows nothing on a terminal`() {
    var line = line(on: .terminal)
    for done in 0...9 {
      record(&line, done, of: 9, after: Double(done) / 10)
      #expect(update(&line, after: Double(done) / 10) == "")
    }
    #expect(line.erase() == "")
  }

  @Test func `the line appears after a second and tells the work done and the time left`() {
    var line = line(on: .terminal)
    record(&line, 0, of: 25, after: 0)
    record(&line, 5, of: 25, after: 0.5)
    #expect(update(&line, after: 0.9) == "")
    #expect(update(&line, after: 1) == Self.eraser + "diagnose: 5 of 25 reviews, 2 s left")
  }

  @Test func `the line is written at most ten times a second`() {
    var line = line(on: .terminal)
    var written: [Double] = []
    for moment in 0...4000 {
      let time = Double(moment) / 1000
      record(&line, moment, of: 5000, after: time)
      if update(&line, after: time) != "" { written.append(time) }
    }
    #expect(written.first == 1)
    #expect(written.count == 31)
    #expect(zip(written, written.dropFirst()).allSatisfy { $1 - $0 >= 0.0999 })
  }

  @Test func `a line that says the same is not written again`() {
    var line = line(on: .terminal)
    #expect(update(&line, after: 1.2) == Self.eraser + "diagnose: 1 s so far")
    #expect(update(&line, after: 1.8) == "")
    #expect(update(&line, after: 2) == Self.eraser + "diagnose: 2 s so far")
  }

  @Test func `an erased line leaves nothing, and comes back with the next update that is due`() {
    var line = line(on: .terminal)
    _ = update(&line, after: 2)
    #expect(line.erase() == Self.eraser)
    #expect(line.erase() == "")
    #expect(update(&line, after: 2.05) == "")
    #expect(update(&line, after: 2.2) == Self.eraser + "diagnose: 2 s so far")
  }

  @Test func `the time left runs down between two reviews, and gives way to the time so far`() {
    var line = line(on: .terminal)
    record(&line, 0, of: 2, after: 2)
    record(&line, 1, of: 2, after: 5)
    #expect(update(&line, after: 5).hasSuffix(", 3 s left"))
    #expect(update(&line, after: 6).hasSuffix(", 2 s left"))
    #expect(update(&line, after: 7.5).hasSuffix(", 1 s left"))
    #expect(update(&line, after: 9).hasSuffix("1 of 2 reviews, 9 s so far"))
  }

  @Test func `each phase has its own rate`() {
    var line = line(on: .terminal)
    record(&line, 0, of: 10, after: 0)
    record(&line, 10, of: 10, after: 60)
    #expect(update(&line, after: 60).hasSuffix("10 of 10 reviews, 60 s so far"))
    record(&line, 0, of: 4, after: 60)
    #expect(update(&line, after: 61).hasSuffix("0 of 4 reviews, 61 s so far"))
    record(&line, 1, of: 4, after: 62)
    #expect(update(&line, after: 62).hasSuffix("1 of 4 reviews, 6 s left"))
  }

  @Test func `without a total, the line tells the work and the time so far`() {
    var line = line(on: .terminal)
    line.record("reading the model", share: nil, at: .seconds(100))
    #expect(update(&line, after: 3.9) == Self.eraser + "diagnose: reading the model, 3 s so far")
    line.note = "40 predictions requested"
    #expect(
      update(&line, after: 5)
        == Self.eraser + "diagnose: reading the model, 40 predictions requested, 5 s so far")
  }

  @Test(arguments: [
    (99.0, "99 s"), (100, "1 min"), (5999, "99 min"), (6000, "1 h"), (36_000, "10 h"),
  ])
  func `a long time is told in minutes and hours`(seconds: Double, text: String) {
    var line = line(on: .terminal)
    #expect(update(&line, after: seconds) == Self.eraser + "diagnose: \(text) so far")
  }

  @Test func `the line is narrower than the terminal, whatever the width of its letters`() {
    for columns in 0...50 {
      var line = line(on: .terminal)
      line.record("12 面白い映画", share: nil, at: .seconds(100))
      let text = update(&line, after: 1, columns: columns).dropFirst(Self.eraser.count)
      let width = text.reduce(0) { $0 + ($1.isASCII || $1 == "…" ? 1 : 2) }
      #expect(width <= max(0, columns - 1))
      #expect(columns < 40 || text == "diagnose: 12 面白い映画, 1 s so far")
    }
  }

  @Test func `a log gets a whole line every ten seconds and nothing to erase`() {
    var line = line(on: .log)
    var written: [String] = []
    for moment in 0...350 {
      let time = Double(moment) / 10
      record(&line, moment, of: 700, after: time)
      let text = update(&line, after: time, columns: 10)
      if text != "" { written.append(text) }
      #expect(line.erase() == "")
    }
    #expect(
      written == [
        "diagnose: 100 of 700 reviews, 60 s left\n", "diagnose: 200 of 700 reviews, 50 s left\n",
        "diagnose: 300 of 700 reviews, 40 s left\n",
      ])
  }

  @Test(arguments: [ProgressLine.Medium.terminal, .log])
  func `without a delay, every update is written`(medium: ProgressLine.Medium) {
    var line = line(on: medium, delay: 0)
    for done in 0...3 {
      record(&line, done, of: 3, after: 0)
      #expect(update(&line, after: 0).contains("diagnose: \(done) of 3 reviews, 0 s so far"))
    }
  }
}
