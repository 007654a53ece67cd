import Attribution
import Classifier
import SourceText
import Testing

/// Every method compared with its peers, by closed forms and through the layers.
struct PeerTests {
  @Test(arguments: try PeerCase.all("cases"))
  func `a method says what its peer says`(example: PeerCase) throws {
    for review in example.paths {
      let found = try example.attribute(review)
      // Errors beyond five standard deviations have a probability of one in two million.
      let ours = 5 * (found.standardErrors?.max() ?? 0)
      for (position, number) in found.positions.enumerated() {
        let allowed = example.tolerance + ours + 5 * example.standardErrors[position]
        let peers = example.positions[position]
        #expect(abs(number - peers) <= allowed, "position \(position): \(number), \(peers)")
      }
    }
  }

  @Test func `every method but the controls has a peer`() throws {
    let methods = try PeerCase.all("cases").map { $0.method.prefix { $0 != ":" } }
    let alone = Set(AttributionMethods.names).subtracting(methods.map(String.init))
    #expect(alone == ["random", "word-position"])
  }

  @Test(arguments: try PeerCase.all("peer-errs"))
  func `where a peer errs, its numbers do not add up and ours do`(example: PeerCase) throws {
    let found = try example.attribute(example.closed)
    let delta = try #require(found.convergenceDelta)
    #expect(abs(delta) < 1e-12)
    let recorded = try #require(example.answer["convergence-delta"]?.number)
    #expect(abs(recorded) > 1e-5)
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

  @Test(arguments: try PeerCase.all("recorded-masks"))
  func `what was removed, and the ridge that was fitted to it, are the peer's`(example: PeerCase)
    throws
  {
    let groups = try #require(example.answer["groups"]?.array)
      .map { ($0.array ?? []).compactMap(\.integer) }
    let masks = try #require(example.answer["masks"]?.array).compactMap(\.string)
    let baseline = try #require(Baseline(rawValue: example.answer["baseline"]?.string ?? ""))
    let (values, weights) = (try example.numbers("values"), try example.numbers("weights"))
    let ridge = try #require(example.answer["ridge"]?.number)
    for review in example.paths {
      let game = CoalitionGame(
        review, players: PositionGroups(groups), baseline: baseline, removal: .replace)
      var regression = MaskRegression(features: groups.count)
      for (sample, mask) in masks.enumerated() {
        let isThere = mask.map { $0 == "1" }
        var coalition = game.empty
        for player in groups.indices where isThere[player] { game.add(player, to: &coalition) }
        #expect(abs(game.value(of: coalition) - values[sample]) < 1e-9)
        regression.add(
          ones: isThere.count { $0 }, of: groups.indices.sorted { isThere[$0] && !isThere[$1] },
          value: values[sample], weight: weights[sample])
      }
      let found = regression.fit(ridge: ridge).coefficients
      let peers = try example.numbers("coefficients")
      let tolerance = example.answer["tolerance"]?.number ?? 0
      #expect(zip(found, peers).allSatisfy { abs($0 - $1) < tolerance })
    }
  }
}
