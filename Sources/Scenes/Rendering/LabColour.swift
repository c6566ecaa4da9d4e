private import Foundation
internal import Imaging

/// A colour in CIE L*a*b* under D65, where distances are about those that people see.
struct LabColour: Hashable, Sendable {
  /// L* from 0 to 100, a* and b*.
  var components: SIMD3<Float>

  init(_ components: SIMD3<Float>) { self.components = components }

  /// Converts from sRGB (IEC 61966-2-1).
  init(_ colour: Image.Color) {
    let (r, g, b) = (
      Self.linear[Int(colour.red)], Self.linear[Int(colour.green)], Self.linear[Int(colour.blue)]
    )
    let x = Self.root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505)
    let y = Self.root(0.2126 * r + 0.7152 * g + 0.0722 * b)
    let z = Self.root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
    components = SIMD3(116 * y - 16, 500 * (x - y), 200 * (y - z))
  }

  /// ΔE of 1976.
  func distance(to other: LabColour) -> Float {
    let difference = components - other.components
    return (difference * difference).sum().squareRoot()
  }

  private static func root(_ t: Float) -> Float {
    t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116
  }

  private static let linear: [Float] = (0..<256).map { level in
    let c = Float(level) / 255
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
  }
}
