import FoundationEssentials
import TokoCore

/// A whole number, also written as a string or with zeros behind a point.
struct KomerceInteger: Decodable, Sendable {
    let value: Int64

    init(from decoder: any Decoder) throws {
        let text = try KomerceText(from: decoder).text
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count == 1 || parts[1].allSatisfy({ $0 == "0" }),
            let value = Int64(first)
        else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a whole number"))
        }
        self.value = value
    }
}

/// Text, also written as a number: postal codes come as both.
struct KomerceText: Decodable, Sendable {
    let text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            text = try container.decode(String.self)
        } catch is DecodingError {
            // Decimal keeps the digits as they are.
            text = try container.decode(Decimal.self).description
        }
    }
}

/// A row of `POST /calculate/domestic-cost`.
struct KomerceCost: Decodable, Sendable {
    let name: String?
    let code: String
    let service: String
    let description: String?
    let cost: KomerceInteger
    let etd: String?

    /// Nil for rows that cannot be sold: without a price, or one that is none.
    func rate() -> ShippingRate? {
        guard cost.value > 0, !service.isEmpty else { return nil }
        let money: Money
        do { money = try Money(rupiah: cost.value) } catch { return nil }
        let courier = code.lowercased()
        return ShippingRate(
            courierCode: courier, courierName: CourierNames.name(of: courier) ?? name ?? code,
            service: String(service.prefix(60)), description: Self.words(description), cost: money,
            estimate: KomerceEstimate.text(etd ?? ""))
    }

    /// Pos Indonesia describes a service by a bare number (`240`), which tells a customer nothing.
    private static func words(_ description: String?) -> String {
        guard let description, description.contains(where: \.isLetter) else { return "" }
        return String(description.prefix(100))
    }
}

/// A list whose broken rows are left out.
struct KomerceRows<Row: Decodable & Sendable>: Decodable, Sendable {
    let rows: [Row]

    private struct Slot: Decodable {
        let row: Row?

        init(from decoder: any Decoder) {
            do { row = try Row(from: decoder) } catch { row = nil }
        }
    }

    init(from decoder: any Decoder) throws {
        rows = try decoder.singleValueContainer().decode([Slot].self).compactMap(\.row)
    }
}

/// An answer that is such a list, which may be missing or null.
struct KomerceList<Row: Decodable & Sendable>: Decodable, Sendable {
    let rows: [Row]

    private enum CodingKeys: String, CodingKey { case data }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        rows = try container.decodeIfPresent(KomerceRows<Row>.self, forKey: .data)?.rows ?? []
    }
}
