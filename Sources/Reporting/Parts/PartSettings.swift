import Attribution
import Classifier
import Faithfulness
import SourceText

extension JSONWriter {
  /// Writes methods as an array of objects with their options.
  mutating func write(_ key: String, _ methods: [ConfiguredMethod]) {
    objects(key, methods) { json, method in
      json.write("method", method.name)
      json.write("options", settings: method.settings)
    }
  }

  /// Writes metrics as an array of objects with their options.
  mutating func write(_ key: String, _ metrics: [ConfiguredMetric]) {
    objects(key, metrics) { json, metric in
      json.write("metric", metric.card.name)
      json.write("options", settings: metric.settings)
    }
  }

  /// Writes the explained output with the names of its classes; null for the predicted class of each review.
  mutating func write(_ key: String, _ output: Output?, of classes: [Label]) {
    guard let output else { return write(key, JSON.null) }
    object(key) { json in
      json.write("class", classes[output.classIndex].name)
      if let contrast = output.contrast { json.write("against", classes[contrast].name) }
      json.write("logits", output.logits)
    }
  }
}

extension JSONField {
  /// Returns the value as class names of a classifier.
  func classes() throws(Diagnostics) -> [Label] {
    let classes = try texts().map { Label($0) }
    guard classes.count >= 2, Set(classes).count == classes.count else {
      throw problem("an array of different classes")
    }
    return classes
  }

  /// Returns the value as an output, nil for null.
  ///
  /// - Parameters:
  ///   - target: A probability or a logit.
  ///   - classes: The classes.
  /// - Returns: The output.
  /// - Throws: A diagnostic if the value is neither.
  func output(_ target: OutputScale, of classes: [Label]) throws(Diagnostics) -> Output? {
    if value == .null { return nil }
    func index(_ field: JSONField) throws(Diagnostics) -> Int {
      guard let index = classes.firstIndex(of: Label(try field.text())) else {
        throw problem("one of the classes")
      }
      return index
    }
    let logits = try self["logits"].whole(1...classes.count)
    let first = try index(self["class"])
    let second = self["against"].isGiven ? try index(self["against"]) : nil
    guard first != second, logits == 1 ? classes.count == 2 : logits == classes.count else {
      throw problem("an output of these classes")
    }
    return Output(target, of: first, against: second, logits: logits)
  }

  /// Returns the value as methods with their options.
  func methods() throws(Diagnostics) -> [ConfiguredMethod] {
    try elements().map { field throws(Diagnostics) in
      let name = try field["method"].text()
      guard let standard = AttributionMethods.named(name) else { throw field.problem("a method") }
      return try field.configured(owner: "method '\(name)'") { options in
        let method = ConfiguredMethod(standard, options: &options)
        return (method, method.settings)
      }
    }
  }

  /// Returns the value as metrics with their options.
  func metrics() throws(Diagnostics) -> [ConfiguredMetric] {
    try elements().map { field throws(Diagnostics) in
      let name = try field["metric"].text()
      guard let standard = Metrics.named(name) else { throw field.problem("a metric") }
      return try field.configured(owner: "metric '\(name)'") { options in
        let metric = ConfiguredMetric(standard, options: &options)
        return (metric, metric.settings)
      }
    }
  }

  /// Creates a method or a metric from its options.
  ///
  /// - Parameters:
  ///   - owner: The owner of the options.
  ///   - create: Takes the options, and returns the value with all its settings.
  /// - Returns: The method or the metric.
  /// - Throws: A diagnostic if an option is missing, unknown or out of range.
  private func configured<Value>(
    owner: String,
    _ create: (inout Options) -> (Value, settings: [(name: String, value: String)])
  ) throws(Diagnostics) -> Value {
    let given = self["options"]
    guard let members = given.value?.object else { throw given.problem("an object") }
    let items = try members.keys.sorted().map { key throws(Diagnostics) in
      Options.Item(
        key: key, value: try given[key].text(), keyLocation: location, valueLocation: location)
    }
    var options = Options(items, owner: owner, at: location)
    let (value, settings) = create(&options)
    options.finish()
    if let problem = options.problems.first { throw Diagnostics(problem) }
    guard members == Dictionary(uniqueKeysWithValues: settings.map { ($0, .string($1)) }) else {
      throw given.problem("all options of the \(owner)")
    }
    return value
  }
}
