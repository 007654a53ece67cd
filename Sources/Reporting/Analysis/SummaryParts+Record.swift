import Classifier
import Faithfulness
import Site
import Spooling

extension RecordWriter {
  mutating func write(_ prediction: Prediction) {
    write(prediction.logits)
    write(prediction.classes.map(\.name))
    write(prediction.probabilities)
  }

  mutating func write(_ agreement: MethodAgreement) {
    write(agreement.found.names)
    write(agreement.found.ranks)
    write(agreement.found.correlations)
    let forced = agreement.forced
    write(forced.findings.count)
    for finding in forced.findings {
      write(finding.identity.rawValue)
      write(finding.method)
      write(finding.difference)
    }
    write(forced.switches ?? -1)
    write(forced.units)
    write(forced.isSoftmax)
  }
}

extension RecordReader {
  mutating func prediction() -> Prediction {
    let (logits, classes) = (numbers(), value([String].self).map { Label($0) })
    return Prediction(logits: logits, classes: classes, probabilities: numbers())
  }

  mutating func agreement() -> MethodAgreement {
    let (names, ranks, correlations) = (value([String].self), integers(), numbers())
    let findings = (0..<count()).compactMap { _ -> ForcedAgreement.Finding? in
      let (identity, method, difference) = (text(), text(), number())
      return ForcedAgreement.Identity(rawValue: identity).map {
        ForcedAgreement.Finding(identity: $0, method: method, difference: difference)
      }
    }
    let switches = integer()
    return MethodAgreement(
      found: Agreement(names: names, ranks: ranks, correlations: correlations),
      forced: ForcedAgreement(
        findings: findings, switches: switches < 0 ? nil : switches, units: integer(),
        isSoftmax: truth()))
  }
}
