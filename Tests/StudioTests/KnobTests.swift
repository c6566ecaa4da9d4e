import Studio
import Testing
import Tokens

@Suite struct KnobTests {
  @Test(arguments: Knob.allCases) func endsStopEveryKnobButTheSeed(_ knob: Knob) {
    for direction in [1, -1] {
      var settings = DrawSettings()
      for _ in 0..<2000 { settings = knob.turned(settings, by: direction, fine: false) }
      let end = settings
      #expect(settings.knobs.temperature >= 0 && settings.knobs.topP > 0)
      if knob != .seed { #expect(knob.turned(end, by: direction, fine: false) == end) }
    }
  }

  @Test func repeatedTurningGathersNoRounding() {
    var settings = DrawSettings()
    for _ in 0..<20 { settings = Knob.guidance.turned(settings, by: 1, fine: true) }
    for _ in 0..<20 { settings = Knob.guidance.turned(settings, by: -1, fine: true) }
    #expect(settings.guidance == 3)
    #expect(Knob.guidance.turned(settings, by: 1, fine: false).guidance == 3.5)
  }

  @Test func turningAKnobByHandEndsItsSchedule() {
    var settings = DrawSettings()
    settings.knobs.setGuidance(KnobSchedule(from: 6, to: 2))
    settings.knobs.setTemperature(KnobSchedule(from: 1.5, to: 0.5))
    settings.knobs.setTopP(KnobSchedule(from: 0.9, to: 0.5))
    for knob in [Knob.guidance, .temperature, .topP] {
      settings = knob.turned(settings, by: -1, fine: false)
    }
    #expect(settings.knobs.schedules.isEmpty)
    #expect(settings.guidance == 5.5 && settings.knobs.temperature == 1.45)
  }

  @Test func contrastiveDecodingTakesThePlaceOfGuidanceAndGivesItBack() {
    var settings = Knob.guidance.turned(DrawSettings(), by: 3, fine: false)
    settings = Knob.contrastive.turned(settings, by: 2, fine: false)
    #expect(settings.contrast?.k == 2 && settings.guidance == nil)
    #expect(Knob.shown(in: settings).contains(.alpha))
    settings = Knob.alpha.turned(settings, by: 4, fine: false)
    #expect(Knob.guidance.turned(settings, by: 1, fine: false) == settings)
    settings = Knob.contrastive.turned(settings, by: -2, fine: false)
    #expect(settings.guidance == 4.5 && !Knob.shown(in: settings).contains(.alpha))
    settings = Knob.contrastive.turned(settings, by: 1, fine: false)
    #expect(settings.contrast.map { $0.alpha > 0.2 } == true)
  }

  @Test func topKTakesValuesWorthTrying() {
    var settings = DrawSettings()
    settings = Knob.topK.turned(settings, by: 5, fine: false)
    #expect(settings.knobs.topK == 20)
    settings = Knob.topK.turned(settings, by: 1, fine: true)
    #expect(settings.knobs.topK == 21)
    #expect(Knob.topK.turned(settings, by: 1, fine: false).knobs.topK == 50)
    #expect(Knob.topK.turned(settings, by: -1, fine: false).knobs.topK == 20)
  }

  @Test func turningGoesFromInstantToAKeyAToken() {
    var settings = DrawSettings()
    settings = Knob.turning.turned(settings, by: 2, fine: false)
    #expect(settings.turning == .paced(256))
    #expect(Knob.turning.turned(settings, by: 99, fine: false).turning == .byKey)
  }
}
