import Accounts
import Tenancy
import Theming
import TokoCore

/// The form for an address, with the region chosen step by step or found by name or postal code.
struct AddressFormView {
    static let shape: Shape = [
        "action": .link, "returnTo": .text, "number": .text, "cancelLink": .link,
        "recipient": .text, "recipientError": .text, "phone": .text, "phoneError": .text,
        "street": .text, "streetError": .text, "label": .text, "labelError": .text,
        "postalCode": .text, "postalHint": .text, "postalCodeError": .text, "isDefault": .flag,
        "search": .text, "notFound": .text, "regionError": .text,
        "found": .each(["items": .each(["code": .text, "name": .text, "place": .text, "isChosen": .flag])]),
        "provinces": .each(optionShape), "regencies": .each(optionShape), "districts": .each(optionShape),
        "villages": .each(optionShape),
    ]
    static let optionShape: Shape = ["code": .text, "name": .text, "isChosen": .flag]

    let typed: AddressTyped
    let picker: RegionPicker
    let action: Link
    var cancel: Link?
    var problems: [AddressField: AddressProblem] = [:]

    /// The list on top of the page.
    var summary: FormProblems {
        var summary = FormProblems()
        for field in AddressField.allCases {
            guard let problem = problems[field] else { continue }
            let (name, id) = Self.names(field)
            summary.add("\(name): \(problem.message)", at: id)
        }
        return summary
    }

    var view: ViewTree {
        func problem(_ field: AddressField) -> ViewValue { .text(problems[field]?.message ?? "") }
        let form = typed.form
        return [
            "action": .link(action), "returnTo": .text(typed.returnTo),
            "number": .text(typed.id?.description ?? ""), "cancelLink": .link(cancel),
            "recipient": .text(form.recipient), "recipientError": problem(.recipient), "phone": .text(form.phone),
            "phoneError": problem(.phone), "street": .text(form.street), "streetError": problem(.street),
            "label": .text(form.label), "labelError": problem(.label), "postalCode": .text(form.postalCode),
            "postalHint": .text(picker.chosen?.postalCode ?? ""), "postalCodeError": problem(.postalCode),
            "isDefault": .flag(typed.makeDefault), "search": .text(typed.search), "notFound": .text(picker.notFound),
            "regionError": problem(.village), "found": found, "provinces": options(picker.provinces),
            "regencies": options(picker.regencies), "districts": options(picker.districts),
            "villages": options(picker.villages),
        ]
    }

    private var found: ViewValue {
        let items: [ViewTree] = picker.found.map { place in
            [
                "code": .text(place.villageCode), "name": .text(place.village),
                "place": .text(
                    "\(place.district), \(place.regency), \(place.province) \(place.postalCode ?? "")"),
                "isChosen": .flag(place.villageCode == typed.form.villageCode || picker.found.count == 1),
            ]
        }
        return .maybe(items.isEmpty ? nil : ["items": .list(items)])
    }

    private func options(_ regions: [Region]) -> ViewValue {
        .list(
            regions.map {
                ["code": .text($0.code), "name": .text($0.name), "isChosen": .flag(picker.path.contains($0.code))]
            })
    }

    private static func names(_ field: AddressField) -> (String, String) {
        switch field {
        case .label: ("Label", "label")
        case .recipient: ("Nama penerima", "penerima")
        case .phone: ("Nomor telepon", "telepon")
        case .street: ("Alamat lengkap", "jalan")
        case .village: ("Wilayah", "desa")
        case .postalCode: ("Kode pos", "kodepos")
        }
    }
}
