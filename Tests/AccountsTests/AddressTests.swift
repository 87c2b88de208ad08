import Accounts
import Postgres
import Tenancy
import TestSupport
import Testing
import TokoCore

struct AddressTests {
    static let lebakGede = RegionLineage(
        villageCode: "32.73.02.1002", village: "Lebak Gede", district: "Coblong", regency: "Kota Bandung",
        province: "Jawa Barat", postalCode: "40132")

    static let form = AddressForm(
        label: "Rumah", recipient: "Siti Rahma", phone: "+62 812-3456-7890", street: "Jl. Dago 12\nRT 03/RW 05",
        villageCode: "32.73.02.1002", postalCode: "40135")

    static func checked(_ recipient: String = "Siti Rahma") throws -> CheckedAddress {
        var form = form
        form.recipient = recipient
        return try form.check(lineage: lebakGede)
    }

    @Test func `an address is kept as a parcel needs it`() async throws {
        try await withShop { shop in
            let customer = try await shop.customer()
            let addresses = AddressRepository(shop.database)
            let saved = try await addresses.save(Self.checked(), of: customer)
            #expect(saved.phone == "081234567890")
            #expect(saved.street == "Jl. Dago 12 RT 03/RW 05")
            #expect(saved.area == "Lebak Gede, Coblong, Kota Bandung, Jawa Barat 40135")
            #expect(saved.villageCode == "32.73.02.1002")
            #expect(try await addresses.list(of: customer) == [saved])
            #expect(try await addresses.get(saved.id, of: customer) == saved)
        }
    }

    @Test func `there is always one default`() async throws {
        try await withShop { shop in
            let customer = try await shop.customer()
            let addresses = AddressRepository(shop.database)
            func recipients() async throws -> [String] {
                try await addresses.list(of: customer).map { ($0.isDefault ? "*" : "") + $0.recipient }
            }
            let first = try await addresses.save(Self.checked("A"), of: customer)
            #expect(first.isDefault)
            let second = try await addresses.save(Self.checked("B"), of: customer)
            let third = try await addresses.save(Self.checked("C"), isDefault: true, of: customer)
            #expect(try await recipients() == ["*C", "B", "A"])
            try await addresses.setDefault(first.id, of: customer)
            #expect(try await recipients() == ["*A", "C", "B"])
            let changed = try await addresses.save(
                Self.checked("B2"), replacing: second.id, isDefault: true, of: customer)
            #expect(changed.id == second.id && changed.isDefault)
            #expect(try await recipients() == ["*B2", "C", "A"])
            try await addresses.delete(second.id, of: customer)
            try await addresses.delete(second.id, of: customer)
            #expect(try await recipients() == ["*C", "A"])
            try await addresses.delete(third.id, of: customer)
            try await addresses.delete(first.id, of: customer)
            let none = try await addresses.defaultAddress(of: customer)
            #expect(none == nil)
        }
    }

    @Test func `twenty at once still have one default, and there is no twenty-first`() async throws {
        try await withShop { shop in
            let customer = try await shop.customer()
            let addresses = AddressRepository(shop.database)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask { _ = try await addresses.save(Self.checked(), isDefault: true, of: customer) }
                }
                try await group.waitForAll()
            }
            #expect(try await addresses.list(of: customer).count { $0.isDefault } == 1)
            await #expect(throws: AddressError.tooMany) {
                try await addresses.save(Self.checked(), isDefault: true, of: customer)
            }
            #expect(try await addresses.list(of: customer).count == 20)
        }
    }

    @Test func `nobody reaches another's address`() async throws {
        try await withShop { shop in
            let (siti, budi) = (try await shop.customer(), try await shop.customer())
            let addresses = AddressRepository(shop.database)
            let hers = try await addresses.save(Self.checked(), of: siti)
            let his = try await addresses.save(Self.checked("Budi"), of: budi)
            let read = try await addresses.get(hers.id, of: budi)
            #expect(read == nil)
            await #expect(throws: AddressError.unknown) {
                try await addresses.save(Self.checked("Budi"), replacing: hers.id, isDefault: true, of: budi)
            }
            await #expect(throws: AddressError.unknown) { try await addresses.setDefault(hers.id, of: budi) }
            try await addresses.delete(hers.id, of: budi)
            #expect(try await addresses.list(of: siti) == [hers])
            #expect(try await addresses.list(of: budi) == [his])
        }
    }

    @Test func `another shop's address is unreachable`() async throws {
        try await withShops(2) { shops in
            let customer = try await shops[0].customer()
            let saved = try await AddressRepository(shops[0].database).save(Self.checked(), of: customer)
            _ = try await shops[1].customer()
            let read = try await AddressRepository(shops[1].database).get(saved.id, of: customer)
            #expect(read == nil)
            let known = try await CustomerRepository(shops[0].database).customer(customer)
            #expect(known?.name == "Budi")
            let phone = try #require(PhoneNumber(typed: "0812 3456 7890"))
            try await CustomerRepository(shops[0].database).setPhone(phone, of: customer)
            #expect(try await CustomerRepository(shops[0].database).customer(customer)?.phone == "081234567890")
            let unknown = try await CustomerRepository(shops[1].database).customer(
                CustomerID(customer.number + 1_000))
            #expect(unknown == nil)
        }
    }
}

