import Resources

extension NewProject {
  /// A continuous-integration system that builds the report on every change.
  public enum ContinuousIntegration: String, CaseIterable, Sendable {
    /// GitHub Actions, with GitHub Pages.
    case github
    /// GitLab CI, with GitLab Pages.
    case gitlab
    /// Jenkins, with its HTML Publisher.
    case jenkins

    /// Returns the path of the system's file in a project, and its text for this version of the program.
    ///
    /// - Parameter releases: The folder from which the jobs download the program; nil if a variable of the system specifies it.
    func file(releases: ReleaseFolder?) -> (path: String, text: String) {
      // The text in the embedded file, which is valid itself, that an address replaces.
      let (path, source, unknown, known): (String, String, String, (String) -> String)
      switch self {
      case .github:
        (path, source) = (".github/workflows/report.yml", "github.yml")
        unknown = "REPORT_RELEASES: ${{ vars.REPORT_RELEASES }}"
        known = { "REPORT_RELEASES: \"\($0)\"" }
        if let repository = releases?.gitHubRepository {
          let text = EmbeddedResources.text("Project/github-action.yml")
            .replacing("OWNER/REPO", with: repository)
          return (path, Self.versioned(text))
        }
      case .gitlab:
        (path, source) = (".gitlab-ci.yml", "gitlab.yml")
        unknown = "REPORT_RELEASES: \"\""
        known = { "REPORT_RELEASES: \"\($0)\"" }
      case .jenkins:
        (path, source) = ("Jenkinsfile", "Jenkinsfile")
        unknown = "REPORT_RELEASES = \"${env.REPORT_RELEASES ?: ''}\""
        known = { "REPORT_RELEASES = '\($0)'" }
      }
      let text = EmbeddedResources.text("Project/\(source)")
      return (
        path, Self.versioned(releases.map { text.replacing(unknown, with: known($0.url)) } ?? text)
      )
    }

    private static func versioned(_ text: String) -> String {
      text.replacing("0.0.0", with: Version.current)
    }
  }
}
