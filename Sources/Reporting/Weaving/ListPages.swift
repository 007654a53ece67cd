/// The reviews of a list, in its order, and their distribution over pages.
///
/// While a list is written, a review takes four bytes.
struct ListPages: Sendable {
  /// Reviews that follow each other in a list, on pages of their own.
  struct Group: Sendable {
    let title: String
    var count = 0
    /// The number of its first page, from 1.
    let page: Int
  }

  /// The indices of the reviews in the run.
  private let indices: [Int32]
  /// The position of the first review of each page.
  private let starts: [Int]
  /// The groups of the list; empty if it has none, or too many to link to each.
  let groups: [Group]

  /// The largest number of groups.
  private static let mostGroups = 20

  /// Sorts reviews, and begins a page where the last is full.
  ///
  /// - Parameters:
  ///   - list: The list.
  ///   - reviews: All reviews.
  /// - Complexity: O(*n* log *n*)
  init(_ list: ReviewList, _ reviews: ReviewKeys) {
    let keys = reviews.all
    var indices: [Int32] = []
    for (index, key) in keys.enumerated() where key.isIn(list.selection) {
      indices.append(Int32(index))
    }
    let grouping = Grouping(reviews.labels, isOn: list.order == .label)
    if list.order != .given {
      indices.sort { first, second in
        let (one, other) = (keys[Int(first)], keys[Int(second)])
        let (group, next) = (grouping.group(of: one), grouping.group(of: other))
        // Reviews of equal rank are in the order of the run.
        return group == next
          ? (other.confidence, first) < (one.confidence, second) : group < next
      }
    }
    let found = indices.reduce(into: Set<Int>()) { $0.insert(grouping.group(of: keys[Int($1)])) }
    // Few reviews fit on one page, on which groups follow each other.
    let isGrouped =
      indices.count > ReviewList.reviewsPerPage && (2...Self.mostGroups).contains(found.count)
    var starts: [Int] = []
    var groups: [Group] = []
    var (bytes, last) = (0, -1)
    for (position, index) in indices.enumerated() {
      let key = keys[Int(index)]
      let group = isGrouped ? grouping.group(of: key) : 0
      bytes += Int(key.size)
      if group != last || position - (starts.last ?? 0) == ReviewList.reviewsPerPage
        || bytes > ReviewList.bytesPerPage
      {
        starts.append(position)
        bytes = Int(key.size)
      }
      if isGrouped, group != last {
        groups.append(Group(title: grouping.title(of: group), page: starts.count))
      }
      last = group
      if isGrouped { groups[groups.count - 1].count += 1 }
    }
    self.indices = indices
    self.starts = starts.isEmpty ? [0] : starts
    self.groups = groups
  }

  /// The number of pages, at least one.
  var count: Int { starts.count }

  /// Returns the reviews on a page, which is numbered from 1, as indices in the run.
  func reviews(onPage number: Int) -> [Int] {
    let end = number < starts.count ? starts[number] : indices.count
    return indices[starts[number - 1]..<end].map { Int($0) }
  }

  /// Returns the group that a page shows.
  func group(ofPage number: Int) -> Group? { groups.last { $0.page <= number } }
}

/// The groups of reviews by error and label: wrong verdicts, right ones, and reviews without a label.
private struct Grouping {
  private let labels: [String]
  /// The place of each label in the order of the names.
  private let ranks: [Int]
  private let isOn: Bool

  /// The group of reviews without a label, after two for each label.
  private static let withoutLabel = 512

  init(_ labels: [String], isOn: Bool) {
    (self.labels, self.isOn) = (labels.sorted(), isOn)
    ranks = labels.map { label in labels.count { $0 < label } }
  }

  /// Returns the number of a review's group; groups are in the order of their numbers.
  func group(of key: ReviewKeys.Key) -> Int {
    guard isOn, let label = key.label else { return isOn ? Self.withoutLabel : 0 }
    return key.isIn(.wrong) ? ranks[Int(label)] : 256 + ranks[Int(label)]
  }

  func title(of group: Int) -> String {
    guard group < Self.withoutLabel else { return "No label" }
    return "\(group < 256 ? "Wrong" : "Right"), labelled \(labels[group % 256].clipped(100))"
  }
}
