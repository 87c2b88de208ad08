import Tenancy
import TokoCore
import Web

/// The owner's table of shipping costs as a form without script: every zone has room for one more price, and buttons
/// ask for more room. Rows left empty are not kept.
struct FlatRateForm {
    static let mostZones = 30
    static let mostRows = 12

    struct Zone {
        var name = ""
        var places = ""
        var estimate = ""
        var rows: [(weight: String, cost: String)] = []

        var isEmpty: Bool { name.isEmpty && places.isEmpty && estimate.isEmpty && rows.allSatisfy(Self.isEmpty) }

        static func isEmpty(_ row: (weight: String, cost: String)) -> Bool { row.weight.isEmpty && row.cost.isEmpty }
    }

    var isEnabled: Bool
    var when: String
    var zones: [Zone]
    /// By field.
    var problems: [String: String] = [:]

    init(_ rates: FlatRates, _ places: PlaceList) {
        isEnabled = rates.isEnabled
        when = rates.when.rawValue
        zones = rates.zones.map { zone in
            Zone(
                name: zone.name, places: places.text(of: zone.regions), estimate: zone.estimate,
                rows: zone.steps.map { ($0.upTo.formatted, $0.cost.rupiah.groupedIndonesian) })
        }
    }

    init(_ form: Form) {
        isEnabled = form["tarif_tetap"] == "ya"
        when = form["tarif_kapan"]
        let count = max(0, min(Int(form["zona"]) ?? 0, Self.mostZones))
        zones = (0..<count).map { index in
            let rows = max(0, min(Int(form["z\(index)_baris"]) ?? 0, Self.mostRows))
            return Zone(
                name: form["z\(index)_nama"], places: form["z\(index)_wilayah"], estimate: form["z\(index)_estimasi"],
                rows: (0..<rows).map { (form["z\(index)_b\($0)"], form["z\(index)_h\($0)"]) })
        }
        // Ticked zones go at once, so that what is checked and shown is what stays.
        zones = zones.enumerated().filter { form["z\($0.offset)_hapus"] != "ya" }.map(\.element)
    }

    /// Room for another zone, and for another price in each.
    mutating func addRoom() {
        if zones.count < Self.mostZones { zones.append(Zone()) }
    }

    /// What the form says; what it says wrong is then among `problems`.
    mutating func read(_ places: PlaceList) -> FlatRates? {
        problems = [:]
        // Drawn again, an empty zone is gone as well.
        zones = zones.filter { !$0.isEmpty }
        let when = FlatRates.When(rawValue: when)
        if when == nil { problems["tarif_kapan"] = "Pilih kapan tarif tetap ditawarkan." }
        var table = FlatRates(isEnabled: isEnabled, when: when ?? .fallback)
        for index in zones.indices {
            let zone = zones[index]
            if zone.estimate.count > 30 { problems["z\(index)_estimasi"] = "Paling panjang 30 karakter." }
            table.zones.append(
                FlatRates.Zone(
                    name: zone.name, regions: places.codes(in: zone.places), steps: steps(of: zone, index),
                    estimate: zone.estimate))
        }
        for problem in table.problems { note(problem) }
        return problems.isEmpty ? table : nil
    }

    private mutating func steps(of zone: Zone, _ index: Int) -> [FlatRates.Step] {
        var steps: [FlatRates.Step] = []
        for (row, typed) in zone.rows.enumerated() where !Zone.isEmpty(typed) {
            let weight = WeightText.weight(typed.weight)
            let cost = RupiahText.money(typed.cost)
            if weight == nil { problems["z\(index)_b\(row)"] = "Isi berat, misalnya 1 kg atau 500 g." }
            if cost == nil { problems["z\(index)_h\(row)"] = "Isi harga, misalnya 15.000." }
            if let weight, let cost { steps.append(FlatRates.Step(upTo: weight, cost: cost)) }
        }
        return steps
    }

    private mutating func note(_ problem: FlatRates.Problem) {
        guard let index = problem.zone else {
            problems["tarif_tetap"] = "Isi paling sedikit satu zona, atau matikan tarif tetap."
            return
        }
        let (field, words): (String, String) =
            switch problem.what {
            case .noZones, .name: ("nama", "Isi nama zona, paling panjang 50 karakter.")
            case .sameName: ("nama", "Nama ini sudah dipakai zona lain.")
            case .noRegions: ("wilayah", "Isi wilayahnya, misalnya: Jawa Barat, Kota Surabaya. Atau: semua.")
            case .noSteps: ("b0", "Isi paling sedikit satu harga menurut berat.")
            case .lightFirst: ("b0", "Urutkan dari yang ringan ke yang berat, setiap berat satu kali.")
            case .region(let text): ("wilayah", "“\(text)” bukan nama atau kode provinsi, kota, atau kabupaten.")
            case .regionTwice(let code):
                ("wilayah", "“\(code.isEmpty ? PlaceList.everywhere : code)” sudah ada di zona lain.")
            }
        let name = "z\(index)_\(field)"
        if problems[name] == nil { problems[name] = words }
    }
}
