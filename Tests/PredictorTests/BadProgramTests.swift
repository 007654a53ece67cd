import TestSupport
import Testing

/// What is said of programs that do not do as they should.
@Suite struct BadProgramTests {
  @Test(arguments: [
    (
      "exit 3", "--predictor: error: the program 'COMMAND' ended with status 3 at its start"
    ),
    (
      "echo one >&2; echo 'no such model' >&2; exit 1",
      """
      --predictor: error: the program 'COMMAND' ended with status 1 at its start
        hint: it wrote: one / no such model
      """
    ),
    (
      "for word in loading weights Traceback file line 'no such model'; do echo $word >&2; done; exit 1",
      """
      --predictor: error: the program 'COMMAND' ended with status 1 at its start
        hint: it wrote: Traceback / file / line / no such model
      """
    ),
    (
      "echo Loading...",
      """
      --predictor: error: the program 'COMMAND' writes 'Loading...', which is no JSON object at its start
        hint: standard output is for answers alone, a line each; everything else goes to standard error
      """
    ),
    (
      #"echo '{"protocol":2}'"#,
      """
      --predictor: error: the program 'COMMAND' says no "protocol":1 at its start
        hint: it begins with a line such as {"protocol":1,"classes":["negative","positive"],"identity":"mine 1"}
      """
    ),
    (
      #"echo '{"protocol":1,"classes":["a","a"]}'"#,
      """
      --predictor: error: the program 'COMMAND' says "classes" that are no list of different names at its start
        hint: there must be from 2 to 1000, such as ["negative","positive"]
      """
    ),
    (
      #"echo '{"protocol":1,"classes":["a","b"],"batch":0}'"#,
      """
      --predictor: error: the program 'COMMAND' says a "batch" that is no whole number from 1 to 10000 at its start
      """
    ),
  ])
  func `a start that is none is explained`(command: String, message: String) throws {
    #expect(try Child.problem(of: command) == message)
  }

  @Test(arguments: [
    (
      "read line; exit 4",
      "the program 'COMMAND' ended with status 4 in batch 1 (one text from 'A film.'), twice"
    ),
    (
      "read line; kill -9 $$",
      "the program 'COMMAND' was ended by signal 9 in batch 1 (one text from 'A film.'), twice"
    ),
    (
      "read line; echo oops",
      """
      the program 'COMMAND' writes 'oops', which is no JSON object in batch 1 (one text from 'A film.')
        hint: standard output is for answers alone, a line each; everything else goes to standard error
      """
    ),
    (
      #"read line; echo '{"error":"no memory"}'"#,
      "the program 'COMMAND' says 'no memory' in batch 1 (one text from 'A film.')"
    ),
    (
      #"read line; echo '{"id":7,"probabilities":[[0.5,0.5]]}'"#,
      """
      the program 'COMMAND' answers with "id":7 in batch 1 (one text from 'A film.')
        hint: an answer has the id of what was asked
      """
    ),
    (
      #"read line; echo '{"id":1,"probabilities":[[0.5,0.5],[0.5,0.5]]}'"#,
      """
      the program 'COMMAND' answers with 2 lists of "probabilities" in batch 1 (one text from 'A film.')
        hint: there is one for each text
      """
    ),
    (
      #"read line; echo '{"id":1,"probabilities":[[0.5]]}'"#,
      """
      the program 'COMMAND' gives text 1 no list of 2 numbers in batch 1 (one text from 'A film.')
        hint: there is a probability for each class
      """
    ),
    (
      #"read line; echo '{"id":1,"probabilities":[[0.5,0.7]]}'"#,
      """
      the program 'COMMAND' gives text 1 the probabilities 0.5, 0.7 in batch 1 (one text from 'A film.')
        hint: they lie between 0 and 1 and add up to 1
      """
    ),
    (
      #"read line; echo '{"id":1,"probabilities":[[NaN,0.7]]}'"#,
      """
      the program 'COMMAND' writes '{"id":1,"probabilities":[[NaN,0.7]]}', which is no JSON object in batch 1 (one text from 'A film.')
        hint: standard output is for answers alone, a line each; everything else goes to standard error
      """
    ),
  ])
  func `an answer that is none is explained, with its batch`(command: String, message: String)
    throws
  {
    let found = try Child.problem(of: Child.hello + command)
    #expect(found == "--predictor: error: " + message)
  }

  @Test func `a program that never answers is ended, and all that it started`() throws {
    #expect(
      try Child.problem(of: Child.hello + "sleep 1000 & sleep 1000", timeLimit: 5) == """
        --predictor: error: the program 'COMMAND' takes more than 5 seconds in batch 1 (one text from 'A film.')
          hint: --predictor-timeout gives it more
        """)
    #expect(
      try Child.problem(of: "sleep 1000", timeLimit: 0.2) == """
        --predictor: error: the program 'COMMAND' takes more than 0.2 seconds at its start
          hint: --predictor-timeout gives it more
        """)
  }

  @Test func `what a program leaves behind with its pipes keeps nobody waiting`() throws {
    // Each sleeps for longer than a test may last, in a group of its own.
    let daemon = "setsid sleep 1000 & "
    #expect(try Child.problem(of: daemon + Child.hello + "read line; " + Child.answer) == "none")
    #expect(
      try Child.problem(of: Child.hello + daemon + "read line; exit 4") == """
        --predictor: error: the program 'COMMAND' ended with status 4 in batch 1 (one text from 'A film.'), twice
        """)
    #expect(
      try Child.problem(of: daemon + "exit 3")
        == "--predictor: error: the program 'COMMAND' ended with status 3 at its start")
  }

  @Test func `a program that writes for ever is ended at its deadline`() throws {
    #expect(
      try Child.problem(of: "exec yes '' >&2", timeLimit: 0.2) == """
        --predictor: error: the program 'COMMAND' takes more than 0.2 seconds at its start
          hint: --predictor-timeout gives it more
        """)
    #expect(
      try Child.problem(of: "yes | tr -d '\\n'")
        == "--predictor: error: the program 'COMMAND' writes a line without an end at its start")
  }

  @Test func `tokens that do not stand in the text are refused`() throws {
    let hello = #"echo '{"protocol":1,"classes":["a","b"],"tokens":true}'; read line; "#
    let answer =
      #"echo '{"id":1,"probabilities":[[0.5,0.5]],"tokens":[[{"start":2,"end":90}]]}'"#
    #expect(
      try Child.problem(of: hello + answer, tokens: true) == """
        --predictor: error: the program 'COMMAND' gives text 1 the token {"end":90,"start":2} in batch 1 (one text from 'A film.')
          hint: tokens have a start and an end in Unicode code points, in order, not one over another
        """)
  }
}
