import TestSupport
import Testing

/// What is said of programs that do not do as they should.
@Suite struct BadProgramTests {
  @Test(arguments: [
    (
      "exit 3", "--predictor: error: the program 'COMMAND' exited with status 3 at startup"
    ),
    (
      "echo one >&2; echo 'no such model' >&2; exit 1",
      """
      --predictor: error: the program 'COMMAND' exited with status 1 at startup
        hint: it wrote: one / no such model
      """
    ),
    (
      "for word in loading weights Traceback file line 'no such model'; do echo $word >&2; done; exit 1",
      """
      --predictor: error: the program 'COMMAND' exited with status 1 at startup
        hint: it wrote: Traceback / file / line / no such model
      """
    ),
    (
      "echo Loading...",
      """
      --predictor: error: the program 'COMMAND' writes 'Loading...', which is not a JSON object at startup
        hint: write only responses to standard output, one per line, and everything else to standard error
      """
    ),
    (
      #"echo '{"protocol":2}'"#,
      """
      --predictor: error: the program 'COMMAND' does not send "protocol":1 at startup
        hint: the first line must be such as {"protocol":1,"classes":["negative","positive"],"identity":"mine 1"}
      """
    ),
    (
      #"echo '{"protocol":1,"classes":["a","a"]}'"#,
      """
      --predictor: error: the program 'COMMAND' sends "classes" that are not a list of distinct names at startup
        hint: list 2 to 1000 classes, such as ["negative","positive"]
      """
    ),
    (
      #"echo '{"protocol":1,"classes":["a","b"],"batch":0}'"#,
      """
      --predictor: error: the program 'COMMAND' sends a "batch" that is not a whole number from 1 to 10000 at startup
      """
    ),
  ])
  func `a start that is none is explained`(command: String, message: String) throws {
    #expect(try Child.problem(of: command) == message)
  }

  @Test(arguments: [
    (
      "read line; exit 4",
      "the program 'COMMAND' exited with status 4 in batch 1 (one text from 'A film.'), twice"
    ),
    (
      "read line; kill -9 $$",
      "the program 'COMMAND' was terminated by signal 9 in batch 1 (one text from 'A film.'), twice"
    ),
    (
      "read line; echo oops",
      """
      the program 'COMMAND' writes 'oops', which is not a JSON object in batch 1 (one text from 'A film.')
        hint: write only responses to standard output, one per line, and everything else to standard error
      """
    ),
    (
      #"read line; echo '{"error":"no memory"}'"#,
      "the program 'COMMAND' reports the error 'no memory' in batch 1 (one text from 'A film.')"
    ),
    (
      #"read line; echo '{"id":7,"probabilities":[[0.5,0.5]]}'"#,
      """
      the program 'COMMAND' responds with "id":7 in batch 1 (one text from 'A film.')
        hint: a response must repeat the id of its request
      """
    ),
    (
      #"read line; echo '{"id":1,"probabilities":[[0.5,0.5],[0.5,0.5]]}'"#,
      """
      the program 'COMMAND' returns 2 lists of "probabilities" in batch 1 (one text from 'A film.')
        hint: return one per text
      """
    ),
    (
      #"read line; echo '{"id":1,"probabilities":[[0.5]]}'"#,
      """
      the program 'COMMAND' does not return a list of 2 numbers for text 1 in batch 1 (one text from 'A film.')
        hint: return one probability per class
      """
    ),
    (
      #"read line; echo '{"id":1,"probabilities":[[0.5,0.7]]}'"#,
      """
      the program 'COMMAND' returns for text 1 the probabilities 0.5, 0.7 in batch 1 (one text from 'A film.')
        hint: probabilities must lie between 0 and 1 and sum to 1
      """
    ),
    (
      #"read line; echo '{"id":1,"probabilities":[[NaN,0.7]]}'"#,
      """
      the program 'COMMAND' writes '{"id":1,"probabilities":[[NaN,0.7]]}', which is not a JSON object in batch 1 (one text from 'A film.')
        hint: write only responses to standard output, one per line, and everything else to standard error
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
          hint: use --predictor-timeout to allow more time
        """)
    #expect(
      try Child.problem(of: "sleep 1000", timeLimit: 0.2) == """
        --predictor: error: the program 'COMMAND' takes more than 0.2 seconds at startup
          hint: use --predictor-timeout to allow more time
        """)
  }

  @Test func `what a program leaves behind with its pipes keeps nobody waiting`() throws {
    // Each sleeps for longer than a test may last, in a group of its own.
    let daemon = "setsid sleep 1000 & "
    #expect(try Child.problem(of: daemon + Child.hello + "read line; " + Child.answer) == "none")
    #expect(
      try Child.problem(of: Child.hello + daemon + "read line; exit 4") == """
        --predictor: error: the program 'COMMAND' exited with status 4 in batch 1 (one text from 'A film.'), twice
        """)
    #expect(
      try Child.problem(of: daemon + "exit 3")
        == "--predictor: error: the program 'COMMAND' exited with status 3 at startup")
  }

  @Test func `a program that writes for ever is ended at its deadline`() throws {
    #expect(
      try Child.problem(of: "exec yes '' >&2", timeLimit: 0.2) == """
        --predictor: error: the program 'COMMAND' takes more than 0.2 seconds at startup
          hint: use --predictor-timeout to allow more time
        """)
    #expect(
      try Child.problem(of: "yes | tr -d '\\n'")
        == "--predictor: error: the program 'COMMAND' writes a line that exceeds the size limit at startup"
    )
  }

  @Test func `tokens that do not stand in the text are refused`() throws {
    let hello = #"echo '{"protocol":1,"classes":["a","b"],"tokens":true}'; read line; "#
    let answer =
      #"echo '{"id":1,"probabilities":[[0.5,0.5]],"tokens":[[{"start":2,"end":90}]]}'"#
    #expect(
      try Child.problem(of: hello + answer, tokens: true) == """
        --predictor: error: the program 'COMMAND' returns for text 1 the token {"end":90,"start":2} in batch 1 (one text from 'A film.')
          hint: tokens need a start and an end in Unicode code points, in order and without overlap
        """)
  }
}
