import FoundationEssentials
import TokoCore

/// A row of `GET /tariff/api/v1/calculate`.
struct KomerceDeliveryCost: Decodable, Sendable {
    let name: String
    let service: String
    /// What the buyer is charged. What Komship takes from the seller after its cashback is less.
    let cost: KomerceRupiah
    let etd: String?

    enum CodingKeys: String, CodingKey {
        case etd
        case name = "shipping_name"
        case service = "service_name"
        case cost = "shipping_cost"
    }

    /// Nil for rows that cannot be sold: without a price, or of a courier that nobody knows.
    func rate() -> ShippingRate? {
        let bare = name.uppercased().filter { $0.isLetter }
        guard cost.value > 0, !service.isEmpty, let courier = Self.couriers[bare],
            let display = CourierNames.name(of: courier)
        else { return nil }
        let money: Money
        do { money = try Money(rupiah: cost.value) } catch { return nil }
        return ShippingRate(
            courierCode: courier, courierName: display, service: String(service.prefix(60)), description: "",
            cost: money, estimate: KomerceEstimate.text(etd ?? ""))
    }

    private static let couriers = [
        "JNE": "jne", "SICEPAT": "sicepat", "IDEXPRESS": "ide", "SAP": "sap", "NINJA": "ninja", "JNT": "jnt",
        "JT": "jnt", "LION": "lion",
    ]
}

/// The lists of an answer, each of which may be missing or null. Instant couriers ask for a point on the map, which is
/// not known here, so theirs is passed over.
struct KomerceDeliveryLists: Decodable, Sendable {
    let rows: [KomerceDeliveryCost]

    private struct Lists: Decodable, Sendable {
        let reguler: KomerceRows<KomerceDeliveryCost>?
        let cargo: KomerceRows<KomerceDeliveryCost>?

        enum CodingKeys: String, CodingKey {
            case reguler = "calculate_reguler"
            case cargo = "calculate_cargo"
        }
    }

    private enum CodingKeys: String, CodingKey { case data }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let lists = try container.decodeIfPresent(Lists.self, forKey: .data)
        rows = (lists?.reguler?.rows ?? []) + (lists?.cargo?.rows ?? [])
    }
}

/// Rupiah that may come with a fraction, rounded half up.
struct KomerceRupiah: Decodable, Sendable {
    let value: Int64

    init(from decoder: any Decoder) throws {
        let text = try KomerceText(from: decoder).text
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap({ Int64($0) }), whole >= 0, whole < Int64.max,
            parts.count == 1 || parts[1].allSatisfy({ $0.isASCII && $0.isNumber })
        else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not an amount"))
        }
        let isUp = parts.count == 2 && (parts[1].first ?? "0") >= "5"
        value = whole + (isUp ? 1 : 0)
    }
}
