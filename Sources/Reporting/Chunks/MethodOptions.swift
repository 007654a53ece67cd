import Attribution
import SourceText

extension Options {
  /// Takes `method=NAME` and the options of the method, as in `{tokens method=smoothgrad samples=20}`.
  mutating func takeMethod() -> ConfiguredMethod {
    let fallback = AttributionMethods.all[0]
    let name = take(
      "method", default: fallback.name, among: AttributionMethods.names.map { ($0, $0) })
    return ConfiguredMethod(AttributionMethods.named(name) ?? fallback, options: &self)
  }

  /// Takes `baseline=zero`; nil selects the baseline of the page.
  mutating func takeBaseline() -> Baseline? {
    take("baseline", default: nil, among: Baseline.allCases.map { ($0.rawValue, Optional($0)) })
  }

  /// Takes `methods=a,b`, methods with the run's options; nil selects the methods of the run.
  mutating func takeMethods() -> [String]? {
    guard let item = takeText("methods", values: AttributionMethods.names.joined(separator: ", "))
    else { return nil }
    let names = item.value.split(separator: ",").map(String.init)
    for name in names where AttributionMethods.named(name) == nil {
      report(
        Diagnostic(
          "there is no method '\(name)'", at: item.valueLocation,
          hint: NearestName.hint(
            for: name, among: AttributionMethods.names, listing: "report methods")))
    }
    return names
  }
}

extension ReviewAnalyzer {
  /// Returns the named methods as the run configures them, otherwise with the common options; nil selects the run's methods.
  func configured(_ names: [String]?) -> [ConfiguredMethod] {
    names?.compactMap { name in
      methods.first { $0.name == name }
        ?? AttributionMethods.named(name).map { method in
          var options = Options(owner: name)
          options.fallBack(on: defaults)
          return ConfiguredMethod(method, options: &options)
        }
    } ?? methods
  }
}
