public import Tenancy

/// An address as somebody typed it. Nothing is thrown away: a page shows it again beside what is wrong.
public struct AddressForm: Hashable, Sendable {
    public var label: String
    public var recipient: String
    public var phone: String
    public var street: String
    /// With dots: `32.73.02.1002`.
    public var villageCode: String
    public var postalCode: String

    public init(
        label: String = "", recipient: String = "", phone: String = "", street: String = "",
        villageCode: String = "", postalCode: String = ""
    ) {
        self.label = label
        self.recipient = recipient
        self.phone = phone
        self.street = street
        self.villageCode = villageCode
        self.postalCode = postalCode
    }

    /// What a saved address looks like in the form.
    public init(_ address: Address) {
        self.init(
            label: address.label, recipient: address.recipient, phone: address.phone, street: address.street,
            villageCode: address.villageCode, postalCode: address.postalCode)
    }

    /// - Parameter lineage: what `RegionRepository` found for ``villageCode``; nil when there is no such village.
    /// - Throws: ``AddressFormError`` with every field that is wrong.
    public func check(lineage: RegionLineage?) throws(AddressFormError) -> CheckedAddress {
        var problems: [AddressField: AddressProblem] = [:]
        let label = Self.line(label)
        if label.unicodeScalars.count > 40 { problems[.label] = .tooLong(most: 40) }
        let recipient = Self.required(recipient, .recipient, most: 100, &problems)
        let street = Self.required(street, .street, most: 300, &problems)
        let phone = PhoneNumber(typed: self.phone)
        if phone == nil {
            problems[.phone] = self.phone.allSatisfy(\.isWhitespace) ? .missing : .notAMobileNumber
        }
        let code = villageCode.filter { !$0.isWhitespace }
        if code.isEmpty {
            problems[.village] = .missing
        } else if lineage?.villageCode != code {
            problems[.village] = .unknownVillage
        }
        let postalCode = self.postalCode.filter { !$0.isWhitespace }
        if postalCode.isEmpty {
            problems[.postalCode] = .missing
        } else if postalCode.utf8.count != 5 || !postalCode.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            problems[.postalCode] = .notAPostalCode
        }
        guard problems.isEmpty, let phone, let lineage else { throw AddressFormError(problems: problems) }
        return CheckedAddress(
            label: label, recipient: recipient, phone: phone, street: street, lineage: lineage, postalCode: postalCode)
    }

    private static func required(
        _ typed: String, _ field: AddressField, most: Int, _ problems: inout [AddressField: AddressProblem]
    ) -> String {
        let text = line(typed)
        if text.isEmpty { problems[field] = .missing }
        if text.unicodeScalars.count > most { problems[field] = .tooLong(most: most) }
        return text
    }

    /// One line for a label of a parcel: runs of spaces, line breaks and control characters become one space.
    private static func line(_ typed: String) -> String {
        typed.split { letter in
            letter.isWhitespace || letter.unicodeScalars.contains { $0.properties.generalCategory == .control }
        }.joined(separator: " ")
    }
}

/// An address that may be saved.
public struct CheckedAddress: Hashable, Sendable {
    public let label: String
    public let recipient: String
    public let phone: PhoneNumber
    public let street: String
    public let lineage: RegionLineage
    public let postalCode: String
}

public enum AddressField: String, CaseIterable, Sendable {
    case label, recipient, phone, street, village, postalCode
}

public enum AddressProblem: Hashable, Sendable {
    case missing
    case tooLong(most: Int)
    case notAMobileNumber
    case unknownVillage
    case notAPostalCode

    /// For the customer.
    public var message: String {
        switch self {
        case .missing: "Wajib diisi."
        case .tooLong(let most): "Paling panjang \(most) karakter."
        case .notAMobileNumber: "Isi nomor HP Indonesia, misalnya 0812 3456 7890."
        case .unknownVillage: "Pilih kelurahan atau desa dari daftar."
        case .notAPostalCode: "Kode pos terdiri dari 5 angka."
        }
    }
}

public struct AddressFormError: Error, Hashable, Sendable {
    public let problems: [AddressField: AddressProblem]
}
