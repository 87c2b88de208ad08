import Accounts
import Theming
import TokoCore
import Web

/// An address form as it was posted, half-filled ones included.
struct AddressTyped {
    /// What the button asked for.
    enum Step: Equatable {
        case save
        /// Show the places below what is chosen.
        case region
        /// Look for places by name or postal code.
        case search
    }

    var form = AddressForm()
    /// The address that is changed; nil for a new one.
    var id: AddressID?
    /// `32`, `32.73`, `32.73.02`: as far as chosen, before there is a village.
    var partial = ""
    var search = ""
    var makeDefault = false
    /// Where to go afterwards, on this shop; empty for the address book.
    var returnTo = ""
    var step = Step.save

    init() {}

    init(_ address: Address) {
        form = AddressForm(address)
        id = address.id
        makeDefault = address.isDefault
    }

    init(_ posted: Form) {
        form = AddressForm(
            label: posted["label"], recipient: posted["penerima"], phone: posted["telepon"], street: posted["jalan"],
            villageCode: posted["desa"], postalCode: posted["kodepos"])
        id = AddressID(typed: posted["id"])
        partial = ["kecamatan", "kabupaten", "provinsi"].lazy.map { posted[$0] }.first { !$0.isEmpty } ?? ""
        // Somebody without script may change the province and leave the old village standing below it.
        let levels = ["provinsi", "kabupaten", "kecamatan"].map { posted[$0] }.filter { !$0.isEmpty }
        for (index, code) in levels.enumerated() where index > 0 && !code.hasPrefix(levels[index - 1] + ".") {
            partial = levels[index - 1]
            form.villageCode = ""
            break
        }
        if let last = levels.last, !form.villageCode.isEmpty, !form.villageCode.hasPrefix(last + ".") {
            form.villageCode = ""
        }
        search = String(posted["cari"].prefix(60))
        makeDefault = posted["utama"] == "1"
        returnTo = LocalPath(posted["kembali"])?.text ?? ""
        step =
            switch posted["langkah"] {
            case "wilayah": .region
            case "cari": .search
            default: .save
            }
    }
}
