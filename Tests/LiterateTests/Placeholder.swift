// LiterateTests
