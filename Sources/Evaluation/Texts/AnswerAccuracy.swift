import Foundation

/// The accuracy of an answer by the rule of VQA (Antol et al., 2015): it is right when three of the
/// other people said the same; the mean over leaving out each of them.
///
/// - Parameters:
///   - answer: to be scored.
///   - people: what people answered, ten in VQA, at least two.
/// - Returns: 0…1.
package func answerAccuracy(_ answer: String, people: [String]) -> Double {
  precondition(people.count > 1, "\(people.count) answers of people")
  var answer = AnswerForm.trimmed(answer)
  var people = people.map(AnswerForm.trimmed)
  // The official code leaves unanimous answers as they are, and then the answer too.
  if Set(people).count > 1 {
    answer = AnswerForm.normal(answer)
    people = people.map(AnswerForm.normal)
  }
  let same = people.count { $0 == answer }
  let sum = people.reduce(0.0) { sum, person in
    sum + min(1, Double(same - (person == answer ? 1 : 0)) / 3)
  }
  return sum / Double(people.count)
}

/// The form in which VQA compares answers, quirks included.
package enum AnswerForm {
  /// No line ends, no tabs, no white space around.
  package static func trimmed(_ answer: String) -> String {
    answer.replacingOccurrences(of: "\n", with: " ").replacingOccurrences(of: "\t", with: " ")
      .trimmingCharacters(in: .whitespaces)
  }

  /// Without punctuation and articles, in lower case, numbers as digits, contractions with their
  /// apostrophes.
  package static func normal(_ answer: String) -> String {
    withoutPunctuation(trimmed(answer)).lowercased().split { $0.isWhitespace }
      .map { numbers[String($0)] ?? String($0) }
      .filter { !articles.contains($0) }
      .map { contractions[$0] ?? $0 }
      .joined(separator: " ")
  }

  private static let articles: Set<String> = ["a", "an", "the"]
  private static let numbers = [
    "none": "0", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
  ]
  private static let punctuation: [String] = ";/[]\"{}()=+\\_-><@`,?!".map { String($0) }

  /// A mark beside a space, or any mark beside a number such as 10,000, goes; others become spaces;
  /// full stops go unless a digit follows, 32 of them at most: the official call passes a flag where a
  /// count is expected.
  private static func withoutPunctuation(_ answer: String) -> String {
    let hasThousands = answer.firstMatch(of: /\d,\d/) != nil
    var result = answer
    for mark in punctuation {
      let isBeside = answer.contains(mark + " ") || answer.contains(" " + mark)
      result = result.replacingOccurrences(of: mark, with: isBeside || hasThousands ? "" : " ")
    }
    return result.replacing(/\.(?!\d)/, with: "", maxReplacements: 32)
  }

  /// Contractions by what they are without one of their apostrophes.
  ///
  /// The official table also takes `somebody'd` to `somebodyd`.
  private static let contractions: [String: String] = {
    var table = ["somebody'd": "somebodyd"]
    for word in written.split(whereSeparator: \.isWhitespace) {
      for place in word.indices where word[place] == "'" {
        var key = word
        key.remove(at: place)
        table[String(key)] = String(word)
      }
    }
    return table
  }()

  private static let written = """
    ain't aren't can't could've couldn't couldn't've didn't doesn't don't hadn't hadn't've hasn't
    haven't he'd he'd've he's how'd how'll how's isn't it'd it'd've it'll ma'am mightn't mightn't've
    might've mustn't must've needn't not've o'clock oughtn't 'ow's'at shan't she'd've should've
    shouldn't shouldn't've somebody'd've somebody'll somebody's someone'd someone'd've someone'll
    someone's something'd something'd've something'll that's there'd there'd've there're there's
    they'd they'd've they'll they're they've 'twas wasn't we'd've we've weren't what'll what're what's
    what've when's where'd where's where've who'd who'd've who'll who's who've why'll why're why's
    won't would've wouldn't wouldn't've y'all y'all'll y'all'd've you'd you'd've you'll you're you've
    """
}
