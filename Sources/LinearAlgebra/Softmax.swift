extension Matrix {
  /// The softmax `eᶻᵏ / Σⱼ eᶻʲ` of each row, without overflow.
  public var softmaxOfRows: Matrix {
    var result = self
    for row in 0..<rows {
      let largest = self.row(row).max() ?? 0
      var sum = 0.0
      for column in 0..<columns {
        let power = exp(self[row, column] - largest)
        result[row, column] = power
        sum += power
      }
      for column in 0..<columns { result[row, column] /= sum }
    }
    return result
  }
}
