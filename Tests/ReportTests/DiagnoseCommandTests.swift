import TestSupport
import Testing

/// `report diagnose`.
@Suite struct DiagnoseCommandTests {
  @Test func `it says that the embedded model collapses, by which layer, and what to use`() throws {
    try Workplace.use { work in
      let outcome = try work.report("diagnose", "--methods", "saliency,occlusion,shapley-values")
      #expect(outcome.status == 0 && outcome.error.isEmpty)
      for line in [
        "160,289 parameters, 256 positions, 10000 words in the vocabulary",
        "Word-level gradients collapse: every word of a review has the same gradient.",
        "  rank of the gradient matrix                                      1",
        "  saliency        flat: one number for all words, in every review",
        "  occlusion       tells words apart",
      ] {
        #expect(outcome.output.contains("\n\(line)\n"), "\(line)")
      }
      #expect(outcome.output.contains("The layer 'global_average_pooling1d' averages"))
      #expect(
        outcome.output.contains(
          "Scores that sum to the change from the baseline come from shapley-values."))
    }
  }

  @Test func `it reads reviews, and says the same as JSON`() throws {
    try Workplace.use { work in
      let outcome = try work.report(
        "diagnose", "--reviews", "picks.txt", "--methods", "saliency", "--json")
      #expect(outcome.status == 0)
      #expect(outcome.output.contains(#""structure":{"collapses":true,"layer":"global_average"#))
      #expect(outcome.output.contains(#""methods":[{"method":"saliency","constant_share":1.0}]"#))
    }
  }

  @Test func `what makes no sense is said`() throws {
    try Workplace.use { work in
      let wrong = [
        (["--reviews", "a", "--data", "b"], "Error: use --reviews or --data, not both\n"),
        (["--limit", "3"], "Error: --limit requires --data\n"),
        (
          ["a", "--model", "b"],
          "Error: the model is given twice: as an argument and with --model\n"
        ),
        (["nowhere"], "nowhere: error: "),
        (["--reviews", "nowhere.txt"], "nowhere.txt: error: "),
      ]
      for (arguments, message) in wrong {
        let outcome = try Program(folder: work.folder.path).run(["diagnose"] + arguments)
        #expect(outcome.status == 2 && outcome.output.isEmpty)
        #expect(outcome.error.hasPrefix(message), "\(outcome.error)")
      }
    }
  }
}
