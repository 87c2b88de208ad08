import Accounts
import Tenancy
import TokoCore

/// Saving what an address form says.
struct AddressBook {
    let addresses: AddressRepository
    let regions: RegionRepository

    /// What became of a form.
    enum Outcome {
        case saved(AddressID)
        case refused([AddressField: AddressProblem])
        /// A reason that belongs to no field.
        case notSaved(String)
    }

    init(_ shop: Shop, regions: RegionRepository) {
        addresses = AddressRepository(shop.database)
        self.regions = regions
    }

    /// - Throws: `DatabaseError`.
    func save(_ typed: AddressTyped, for customer: CustomerID) async throws -> Outcome {
        let lineage = try await regions.lineage(of: typed.form.villageCode)
        var form = typed.form
        // Left empty means: the village's own.
        if form.postalCode.isEmpty { form.postalCode = lineage?.postalCode ?? "" }
        do {
            let saved = try await addresses.save(
                try form.check(lineage: lineage), replacing: typed.id, isDefault: typed.makeDefault, of: customer)
            return .saved(saved.id)
        } catch let error as AddressFormError {
            return .refused(error.problems)
        } catch let error as AddressError {
            return .notSaved(error.message)
        }
    }
}
