import Foundation
import Processes
import TestSupport
import Testing

/// Programs with which bytes are exchanged, and what they do to whoever waits for them.
@Suite(.serialized) struct PipedProcessTests {
  /// What a script of the shell says before a deadline, or why it says nothing, and how it ends.
  private func talk(
    _ script: String, _ bytes: [UInt8] = [], limit: Int = 1000, seconds: Double = 300
  ) throws -> (said: String, ending: ChildProcess.Ending, errors: String) {
    var process = try PipedProcess(Launch("/bin/sh", ["-c", script]))
    var said = ""
    do throws(PipedProcess.Silence) {
      let line = try process.line(after: bytes, limit: limit, until: .now + .seconds(seconds))
      said = String(decoding: line, as: UTF8.self)
    } catch {
      said = "\(error)"
    }
    let ending = process.stop(patience: said == "slow" || said == "excess" ? 0 : 300)
    return (said, ending, process.lastWords)
  }

  private static let descriptors = "/proc/self/fd"

  /// The open descriptors of the tests that are pipes.
  private static func pipes() throws -> Int {
    let names = try FileManager.default.contentsOfDirectory(atPath: descriptors)
    return names.count { name in
      let target = try? FileManager.default.destinationOfSymbolicLink(
        atPath: "\(descriptors)/\(name)")
      return target?.hasPrefix("pipe:") == true
    }
  }

  @Test func `a line is answered by a line, and the end of the input by the end`() throws {
    let echo = try talk("read line; echo \"<$line>\"; cat; echo end >&2; exit 7", Array("a\n".utf8))
    #expect(echo == ("<a>", .status(7), "end\n"))
    #expect(try talk("kill -TERM $$") == ("end", .signal(SIGTERM), ""))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: descriptors)))
  func `however many programs were started, no descriptor stays open`() throws {
    _ = try talk("echo a")
    let before = try Self.pipes()
    for _ in 0..<100 {
      _ = try talk("echo a")
      _ = try? PipedProcess(Launch("/nowhere"))
      _ = try ChildProcess(Launch("/bin/sh", ["-c", "exit 1"])).ending(within: 300)
    }
    // Other tests have pipes too, but not a hundred.
    #expect(try Self.pipes() - before < 50)
  }

  @Test func `a program begins with no descriptor but its streams and with all signals`() throws {
    signal(SIGHUP, SIG_IGN)
    defer { signal(SIGHUP, SIG_DFL) }
    let found = try talk("kill -HUP $$; echo deaf")
    #expect(found.ending == .signal(SIGHUP))
    guard FileManager.default.fileExists(atPath: Self.descriptors) else { return }
    let handle = try FileHandle(forReadingFrom: URL(filePath: "/dev/null"))
    defer { try? handle.close() }
    let script =
      "for n in 3 4 5 6 7 8 9; do if [ -e /proc/$$/fd/$n ]; then echo $n; exit; fi; done; echo none"
    #expect(try talk(script).said == "none")
  }

  @Test func `what a program leaves behind with its pipes is not waited for`() throws {
    // Each would keep its pipes open for longer than a test may last.
    let found = try talk("setsid sleep 400 & echo oops >&2; exit 3")
    #expect(found == ("end", .status(3), "oops\n"))
    let answered = try talk("setsid sleep 400 & echo a; exit 0")
    #expect(answered == ("a", .status(0), ""))
  }

  @Test func `a program that never reads, writes for ever or says nothing ends at the deadline`()
    throws
  {
    let much = [UInt8](repeating: 97, count: 1 << 20)
    #expect(try talk("exec sleep 1000", much, seconds: 0.1).said == "slow")
    #expect(try talk("exec sleep 1000", seconds: 0.1).said == "slow")
    #expect(try talk("trap '' TERM INT HUP; while :; do :; done", seconds: 0.1).said == "slow")
    #expect(try talk("exec yes >&2", seconds: 0.1).said == "slow")
    #expect(try talk("yes | tr -d '\\n'", limit: 1 << 20).said == "excess")
  }

  @Test func `a program that writes before it reads is read meanwhile`() throws {
    let much = [UInt8](repeating: 97, count: 1 << 20) + [10]
    let script = "head -c 1000000 /dev/zero | tr '\\0' b; read -r line; echo"
    #expect(try talk(script, much, limit: 1 << 21).said.utf8.count == 1_000_000)
  }

  @Test func `a program ends with the value, and with it all that it started`() throws {
    try TemporaryFolder.use { folder in
      let number = try { () throws -> Int32 in
        var process = try PipedProcess(
          Launch("/bin/sh", ["-c", "sleep 1000 & echo $!; wait"], folder: folder.path))
        let line = try process.line(after: [], limit: 100, until: .now + .seconds(300))
        return try #require(Int32(String(decoding: line, as: UTF8.self)))
      }()
      // The machine may need a moment to see to it; who was its parent is gone.
      for _ in 0..<30_000 where kill(number, 0) == 0 && !isZombie(number) { usleep(10_000) }
      #expect(kill(number, 0) == -1 || isZombie(number))
    }
  }

  private func isZombie(_ number: Int32) -> Bool {
    (try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8))?.contains(") Z ") == true
  }
}
