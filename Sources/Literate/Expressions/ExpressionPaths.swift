extension Expression {
  /// The paths of all values of the expression, also within functions of all reviews.
  var paths: Set<String> {
    var paths: Set<String> = []
    visit { path, _ in
      paths.insert(path.path)
    } comparison: { _ in
    }
    return paths
  }
}
