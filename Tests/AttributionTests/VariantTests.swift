import Attribution
import Faithfulness
import SourceText
import Testing

/// Methods and metrics that are options of another one and have names of their own.
@Suite struct VariantTests {
  /// The option, and the name with the same meaning.
  private static let methods = [
    ("smoothgrad:type=smoothgrad-squared,samples=4", "smoothgrad-squared:samples=4"),
    ("smoothgrad:type=vargrad,samples=4", "vargrad:samples=4"),
    ("smoothgrad:type=smoothgrad,samples=4", "smoothgrad:samples=4"),
    ("guided-backprop:rule=deconvolution,norm=l1", "deconvolution:norm=l1"),
  ]

  private static let metrics = [
    ("comprehensiveness:bins=ferret", "aopc-comprehensiveness"),
    (
      "comprehensiveness:bins=ferret,only-positive=false",
      "aopc-comprehensiveness:only-positive=false"
    ),
    ("sufficiency:bins=ferret", "aopc-sufficiency"),
    ("sufficiency:bins=eraser", "sufficiency"),
    ("faithfulness-estimate:similarity=kendall", "tau-loo"),
  ]

  private func review() throws -> ReviewInput {
    try RandomModel(hiddenLayers: [6], seed: 4).explain("A good, good film; not bad. Dull")
  }

  @Test(arguments: methods)
  func `an option of a method means the same as the name that it selects`(
    option: String, name: String
  ) throws {
    let methods = try [option, name].map { try ConfiguredMethod.list(parsing: $0, defaults: [])[0] }
    #expect(methods[0].name == name.prefix { $0 != ":" })
    #expect(methods[0].key == methods[1].key)
    let review = try review()
    #expect(methods[0].attribute(review).positions == methods[1].attribute(review).positions)
  }

  @Test(arguments: metrics)
  func `an option of a metric means the same as the name that it selects`(
    option: String, name: String
  ) throws {
    let metrics = try [option, name].map { try ConfiguredMetric.list(parsing: $0)[0] }
    #expect(metrics[0].card.name == name.prefix { $0 != ":" })
    #expect(metrics[0].settings.map(\.value) == metrics[1].settings.map(\.value))
    let judged = try #require(MetricInput(review(), removal: .replace, baseline: .pad))
    let explanation = RankedAttribution(of: judged, by: Occlusion())
    let values = metrics.map { $0.metric.prepare(judged)(explanation) }
    #expect(values[0] == values[1] && values[0] != nil)
  }

  @Test(arguments: [
    ("vargrad:type=smoothgrad", "type"), ("deconvolution:rule=deconvolution", "rule"),
  ])
  func `a name that selects an option does not have it`(list: String, option: String) {
    let error = #expect(throws: Diagnostics.self) {
      try ConfiguredMethod.list(parsing: list, defaults: [])
    }
    let name = list.prefix { $0 != ":" }
    #expect(error?.description.contains("method '\(name)' has no option '\(option)'") == true)
  }

  @Test func `a method and its name are the same method twice`() {
    let error = #expect(throws: Diagnostics.self) {
      try ConfiguredMethod.list(parsing: "vargrad,smoothgrad:type=vargrad", defaults: [])
    }
    #expect(error?.description.contains("the method 'vargrad' is given twice") == true)
  }

  @Test func `an initialiser selects the name`() {
    #expect(SmoothGrad(type: .vargrad, samples: 50).name == "vargrad")
    #expect(GuidedBackprop(rule: .deconvolution).title == "Deconvolution")
    #expect(Sufficiency(bins: .ferret()).name == "aopc-sufficiency")
    #expect(CausalMetric(mode: .insertion).card.better == .higher)
    #expect(ConvergenceDelta(tolerance: 0.01).name == "completeness")
  }

  @Test func `each name is registered once`() {
    #expect(Set(AttributionMethods.names).count == AttributionMethods.all.count)
    #expect(Set(Metrics.names).count == Metrics.all.count)
  }
}
