// ClassifierTests
