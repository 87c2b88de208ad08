import FoundationEssentials
import Testing

@testable import Shipping

struct TrackedHistoryTests {
    private let now = Date(timeIntervalSince1970: 1_773_118_800)

    private func texts(_ lines: [(time: String, text: String)]) -> [String] {
        TrackedHistory.steps(lines.map { .init(time: $0.time, text: $0.text, place: "") }, now: now).map(\.text)
    }

    @Test func `newest and oldest first become newest first`() {
        let newest = [
            ("2026-03-03 14:02:00", "sampai"), ("2026-03-02 08:00:00", "jalan"), ("2026-03-01 17:25", "terima"),
        ]
        #expect(texts(newest) == ["sampai", "jalan", "terima"])
        #expect(texts(newest.reversed()) == ["sampai", "jalan", "terima"])
    }

    @Test func `lines of one minute and without a time keep their neighbours`() {
        #expect(
            texts([
                ("2026-03-01 10:00", "satu"), ("2026-03-01 10:00", "dua"), ("", "tanpa waktu"),
                ("2026-03-02 10:00", "tiga"),
            ]) == ["tiga", "tanpa waktu", "dua", "satu"])
        #expect(
            texts([("", "atas"), ("2026-03-02 10:00", "tengah"), ("", "bawah"), ("2026-03-01 10:00", "akhir")])
                == ["atas", "tengah", "bawah", "akhir"])
        #expect(texts([("", "a"), ("", "b")]) == ["a", "b"])
    }

    @Test func `a line that comes twice is told once, an empty one never`() {
        #expect(
            texts([("2026-03-01 10:00", "sama"), ("2026-03-01 10:00", "sama"), ("2026-03-01 10:00", " ")]) == ["sama"])
    }

    @Test(arguments: [
        ("<b>Sampai</b> &amp; <script>alert(1)</script>", "Sampai & alert(1)"), ("a\n\u{0}b\tc", "a b c"),
        ("\u{202E}terbalik\u{200B}", "terbalik"), ("5 < 6 kg", "5 < 6 kg"), ("&lt;b&gt;", "<b>"),
        ("x<br>y", "x y"),
    ])
    func `tags and signs that are not seen go`(text: String, kept: String) {
        #expect(TrackedHistory.words(text, 300) == kept)
    }

    @Test func `texts and lists are bounded`() {
        let line = TrackedHistory.Line(time: "2026-03-01 10:00", text: String(repeating: "p", count: 9_999), place: "")
        #expect(TrackedHistory.steps([line], now: now)[0].text.count == 300)
        let many = (0..<5_000).map { TrackedHistory.Line(time: "", text: "\($0)", place: "") }
        #expect(TrackedHistory.steps(many, now: now).count == 100)
    }

    @Test(arguments: [
        ("DELIVERED", true, ["sampai"], TrackedParcel.State.delivered),
        ("DELIVERED", true, ["PAKET RETUR DITERIMA PENGIRIM"], .returning), ("ON PROCESS", false, [], .waiting),
        ("ON PROCCESS", false, ["jalan"], .moving), ("HILANG", false, ["jalan"], .lost),
        ("RETURN TO SHIPPER", false, ["jalan"], .returning), ("SESUATU", false, ["jalan"], .moving),
        ("ON PROCESS", false, ["akan diretur besok"], .returning),
    ])
    func `a return is never an arrival, and an unknown word is a parcel under way`(
        word: String, isDelivered: Bool, texts: [String], state: TrackedParcel.State
    ) {
        let history = texts.map { TrackedStep(at: nil, rawTime: "", text: $0, place: "") }
        #expect(TrackedParcel.State(word: word, isDelivered: isDelivered, history: history) == state)
    }
}
