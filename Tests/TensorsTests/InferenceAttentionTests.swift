#if canImport(Glibc)
  import Glibc
#endif
import Tensors
import TestSupport
import Testing

@Suite struct InferenceAttentionTests {
  private let heads = 3

  /// softmax(q kᵀ / √D) v of the last row, in double; a row is `[H, 3, D]`.
  private func naive(_ qkv: [[Float]], width: Int) -> [Float] {
    let last = qkv[qkv.count - 1]
    return (0..<heads * width).map { column in
      let head = column / width * 3 * width
      let weights = qkv.map { row in
        exp(
          (0..<width).reduce(0) { $0 + Double(last[head + $1]) * Double(row[head + width + $1]) }
            / Double(width).squareRoot())
      }
      let value = head + 2 * width + column % width
      let mixed = zip(weights, qkv).reduce(0) { $0 + $1.0 * Double($1.1[value]) }
      return Float(mixed / weights.reduce(0, +))
    }
  }

  /// Runs a lane's rows in passes of the given lengths; all outputs after each other.
  private func attend(
    _ qkv: [[Float]], passes: [Int], width: Int, level: CPULevel, threads: Int,
    precision: Precision = .float32
  ) throws -> [Float] {
    let compute = try Compute(threads: threads)
    let layout = CachePageLayout(
      layers: 2, heads: heads, headWidth: width, precision: precision)
    var pages = CachePages(CachePagePool(layout))
    var length = 0
    var result: [Float] = []
    for count in passes {
      pages.makeWritable(length..<length + count)
      let rows = CachedRows([(pages: pages, positions: length..<length + count)], layout: layout)
      let y = Tensor([count, heads * width])
      cachedAttention(
        into: y, Tensor([count, 3 * heads * width], qkv[length..<length + count].flatMap { $0 }),
        rows: rows, layer: 1, scratch: Tensor([rows.scratchCount(threads: threads)]),
        level: level, on: compute)
      result += y.values
      length += count
    }
    return result
  }

  private func states(_ count: Int, width: Int, seed: UInt64) -> [[Float]] {
    (0..<count).map { seededFloats(3 * heads * width, seed: seed + UInt64($0)).map { 2 * $0 } }
  }

  @Test(arguments: runnableLevels, [1, 5, 16, 24, 64, 72])
  func equalsTheNaiveTwinAcrossPages(level: CPULevel, width: Int) throws {
    let qkv = states(131, width: width, seed: 100)
    let y = try attend(qkv, passes: [131], width: width, level: level, threads: 2)
    let c = heads * width
    for row in [0, 1, 15, 16, 63, 64, 65, 127, 128, 130] {
      let expected = naive(Array(qkv.prefix(row + 1)), width: width)
      #expect(difference(Array(y[row * c..<(row + 1) * c]), expected, absolute: 1e-5) == nil)
    }
  }

  @Test(arguments: runnableLevels, [5, 64])
  func passesAndThreadsDoNotChangeTheBits(level: CPULevel, width: Int) throws {
    let qkv = states(70, width: width, seed: 7)
    let whole = try attend(qkv, passes: [70], width: width, level: level, threads: 1)
    for (passes, threads) in [
      ([Int](repeating: 1, count: 70), 1), ([70], 2), ([3, 60, 1, 6], 2), ([64, 6], 3),
    ] {
      let parts = try attend(qkv, passes: passes, width: width, level: level, threads: threads)
      #expect(parts == whole)
    }
  }

  @Test func lanesOfOnePassDoNotSeeEachOther() throws {
    let compute = try Compute(threads: 2)
    let layout = CachePageLayout(layers: 1, heads: heads, headWidth: 8)
    let pool = CachePagePool(layout)
    let lanes = [states(3, width: 8, seed: 1), states(5, width: 8, seed: 50)]
    var pages = [CachePages(pool), CachePages(pool)]
    for lane in 0...1 { pages[lane].makeWritable(0..<lanes[lane].count) }
    let rows = CachedRows(
      [(pages: pages[0], positions: 0..<3), (pages: pages[1], positions: 0..<5)], layout: layout)
    let y = Tensor([8, 24])
    cachedAttention(
      into: y, Tensor([8, 72], lanes.joined().flatMap { $0 }), rows: rows, layer: 0,
      scratch: Tensor([rows.scratchCount(threads: 2)]), level: .current, on: compute)
    #expect(difference(y.rows(2..<3).values, naive(lanes[0], width: 8), absolute: 1e-5) == nil)
    #expect(difference(y.rows(7..<8).values, naive(lanes[1], width: 8), absolute: 1e-5) == nil)
  }

  /// Keys and values rounded as a cache of bfloat16 keeps them, and queries where they meet pairs.
  private func rounded(_ qkv: [[Float]], width: Int, queries: Bool) -> [[Float]] {
    qkv.map { row in
      row.enumerated().map { place, value in
        place / width % 3 > 0 || queries ? kept(value, .bfloat16) : value
      }
    }
  }

  @Test(arguments: runnableLevels, [5, 64])
  func aCacheOfBfloat16EqualsTheTwinOfRoundedKeysAndValues(level: CPULevel, width: Int) throws {
    let qkv = states(131, width: width, seed: 30)
    let y = try attend(
      qkv, passes: [100, 31], width: width, level: level, threads: 2, precision: .bfloat16)
    // The weights of softmax are rounded, too, by 2⁻⁹ of numbers below 2.
    let meetsPairs = level == .avx512BF16
    let twin = rounded(qkv, width: width, queries: meetsPairs)
    let c = heads * width
    for row in [0, 63, 64, 130] {
      let expected = naive(Array(twin.prefix(row + 1)), width: width)
      #expect(
        difference(
          Array(y[row * c..<(row + 1) * c]), expected, absolute: meetsPairs ? 4e-3 : 1e-5) == nil)
    }
    let steps = try attend(
      qkv, passes: [Int](repeating: 1, count: 131), width: width, level: level, threads: 1,
      precision: .bfloat16)
    #expect(steps == y)
  }

  @Test func copiesOfPagesDoNotShareWhatIsWrittenLater() {
    let pool = CachePagePool(CachePageLayout(layers: 1, heads: 1, headWidth: 4))
    var original = CachePages(pool)
    original.makeWritable(0..<70)
    var copy = original
    copy.makeWritable(70..<71)
    #expect(copy.pages[0] === original.pages[0])
    #expect(copy.pages[1] !== original.pages[1])
    copy.truncate(to: 64)
    #expect(copy.pages.count == 1)
    #expect(original.pages.count == 2)
  }

  @Test func memoryOfPagesIsUsedAgainAndNoMoreOfItIsKeptThanAsked() {
    let layout = CachePageLayout(layers: 1, heads: 1, headWidth: 16, precision: .bfloat16)
    let pool = CachePagePool(layout, mostBytes: 2 * layout.byteCount)
    var lane = CachePages(pool)
    lane.makeWritable(0..<3 * CachePageLayout.positions)
    var copy = lane
    lane.truncate(to: 0)
    #expect(pool.keptCount == 0)
    copy.truncate(to: 0)
    #expect(pool.keptCount == 2)
    lane.makeWritable(0..<1)
    #expect(pool.keptCount == 1)
  }
}
