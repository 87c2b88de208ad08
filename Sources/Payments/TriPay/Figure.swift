import FoundationEssentials
import TokoCore

/// A number as TriPay writes it: a JSON number in one answer, a string of digits in the next.
struct Figure: Decodable, Sendable {
    /// Decimal, as it stood.
    let text: String
    /// It stood without quotes, so zeros in front of a code would be gone.
    let isBareNumber: Bool

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            // Decimal keeps the digits as they are; a floating-point number would not.
            text = try container.decode(Decimal.self).description
            isBareNumber = true
        } catch is DecodingError {
            text = String(try container.decode(String.self).filter { !$0.isWhitespace })
            isBareNumber = false
        }
    }

    /// Nil when there is a fraction, or more than digits.
    var whole: Int64? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count == 1 || parts[1].allSatisfy({ $0 == "0" }) else { return nil }
        return Int64(first)
    }

    func money(_ field: String) throws(WireError) -> Money {
        guard let whole else { throw WireError(field: field) }
        do { return try Money(rupiah: whole) } catch { throw WireError(field: field) }
    }

    /// Unix seconds; nil for zero, which is written where there is no time.
    func moment(_ field: String) throws(WireError) -> Date? {
        guard let whole, (0...253_402_300_799).contains(whole) else { throw WireError(field: field) }
        return whole == 0 ? nil : Date(timeIntervalSince1970: Double(whole))
    }
}

/// An answer has a field that cannot be what it says.
struct WireError: Error, Hashable {
    let field: String
}

/// True or false, also written 1 and 0, or as words.
struct Flag: Decodable, Sendable {
    let isOn: Bool

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            isOn = try container.decode(Bool.self)
        } catch is DecodingError {
            let text = try Figure(from: decoder).text
            isOn = text == "1" || text.lowercased() == "true"
        }
    }
}
