/// A line of a run, written by hand: the words "good" and "film" by one method.
struct RunLine {
  var id = "one"
  var text = "Good film."
  var label = #""positive""#
  var model = "aa11"
  var target = "probability"
  var probability = 0.75
  var verdict = "positive"
  var words = ["good", "film"]
  var options = #"{"baseline":"pad"}"#
  var scores = "[0.2,0.05]"
  /// What stands behind the scores of the method.
  var rest = #""padding":0,"special":0,"baseline_value":0.5,"convergence_delta":0"#

  /// The line.
  var json: String {
    var start = 0
    let tokens = words.map { word -> String in
      defer { start += word.count + 1 }
      return #"{"text":"\#(word)","start":\#(start),"end":\#(start + word.count)}"#
    }
    return """
      {"id":"\(id)","text":"\(text)","label":\(label),"model":"\(model)","target":"\(target)",\
      "prediction":{"logit":1,"probability":\(probability),"label":"\(verdict)"},\
      "tokens":[\(tokens.joined(separator: ","))],"attributions":[{"method":"occlusion",\
      "options":\(options),"scores":\(scores),\(rest)}]}

      """
  }
}