struct AddressFormTests {
    @Test func `all that is wrong is told at once, by field`() {
        let error = #expect(throws: AddressFormError.self) { try AddressForm().check(lineage: nil) }
        #expect(
            error?.problems == [
                .recipient: .missing, .phone: .missing, .street: .missing, .village: .missing, .postalCode: .missing,
            ])
    }

    @Test(
        arguments: [
            (.label, String(repeating: "a", count: 41), [.label: .tooLong(most: 40)]),
            (.recipient, String(repeating: "a", count: 101), [.recipient: .tooLong(most: 100)]),
            (.recipient, " \u{7}\n ", [.recipient: .missing]),
            (.phone, "0812", [.phone: .notAMobileNumber]),
            (.phone, "021 555 1234", [.phone: .notAMobileNumber]),
            (.street, String(repeating: "a", count: 301), [.street: .tooLong(most: 300)]),
            (.village, "32.73.02.9999", [.village: .unknownVillage]),
            (.postalCode, "4013", [.postalCode: .notAPostalCode]),
            (.postalCode, "4013A", [.postalCode: .notAPostalCode]),
            (.postalCode, "٤٠١٣٢", [.postalCode: .notAPostalCode]),
        ] as [(AddressField, String, [AddressField: AddressProblem])])
    func `what is typed wrong is named`(
        field: AddressField, typed: String,
        problems: [AddressField: AddressProblem]
    ) {
        var form = AddressTests.form
        form.type(typed, into: field)
        let error = #expect(throws: AddressFormError.self) { try form.check(lineage: AddressTests.lebakGede) }
        #expect(error?.problems == problems)
    }

    @Test func `a village that is not the one typed is not taken`() {
        let error = #expect(throws: AddressFormError.self) { try AddressTests.form.check(lineage: nil) }
        #expect(error?.problems == [.village: .unknownVillage])
    }

    @Test(
        arguments: [
            ("081234567890", "081234567890"), ("+62 812-3456-7890", "081234567890"), ("6281234567890", "081234567890"),
            ("(0812) 3456.7890", "081234567890"), ("+62 (0)812 3456 7890", "081234567890"), ("081234567", "081234567"),
            ("08123456789012", "08123456789012"),
            ("081234567890123", nil), ("08123456", nil), ("0215551234", nil), ("+1 812 345 6789", nil), ("", nil),
            ("08123456789a", nil), ("+62+81234567890", nil), ("٠٨١٢٣٤٥٦٧٨٩٠", nil),
        ] as [(String, String?)])
    func `a mobile number is read as people write it`(typed: String, number: String?) {
        #expect(PhoneNumber(typed: typed)?.text == number)
    }
}

extension AddressForm {
    fileprivate mutating func type(_ text: String, into field: AddressField) {
        switch field {
        case .label: label = text
        case .recipient: recipient = text
        case .phone: phone = text
        case .street: street = text
        case .village: villageCode = text
        case .postalCode: postalCode = text
        }
    }
}
