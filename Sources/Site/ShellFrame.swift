import HTML
import Synchronization

/// The values of the shell that are the same on all pages of one form, and the presence of the others.
struct FrameForm: Hashable {
  private let language: String
  private let siteTitle: String
  private let root: String
  private let navigation: [Page.NavigationItem]
  private let gaps: Set<Page.Gap>

  /// The names that a shell may use.
  static let keys: Set<String> = [
    "lang", "title", "site", "description", "root", "kicker", "heading", "standfirst", "byline",
    "body", "policy",
    "navigation", "path", "current", "pager", "previous", "next",
  ]

  /// Returns the form of a page.
  init(of page: Page) {
    language = page.language
    siteTitle = page.siteTitle
    root = page.root
    navigation = page.navigation
    gaps = Set(Page.Gap.allCases.filter { page[$0] != nil })
  }

  /// The values by name, as HTML, with placeholders for those that differ.
  var values: [String: Any] {
    var values: [String: Any] = [
      "lang": HTML(text: language).markup,
      "site": HTML(text: siteTitle).markup,
      "root": root,
      "navigation": navigation.map { item -> [String: Any] in
        [
          "title": HTML(text: item.title).markup, "path": root + item.path,
          "current": item.isCurrent,
        ]
      },
      "pager": gaps.contains(.previousPath) || gaps.contains(.nextPath),
    ]
    for gap in gaps {
      switch gap {
      case .previousPath:
        values["previous"] = [
          "title": Self.placeholder(.previousTitle), "path": Self.placeholder(gap),
        ]
      case .nextPath:
        values["next"] = ["title": Self.placeholder(.nextTitle), "path": Self.placeholder(gap)]
      case .previousTitle, .nextTitle: break
      case .title, .description, .kicker, .heading, .standfirst, .byline, .body, .policy:
        values[gap.rawValue] = Self.placeholder(gap)
      }
    }
    return values
  }

  private static func placeholder(_ gap: Page.Gap) -> String {
    HTMLTemplate<Page.Gap>.gap(gap.rawValue)
  }
}

/// The shell around all pages of one form.
struct ShellFrame: Sendable {
  private let head, middle, foot: HTMLTemplate<Page.Gap>

  /// Reads a shell that was rendered with placeholders.
  init(reading shell: String) {
    func template(_ part: Substring) -> HTMLTemplate<Page.Gap> {
      HTMLTemplate(reading: part) { name, _ in Page.Gap(rawValue: String(name)) }
    }
    let main = Self.middle(of: shell)
    head = template(shell[..<main.lowerBound])
    middle = template(shell[main])
    foot = template(shell[main.upperBound...])
  }

  /// Returns a page in the shell.
  func filled(with page: Page) -> FramedPage {
    func filled(_ template: HTMLTemplate<Page.Gap>) -> HTML {
      template.filled { page[$0] ?? HTML() }
    }
    return FramedPage(head: filled(head), middle: filled(middle), foot: filled(foot))
  }

  /// Returns the range of the contents of the shell's `main` element, else of its `body`, else of all.
  private static func middle(of shell: String) -> Range<String.Index> {
    for element in ["main", "body"] {
      var start: String.Index?
      var end: String.Index?
      for piece in Markup(shell) {
        switch piece {
        case .opening(let tag) where tag.name == element && start == nil:
          start = tag.source.endIndex
        case .closing(element[...], let source): end = source.startIndex
        default: break
        }
      }
      if let start, let end, start <= end { return start..<end }
    }
    return shell.startIndex..<shell.endIndex
  }
}

/// The frames of a shell by the form of their pages: one for the first review, one for the last, one for those between, and
/// one for each report.
final class FrameCache: Sendable {
  private let frames = Mutex<[FrameForm: ShellFrame]>([:])

  /// Returns the frame of a form, which is read from the rendered shell once.
  func frame(of form: FrameForm, rendering shell: () -> String) -> ShellFrame {
    if let known = frames.withLock({ $0[form] }) { return known }
    let frame = ShellFrame(reading: shell())
    frames.withLock { $0[form] = frame }
    return frame
  }
}
