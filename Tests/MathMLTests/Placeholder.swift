// MathMLTests
