private import Foundation

/// A person as 13 joints, drawn by program: two ends and the bends of every limb, and the head.
package struct StickFigure: Hashable, Codable, Sendable {
  /// What is done, as captions say it.
  package enum Action: String, Codable, CaseIterable, Sendable {
    case standing, waving, running, kicking, walking, jumping, sitting, kneeling, dancing, pointing
    case cheering, stretching, bowing, climbing, throwing, squatting, lying
    case handstand = "doing a handstand"
  }

  /// A joint's number in `joints`.
  package enum Joint: Int, CaseIterable, Sendable {
    case head, leftShoulder, rightShoulder, leftElbow, rightElbow, leftWrist, rightWrist, leftHip
    case rightHip, leftKnee, rightKnee, leftAnkle, rightAnkle
  }

  /// A point, in shares of the picture's side.
  package struct Point: Hashable, Codable, Sendable {
    /// From the left.
    package var x: Double
    /// From the top.
    package var y: Double
  }

  /// What is done.
  package let action: Action
  /// The joints in the order of `Joint`.
  package private(set) var joints: [Point]

  /// Angles in degrees from straight down, towards the viewer's right: upper and lower arm, thigh and
  /// shin, each left and right; then how far all leans.
  private struct Angles {
    var arms: (left: (Double, Double), right: (Double, Double))
    var legs: (left: (Double, Double), right: (Double, Double))
    var lean = 0.0
  }

  /// Draws the pose of an action, of chance's size and place, every angle off by a few degrees.
  package init(_ action: Action, using generator: inout some RandomNumberGenerator) {
    self.action = action
    let angles = Self.angles(action)
    func near(_ angle: Double, _ generator: inout some RandomNumberGenerator) -> Double {
      (angle + Double.random(in: -7...7, using: &generator)) * .pi / 180
    }
    var joints = [Point](repeating: Point(x: 0, y: 0), count: Joint.allCases.count)
    joints[Joint.head.rawValue] = Point(x: 0, y: -0.38)
    for side in [-1.0, 1] {
      let isLeft = side < 0
      let arm = isLeft ? angles.arms.left : angles.arms.right
      let leg = isLeft ? angles.legs.left : angles.legs.right
      let shoulder = Point(x: 0.085 * side, y: -0.26)
      let hip = Point(x: 0.055 * side, y: 0)
      let elbow = shoulder.moved(0.14, near(arm.0, &generator))
      let knee = hip.moved(0.18, near(leg.0, &generator))
      let points = [
        shoulder, elbow, elbow.moved(0.13, near(arm.1, &generator)), hip, knee,
        knee.moved(0.18, near(leg.1, &generator)),
      ]
      for (number, point) in points.enumerated() {
        joints[1 + 2 * number + (isLeft ? 0 : 1)] = point
      }
    }
    self.joints = joints.map { $0.turned(near(angles.lean, &generator)) }
    fit(&generator)
  }

  /// Scales and shifts the pose into the picture.
  private mutating func fit(_ generator: inout some RandomNumberGenerator) {
    let (left, right) = (joints.map(\.x).min() ?? 0, joints.map(\.x).max() ?? 0)
    let (top, bottom) = (joints.map(\.y).min() ?? 0, joints.map(\.y).max() ?? 0)
    let largest = (1 - 2 * Self.margin) / max(right - left, bottom - top)
    let scale = min(1.05, largest) * Double.random(in: 0.85...1, using: &generator)
    func start(_ low: Double, _ high: Double, _ g: inout some RandomNumberGenerator) -> Double {
      let room = max(0, 1 - 2 * Self.margin - scale * (high - low))
      return Self.margin + Double.random(in: 0...room, using: &g) - scale * low
    }
    let (dx, dy) = (start(left, right, &generator), start(top, bottom, &generator))
    joints = joints.map { Point(x: $0.x * scale + dx, y: $0.y * scale + dy) }
  }

  /// Room for the head and the hands at the border.
  private static let margin = 0.11

  /// A joint's place.
  package subscript(_ joint: Joint) -> Point { joints[joint.rawValue] }

  private static func angles(_ action: Action) -> Angles {
    switch action {
    case .standing: Angles(arms: ((-14, -8), (14, 8)), legs: ((-5, -4), (5, 4)))
    case .waving: Angles(arms: ((-14, -8), (125, 170)), legs: ((-5, -4), (5, 4)))
    case .running: Angles(arms: ((-50, 40), (40, 120)), legs: ((-40, -100), (55, 0)), lean: 12)
    case .kicking: Angles(arms: ((-70, -60), (50, 70)), legs: ((-8, -6), (80, 85)), lean: -14)
    case .walking: Angles(arms: ((-32, -15), (28, 45)), legs: ((-26, -36), (24, 10)))
    case .jumping: Angles(arms: ((-145, -160), (145, 160)), legs: ((-45, -10), (45, 10)))
    case .sitting: Angles(arms: ((-20, 40), (25, 60)), legs: ((78, 0), (88, 5)))
    case .kneeling: Angles(arms: ((-16, -8), (16, 8)), legs: ((0, -85), (75, 0)))
    case .dancing: Angles(arms: ((-110, -165), (70, 10)), legs: ((-10, -8), (50, -30)), lean: -8)
    case .pointing: Angles(arms: ((-14, -8), (90, 90)), legs: ((-5, -4), (5, 4)))
    case .cheering: Angles(arms: ((-150, -175), (150, 175)), legs: ((-5, -4), (5, 4)))
    case .stretching: Angles(arms: ((-90, -90), (90, 90)), legs: ((-22, -20), (22, 20)))
    case .bowing: Angles(arms: ((-50, -50), (-60, -60)), legs: ((-55, -55), (-50, -50)), lean: 55)
    case .climbing: Angles(arms: ((-165, -175), (120, 185)), legs: ((-50, 20), (20, 5)))
    case .throwing: Angles(arms: ((-60, -80), (130, 60)), legs: ((-30, -20), (30, 30)), lean: -15)
    case .squatting: Angles(arms: ((-80, -85), (80, 85)), legs: ((-75, 10), (75, -10)))
    case .lying: Angles(arms: ((-14, -8), (14, 8)), legs: ((-5, -4), (5, 4)), lean: 90)
    case .handstand: Angles(arms: ((-165, -175), (165, 175)), legs: ((-8, -6), (8, 6)), lean: 180)
    }
  }
}

extension StickFigure.Point {
  /// So far along an angle from straight down.
  fileprivate func moved(_ length: Double, _ angle: Double) -> StickFigure.Point {
    StickFigure.Point(x: x + length * sin(angle), y: y + length * cos(angle))
  }

  /// Turned around the middle of the hips.
  fileprivate func turned(_ angle: Double) -> StickFigure.Point {
    StickFigure.Point(x: x * cos(angle) - y * sin(angle), y: x * sin(angle) + y * cos(angle))
  }
}
