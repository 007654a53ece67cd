import Reviews
import SourceText
import Testing

@Suite struct ColumnTests {
  @Test(arguments: [
    "text", "Review", "sentence", "content", "comment", "body", "reviewText", "verified_reviews",
  ])
  func `the usual columns of texts are found`(name: String) {
    #expect(Reading("\(name),other\nWarm.,1\n").texts == ["Warm."])
    #expect(Reading("{\"\(name)\": \"Warm.\", \"x\": [1]}", "a.jsonl").texts == ["Warm."])
  }

  @Test(arguments: [
    "label", "sentiment", "Polarity", "stars", "rating", "score", "overall", "feedback", "Liked",
    "class", "target",
  ])
  func `the usual columns of labels are found`(name: String) {
    #expect(Reading("text, \(name) \nWarm., 1\n").labels == ["1"])
    #expect(Reading("{\"text\": \"Warm.\", \"\(name)\": true}", "a.json").labels == ["true"])
  }

  @Test func `more than one candidate is a question`() {
    #expect(
      Reading("review,text,stars,label\nA,B,1,2\n").said == """
        a.csv:1: error: 'review' and 'text' could each be the text column
          hint: choose with --text-column review, or --text-column text
        a.csv:1: error: 'stars' and 'label' could each be the label column
          hint: choose with --label-column stars, or --label-column label
        """)
    let said = Reading("review,text,stars,label\nA,B,1,2\n") {
      ($0.textColumn, $0.labelColumn, $0.idColumn) = ("Text", "stars", "review")
    }
    #expect(said.texts == ["B"] && said.labels == ["1"] && said.ids == ["a"])
    // Where no label is wanted, none is asked for.
    #expect(Reading("text,stars,label\nA,1,2\n", labels: .ignored).texts == ["A"])
  }

  @Test func `a column that is missing is named with the option`() {
    #expect(
      Reading("name,stars\nx,1").said == """
        a.csv:1: error: there is no column 'review' or 'text'
          hint: the columns are 'name', 'stars'; choose one with --text-column, as in --text-column name
        """)
    #expect(
      Reading("review,sentimnt\nA,1\n", labels: .required).said == """
        a.csv:1: error: there is no column 'sentiment' or 'label'
          hint: the columns are 'review', 'sentimnt'; choose one with --label-column, as in --label-column sentimnt
        """)
    #expect(
      Reading("review,label\nA,1\n") { $0.textColumn = "reviews" }.said == """
        a.csv:1: error: there is no column 'reviews'
          hint: did you mean 'review'?
        """)
    #expect(
      Reading("text\nA\n") { $0.labelColumn = "text" }.said.hasPrefix(
        "a.csv:1: error: the column 'text' cannot be both the text and the label"))
  }

  @Test func `a table without a header has columns by number`() {
    let text =
      "0,1467810369,Mon,NO_QUERY,somebody,Warm film\n4,1467810370,Tue,NO_QUERY,x,Dull one\n"
    let reading = Reading(text) {
      ($0.textColumn, $0.labelColumn, $0.idColumn) = ("6", "1", "2")
    }
    #expect(reading.texts == ["Warm film", "Dull one"])
    #expect(reading.labels == ["0", "4"] && reading.ids == ["1467810369", "1467810370"])
  }

  @Test func `a list of picks has no columns, whatever is said of those of tables`() {
    let picks = Reading("{#a label=1} A warm, funny film.\nBad, boring.\n", "a.txt") {
      ($0.textColumn, $0.labelColumn) = ("words", "mark")
    }
    #expect(picks.texts == ["A warm, funny film.", "Bad, boring."])
    let table = Reading("words,mark\nA film,1\n", "a.txt") {
      ($0.textColumn, $0.labelColumn) = ("words", "mark")
    }
    #expect(table.texts == ["A film"] && table.labels == ["1"])
  }

  @Test func `labels are named by the option, and an empty name leaves reviews out`() throws {
    let names = try ReviewOptions.labels(parsing: "-1=negative, 1 = positive,3=,N=negative")
    let reading = Reading("text,label\nA,-1\nB,1.0\nC,3\nD,n\nE,2\n") { $0.labels = names }
    #expect(reading.labels == ["negative", "positive", "negative", "2"])
    #expect(reading.said == "a.csv: warning: 1 review is excluded by --labels")
    for wrong in ["", "1", "=x", "1=a,1.0=b"] {
      #expect(throws: Diagnostics.self, "\(wrong)") { try ReviewOptions.labels(parsing: wrong) }
    }
  }

  @Test func `a review without a word is a review, and a file without reviews is none`() {
    let text = "text,label\n...,1\n👍,0\n,1\n\"  \",0\n"
    #expect(Reading(text).texts == ["...", "👍", "", ""])
    #expect(Reading("{#a}\nB\n", "a.txt").texts == ["", "B"])
    #expect(
      Reading("text,label\n").said == """
        a.csv: error: there are no reviews
          hint: it contains no row with a review
        """)
  }

  @Test func `other columns come with their rows, under the names of the header`() {
    let reading = Reading(
      "Year,text,label,id,title,,source,Year\n1999,A,1,a,T,x,\"one, two\",2\n,B,0,b,U,y,,3\n")
    #expect(
      reading.rows.map(\.columns) == [
        ["Year": "1999", "source": "one, two"], ["Year": "", "source": ""],
      ])
    #expect(reading.said == "")
  }

  @Test
  func
    `other keys of objects do too, in lower case, if their values are text, numbers or truth values`()
  {
    let reading = Reading(
      "{\"text\":\"A\",\"Year\":1999,\"ok\":true,\"list\":[1]}\n{\"text\":\"B\",\"ok\":null,\"label\":\"1\"}\n",
      "a.jsonl")
    #expect(reading.rows.map(\.columns) == [["year": "1999", "ok": "true"], [:]])
  }

  @Test func `a table without a header and a list of picks have no other columns`() {
    let table = Reading("A film\tpos\t7\nB film\tneg\t8\n", "a.tsv") {
      ($0.textColumn, $0.labelColumn) = ("1", "2")
    }
    #expect(table.texts == ["A film", "B film"] && table.rows.allSatisfy { $0.columns.isEmpty })
    #expect(Reading("A\nB\n", "a.txt").rows.allSatisfy { $0.columns.isEmpty })
  }
}
