import Shipping

/// A parcel's number at its courier (nomor resi).
public struct Waybill: Hashable, Sendable {
    public let courierCode: String
    public let courierName: String
    public let number: String

    /// - Parameters:
    ///   - courier: a code such as `jne`.
    ///   - number: as typed: spaces are dropped, letters made capital.
    /// - Throws: ``OrderError/badCourier``, ``OrderError/badWaybill`` for other than 4 to 40 letters, digits, hyphens.
    public init(courier: String, number: String) throws(OrderError) {
        guard let name = CourierNames.name(of: courier) else { throw .badCourier }
        let trimmed = number.filter { !$0.isWhitespace }.uppercased()
        guard (4...40).contains(trimmed.count), trimmed.first != "-", trimmed.last != "-",
            trimmed.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
        else { throw .badWaybill }
        courierCode = courier
        courierName = name
        self.number = trimmed
    }
}
