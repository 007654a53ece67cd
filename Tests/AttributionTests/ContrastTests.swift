import Attribution
import Classifier
import LinearAlgebra
import SourceText
import Testing

/// The explained class: a single one, one contrasted with another, or the predicted one.
struct ContrastTests {
  let text = "A good, good film; not very bad. Unheard-of fun"

  private func model(_ hiddenLayers: [Int] = [6, 4]) throws -> RandomModel {
    try RandomModel(hiddenLayers: hiddenLayers, seed: 8, classes: 3)
  }

  private func positions(_ name: String, _ review: ReviewInput) throws -> [Double] {
    try method(name).attribute(review).positions
  }

  @Test(arguments: MethodCase.obeying(.targetSign))
  func `one class against another is the negative of the other against the one`(
    method: MethodCase
  ) throws {
    for target in OutputScale.allCases {
      for usesClosedForm in [true, false] {
        let found = try [(0, 2), (2, 0)].map { first, second in
          try positions(
            method.card.name,
            try model().explainer(
              target, of: first, against: second, usesClosedForm: usesClosedForm
            ).explain(text))
        }
        for (one, other) in zip(found[0], found[1]) { #expect(abs(one + other) < 1e-9) }
      }
    }
  }

  @Test(arguments: MethodCase.obeying(.completeness))
  func `a contrast is shared out without a rest`(method: MethodCase) throws {
    for target in OutputScale.allCases {
      let review = try model().explainer(target, of: 0, against: 1).explain(text)
      let attribution = try Attributions.of(method.card.name, review)
      #expect(abs(try #require(attribution.convergenceDelta)) < 1e-12)
    }
  }

  @Test(arguments: MethodCase.obeying(.linearity))
  func `a contrast of logits is the difference of both logits' attributions`(method: MethodCase)
    throws
  {
    let found = try [(0, nil), (1, nil), (0, 1)].map { first, second in
      try positions(
        method.card.name, try model().explainer(.logit, of: first, against: second).explain(text))
    }
    for (index, contrast) in found[2].enumerated() {
      #expect(abs(found[0][index] - found[1][index] - contrast) < 1e-9)
    }
  }

  @Test(arguments: MethodCase.all)
  func `the closed form of a contrast has the numbers of the layers`(method: MethodCase) throws {
    let configured = try ConfiguredMethod.list(parsing: method.card.name, defaults: [])[0]
    guard !configured.settings.contains(where: { $0.name == "seed" }) else { return }
    for target in OutputScale.allCases {
      let found = try [true, false].map { usesClosedForm in
        try positions(
          method.card.name,
          try model().explainer(target, of: 2, against: 0, usesClosedForm: usesClosedForm)
            .explain(text))
      }
      let largest = found[1].map(abs).max() ?? 0
      let tolerance = configured.settings.contains { $0.name == "tolerance" } ? 1e-3 : 1e-9
      for (a, b) in zip(found[0], found[1]) { #expect(abs(a - b) <= tolerance * max(1, largest)) }
    }
  }

  @Test func `gradient, mean gradient and curvature are those of finite differences`() {
    let (start, end) = (
      Matrix(rows: 1, columns: 3, [0.3, -1.2, 2]), Matrix(rows: 1, columns: 3, [-1, 0.4, 0.7])
    )
    let outputs = OutputScale.allCases.flatMap { target in
      [nil, 0, 2].map { Output(target, of: 1, against: $0, logits: 3) }
    }
    for output in outputs {
      let change = output.value(at: end) - output.value(at: start)
      let mean = output.meanGradient(from: start, to: end)
      #expect(abs((end - start).rowDots(mean)[0] - change) < 1e-14)
      for logit in 0..<3 {
        let step = 1e-5 * Matrix(rows: 1, columns: 3, unit: logit)
        let slope = (output.value(at: start + step) - output.value(at: start - step)) / 2e-5
        #expect(abs(output.gradient(at: start)[0, logit] - slope) < 1e-9)
        let bend =
          (1 / 2e-5) * (output.gradient(at: start + step) - output.gradient(at: start - step))
        for other in 0..<3 {
          #expect(abs(output.curvature(at: start)[logit, other] - bend[0, other]) < 1e-9)
        }
      }
    }
  }

  @Test func `a contrast is the probability where the choice is between two classes alone`() {
    let logits = Matrix(rows: 1, columns: 3, [0.3, -1.2, 2])
    let p = logits.softmaxOfRows
    let contrast = Output(.probability, of: 0, against: 2, logits: 3)
    #expect(abs(contrast.value(at: logits) - p[0, 0] / (p[0, 0] + p[0, 2])) < 1e-15)
    #expect(abs(contrast.with(.logit).value(at: logits) + 1.7) < 1e-15)
    // One logit contrasts its two classes anyway.
    #expect(Output(.probability, of: 0, against: 1) == Output(.probability, of: 0))
  }

  @Test func `relevance of a contrast by the rule zero is input × gradient`() throws {
    let review = try model([6]).explainer(.logit, of: 1, against: 2).explain(text)
    let relevance = try positions("lrp", review)
    for (a, b) in zip(relevance, try positions("input-x-gradient", review)) {
      #expect(abs(a - b) < 1e-11)
    }
  }

  @Test(arguments: OutputScale.allCases)
  func `the neutral baseline of a contrast is undecided between its two classes`(
    target: OutputScale
  )
    throws
  {
    let review = try model([]).explainer(target, of: 0, against: 2).explain(text)
    let value = Baseline.neutral.value(for: review)
    #expect(abs(value - (target == .probability ? 0.5 : 0)) < 1e-6)
  }

  @Test(arguments: [2, 3])
  func `for each review the class that is predicted can be explained`(classes: Int) throws {
    let model = try RandomModel(hiddenLayers: [], seed: 9, length: 4, classes: classes)
    let explainer = model.explainer(.logit).ofVerdicts
    #expect(explainer.explainsVerdicts)
    var seen: Set<Int> = []
    for text in ["good", "bad", "a", "film", "not", "very", "dull", "fun"].map({
      "\($0) \($0) \($0)"
    }) {
      let review = explainer.explain(text)
      let index = review.prediction.classIndex
      seen.insert(index)
      #expect(review.output == Output(.logit, of: index, logits: classes == 2 ? 1 : classes))
      let alone = model.explainer(.logit, of: index).explain(text)
      #expect(
        try positions("integrated-gradients", review) == positions("integrated-gradients", alone))
      #expect(Baseline.neutral.row(for: review) == Baseline.neutral.row(for: alone))
    }
    #expect(seen.count > 1)
  }

  @Test func `classes are found by their names, and all that is wrong is said`() throws {
    let model = try model().model
    func explainer(_ choice: ClassChoice) throws -> Explainer {
      try Explainer(model, target: .logit, explaining: choice)
    }
    func problems(_ name: String?, _ contrast: String?) -> String {
      do {
        _ = try explainer(ClassChoice(name, against: contrast))
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(try explainer(ClassChoice()).explainsVerdicts)
    #expect(
      try explainer(ClassChoice("class-2", against: "class-0")).output
        == Output(.logit, of: 2, against: 0, logits: 3))
    #expect(
      problems("klass-2", "clas-0") == """
        --against: error: there is no class 'clas-0'
          hint: did you mean 'class-0'?
        --class: error: there is no class 'klass-2'
          hint: did you mean 'class-2'?
        """)
    #expect(
      problems("class-1", "class-1")
        == "--against: error: the class 'class-1' cannot be contrasted with itself")
    #expect(
      problems(nil, "class-1") == """
        --against: error: a contrast class needs a class to explain
          hint: use --class
        """)
    let binary = try RandomModel(hiddenLayers: [], seed: 1).model
    let negative = try Explainer(
      binary, target: .logit, explaining: ClassChoice("neg", against: "pos"))
    #expect(negative.output == Output(.logit, of: 0))
  }
}
