/// A row of Shipping Delivery's `calculate`: the same couriers and prices as in Shipping Cost, other names, and a cashback
/// for the seller.
struct KomerceDeliveryTariff {
    let courier: String
    let service: String
    let isCargo: Bool
    let kilograms: Int64
    let cost: Int64
    let value: Int64
    let estimate: String

    private static let names = [
        "jne": "JNE", "sicepat": "SICEPAT", "ide": "IDEXPRESS", "sap": "SAP", "ninja": "NINJA", "jnt": "JNT",
        "lion": "LION",
    ]
    /// What is sold here, by Shipping Cost's names.
    private static let services = [
        "jne REG": ("REG23", false), "jne CTC": ("REG23", false), "jne JTR": ("JTR23", true),
        "sicepat REG": ("REG", false), "sicepat GOKIL": ("GOKIL", true), "ide STD": ("STD", false),
        "sap UDRREG": ("UDRREG", false), "ninja STANDARD": ("Standard", false), "jnt EZ": ("EZ", false),
        "lion REGPACK": ("REGPACK", false),
    ]

    static func rows(on route: Route, grams: Int64, value: Int64) -> [KomerceDeliveryTariff] {
        Courier.all.flatMap { $0.rates(on: route, grams: grams) }.compactMap { rate in
            guard let name = names[rate.code], let service = services["\(rate.code) \(rate.service)"] else {
                return nil
            }
            return KomerceDeliveryTariff(
                courier: name, service: service.0, isCargo: service.1, kilograms: max(1, (grams + 999) / 1_000),
                cost: rate.cost, value: value, estimate: rate.estimate.isEmpty ? "-" : rate.estimate)
        }
    }

    var json: JSON {
        let cashback = cost / 4
        let total = value + cost
        // 2.8 %, with the half rupiah that it has.
        let fee = isCargo ? 0 : total * 28
        return [
            "shipping_name": .text(courier), "service_name": .text(service), "weight": .integer(kilograms),
            "is_cod": .bool(!isCargo), "shipping_cost": .decimal("\(cost).0"), "shipping_cashback": .integer(cashback),
            "shipping_cost_net": .integer(cost - cashback), "grandtotal": .integer(total),
            "service_fee": .decimal("\(fee / 1_000).\(fee % 1_000 / 100)"),
            "net_income": .integer(total - (cost - cashback) - fee / 1_000), "etd": .text(estimate),
        ]
    }
}
