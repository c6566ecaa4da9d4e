import Retrieval
import Tensors
import TestSupport
import Testing

@Suite struct VectorIndexTests {
  private func numbers(_ count: Int, _ width: Int) -> [Int8] {
    seededFloats(count * width, seed: 4).map { Int8($0 * 127) }
  }

  /// All products, one by one, sorted.
  private func naive(_ numbers: [Int8], _ width: Int, _ query: [Float], _ count: Int) -> [Int] {
    let scores = (0..<numbers.count / width).map { i in
      let own = numbers[i * width..<(i + 1) * width].map(Double.init)
      let length = own.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return zip(own, query).reduce(0) { $0 + $1.0 * Double($1.1) } / max(1, length)
    }
    return Array(scores.indices.sorted { scores[$0] > scores[$1] }.prefix(count))
  }

  /// More than one block, and counts that fill no panel.
  @Test(arguments: [(1, 3), (63, 5), (1000, 96), (40_001, 7)])
  func theNearestAreThoseOfAllProducts(_ count: Int, _ width: Int) throws {
    let compute = try Compute(threads: 2)
    let numbers = numbers(count, width)
    let index = VectorIndex(count: count, width: width, on: compute) { numbers[$0 * width + $1] }
    let queries = Tensor([3, width], seededFloats(3 * width, seed: 8))
    let found = index.nearest(9, to: queries, on: compute)
    for (query, hits) in found.enumerated() {
      let own = Array(queries.values[query * width..<(query + 1) * width])
      #expect(hits.map(\.index) == naive(numbers, width, own, 9))
      #expect(hits.map(\.score) == hits.map(\.score).sorted(by: >))
    }
  }

  @Test func aVectorFindsItselfWithScoreOne() throws {
    let compute = try Compute(threads: 1)
    let numbers = numbers(50, 16)
    let index = VectorIndex(count: 50, width: 16, on: compute) { numbers[$0 * 16 + $1] }
    let own = numbers[160..<176].map(Float.init)
    let length = own.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let hit = index.nearest(1, to: Tensor([1, 16], own.map { $0 / length }), on: compute)[0][0]
    #expect(hit.index == 10 && abs(hit.score - 1) < 1e-6)
  }

  @Test func noneAndMoreThanThereAreAreFine() throws {
    let compute = try Compute(threads: 1)
    let index = VectorIndex(count: 3, width: 2, on: compute) { i, j in Int8(i + j) }
    let query = Tensor([1, 2], [1, 0])
    #expect(index.nearest(0, to: query, on: compute)[0].isEmpty)
    #expect(index.nearest(10, to: query, on: compute)[0].count == 3)
  }
}
