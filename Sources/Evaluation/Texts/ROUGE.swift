/// ROUGE-L (Lin, 2004): the longest common subsequence of words, recall 1.2 times as heavy as
/// precision, each the best over the references, as `coco-caption` does.
///
/// - Parameter item: the caption and its references.
/// - Returns: 0…1.
package func rougeL(_ item: CaptionCase) -> Double {
  var (precision, recall) = (0.0, 0.0)
  for reference in item.references {
    let common = Double(commonLength(item.candidate, reference))
    precision = max(precision, common / Double(max(1, item.candidate.count)))
    recall = max(recall, common / Double(max(1, reference.count)))
  }
  let weight = 1.2 * 1.2
  guard precision > 0, recall > 0 else { return 0 }
  return (1 + weight) * precision * recall / (recall + weight * precision)
}

/// The length of the longest common subsequence.
///
/// - Complexity: O(`a.count` · `b.count`).
private func commonLength(_ a: [String], _ b: [String]) -> Int {
  var row = [Int](repeating: 0, count: b.count + 1)
  for word in a {
    var diagonal = 0
    for (j, other) in b.enumerated() {
      let above = row[j + 1]
      row[j + 1] = word == other ? diagonal + 1 : max(above, row[j])
      diagonal = above
    }
  }
  return row[b.count]
}
