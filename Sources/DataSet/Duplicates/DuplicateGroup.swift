/// A review in one of two collections.
public struct ReviewReference: Hashable, Sendable, Comparable {
  /// A collection of reviews.
  public enum Collection: UInt8, Hashable, Sendable {
    /// The reviews that are evaluated.
    case evaluated
    /// The reviews that the classifier was trained on.
    case training
  }

  /// The collection.
  public let collection: Collection
  /// The review's place in it, from 0.
  public let number: Int

  /// Creates a reference.
  public init(_ number: Int, in collection: Collection = .evaluated) {
    self.collection = collection
    self.number = number
  }

  public static func < (left: ReviewReference, right: ReviewReference) -> Bool {
    (left.collection.rawValue, left.number) < (right.collection.rawValue, right.number)
  }
}

/// Reviews with equal or nearly equal texts.
public struct DuplicateGroup: Hashable, Sendable {
  /// A review of a group.
  public struct Member: Hashable, Sendable {
    /// The review.
    public let reference: ReviewReference
    /// The label's class; nil without a label.
    public let label: Int?
  }

  /// The reviews, those that are evaluated first.
  public let members: [Member]
  /// The lowest Jaccard similarity of the pairs that joined the group; 1 if all texts are equal.
  ///
  /// Two reviews of a group may be less similar if a third one is between them.
  public let similarity: Double

  /// Whether all texts have the same words.
  public var isEqual: Bool { similarity == 1 }

  /// Whether members have different labels.
  public var hasConflict: Bool { Set(members.compactMap(\.label)).count > 1 }

  /// Whether a review that is evaluated is also among those that the classifier was trained on.
  public var isLeak: Bool { Set(members.map(\.reference.collection)).count > 1 }
}
