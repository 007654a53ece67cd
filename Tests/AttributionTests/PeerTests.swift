import Attribution
import Classifier
import Testing

/// Every method against the peers that have it, by closed forms and through the layers.
struct PeerTests {
  @Test(arguments: try PeerCase.all("cases").filter(\.isRegistered))
  func `a method says what its peer says`(example: PeerCase) throws {
    for review in example.paths {
      let found = try example.attribute(review)
      // Errors beyond five standard deviations do not happen by chance: one in two million.
      let ours = 5 * (found.standardErrors?.max() ?? 0)
      for (position, number) in found.positions.enumerated() {
        let allowed = example.tolerance + ours + 5 * example.standardErrors[position]
        let peers = example.positions[position]
        #expect(abs(number - peers) <= allowed, "position \(position): \(number), \(peers)")
      }
    }
  }

  @Test(arguments: try PeerCase.all("peer-errs"))
  func `where a peer errs, its numbers do not add up and ours do`(example: PeerCase) throws {
    let found = try example.attribute(example.closed)
    let delta = try #require(found.convergenceDelta)
    #expect(abs(delta) < 1e-12)
    let recorded = try #require(example.answer["convergence-delta"]?.number)
    #expect(abs(recorded) > 1e-4)
    let change = found.sum - delta
    #expect(abs(example.positions.reduce(0, +) - change - recorded) < 1e-6)
  }

  @Test(arguments: try PeerCase.all("peer-errs").filter { $0.answer["same-as"] != nil })
  func `Captum's trapezoid rule is the trapezoid rule, and a fiftieth too small`(
    example: PeerCase
  ) throws {
    let method = try #require(example.answer["same-as"]?.string)
    let factor = try #require(example.answer["factor"]?.number)
    let found = try ConfiguredMethod.list(parsing: method, defaults: [])[0].method
      .attribute(example.general)
    for (ours, peers) in zip(found.positions, example.positions) {
      #expect(abs(factor * ours - peers) <= example.tolerance)
    }
  }
}

extension PeerCase {
  /// Whether the method is there.
  var isRegistered: Bool {
    AttributionMethods.names.contains { method == $0 || method.hasPrefix($0 + ":") }
  }
}
