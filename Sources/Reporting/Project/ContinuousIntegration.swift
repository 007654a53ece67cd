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

    /// The path of the system's file in a project.
    public var path: String {
      switch self {
      case .github: ".github/workflows/report.yml"
      case .gitlab: ".gitlab-ci.yml"
      case .jenkins: "Jenkinsfile"
      }
    }

    /// Returns the text of the system's file for this version of the program.
    ///
    /// - Parameter releases: The folder from which the jobs download the program; nil if a variable of the system specifies it.
    /// - Returns: YAML or Groovy.
    func text(releases: ReleaseFolder?) -> String {
      if case .github = self, let repository = releases?.gitHubRepository {
        return Self.embedded("github-action.yml").replacing("OWNER/REPO", with: repository)
      }
      // The files are valid as they are; an address replaces the variable.
      let (name, key, variable, quote) =
        switch self {
        case .github: ("github.yml", "REPORT_RELEASES: ", "${{ vars.REPORT_RELEASES }}", "\"")
        case .gitlab: ("gitlab.yml", "REPORT_RELEASES: ", "\"\"", "\"")
        case .jenkins:
          ("Jenkinsfile", "REPORT_RELEASES = ", "\"${env.REPORT_RELEASES ?: ''}\"", "'")
        }
      let text = Self.embedded(name)
      guard let url = releases?.url else { return text }
      return text.replacing(key + variable, with: key + quote + url + quote)
    }

    private static func embedded(_ name: String) -> String {
      EmbeddedResources.text("Project/\(name)").replacing("0.0.0", with: Version.current)
    }
  }
}
