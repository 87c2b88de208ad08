import FoundationEssentials
import TokoCore

/// A parcel as BinderByte tells it, each courier in a way of its own: newest or oldest first, with or without seconds,
/// years or times at all, a weight that is text or number, marks of HTML in the text.
struct BinderByteAnswer {
    private let parcel: SandboxParcel

    init(_ parcel: SandboxParcel) { self.parcel = parcel }

    var json: JSON {
        let history = isOldestFirst ? parcel.steps : parcel.steps.reversed()
        let last = parcel.steps.last
        return [
            "status": 200, "message": "Successfully tracked package",
            "data": [
                "summary": [
                    "awb": .text(parcel.waybill),
                    "courier": .text(BinderByteCouriers.names[parcel.courier] ?? parcel.courier),
                    "service": .text(parcel.courier == "jne" ? "REG" : ""), "status": .text(status),
                    "date": .text(last.map { time($0.at) } ?? ""), "desc": .text(last.map(text) ?? ""), "amount": "",
                    "weight": weight,
                ],
                "detail": [
                    "origin": .text(parcel.origin), "destination": .text(parcel.destination),
                    "shipper": "TOKO PENGIRIM, JL. RAHASIA 1", "receiver": .text("\(parcel.recipient), JL. MELATI 5"),
                ],
                "history": .list(
                    history.enumerated().map { index, step in
                        [
                            "date": .text(isSilent(index) ? "" : time(step.at)), "desc": .text(text(step)),
                            "location": .text(hasPlaces ? step.stage.words(parcel).place : ""),
                        ]
                    }),
            ],
        ]
    }

    /// A reseller of the same data spells it so.
    private var status: String {
        parcel.courier == "lion" && parcel.status == "ON PROCESS" ? "ON PROCCESS" : parcel.status
    }

    private var isOldestFirst: Bool { ["sicepat", "anteraja", "ninja"].contains(parcel.courier) }

    private var hasPlaces: Bool { ["pos", "tiki", "ninja"].contains(parcel.courier) }

    private var weight: JSON {
        switch parcel.courier {
        case "sicepat": 1
        case "jnt": "1 Kg"
        case "jne": "1"
        default: ""
        }
    }

    private func isSilent(_ index: Int) -> Bool { parcel.courier == "wahana" && index % 2 == 1 }

    private func text(_ step: SandboxParcel.Step) -> String {
        let words = step.stage.words(parcel).text
        return parcel.courier == "anteraja" ? "<b>\(words)</b><br>Terima kasih &amp; sampai jumpa" : words
    }

    private func time(_ date: Date) -> String {
        let wall = WallClock(date)
        switch parcel.courier {
        case "jnt", "ide": return "\(wall.day) \(wall.minute)"
        case "kurir_tokopedia": return "\(wall.shortDay) \(wall.minute) WIB"
        default: return "\(wall.day) \(wall.minute):\(wall.second)"
        }
    }
}

/// A time as Jakarta's clocks show it.
struct WallClock {
    /// `2026-03-03`
    let day: String
    /// `3 Mar`
    let shortDay: String
    /// `14:02`
    let minute: String
    let second: String

    init(_ date: Date) {
        let words = ShopZone.wib.shortDate(date).split(separator: " ").map(String.init)
        let months = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let month = (months.firstIndex(of: words[1]) ?? 0) + 1
        day = "\(words[2])-\(two(month))-\(two(Int(words[0]) ?? 1))"
        shortDay = "\(words[0]) \(words[1])"
        let ofDay = (Int(date.timeIntervalSince1970.rounded(.down)) + 7 * 3_600) % 86_400
        minute = "\(two(ofDay / 3_600)):\(two(ofDay % 3_600 / 60))"
        second = two(ofDay % 60)
    }
}
