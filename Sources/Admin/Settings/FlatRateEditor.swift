import Tenancy
import Web

/// Draws a ``FlatRateForm``.
struct FlatRateEditor {
    let form: FlatRateForm

    var markup: Markup {
        """
        \(Choice.box("tarif_tetap", "Tawarkan tarif tetap buatan sendiri", form.isEnabled))\(problem("tarif_tetap"))
        <fieldset><legend>Kapan ditawarkan</legend>
        \(Choice.radio("tarif_kapan", "fallback", "Hanya bila kurir tidak bisa ditanya atau tidak melayani tujuannya", form.when))
        \(Choice.radio("tarif_kapan", "always", "Selalu, di samping kurir", form.when))\(problem("tarif_kapan"))</fieldset>
        <input type="hidden" name="zona" value="\(form.zones.count)">
        \(form.zones.indices.map(zone))
        <p><button class="second" name="aksi" value="tambah" formnovalidate>Tambah zona dan baris</button></p>
        """
    }

    private func problem(_ name: String) -> Markup? {
        form.problems[name].map { "<p class=\"error\" id=\"\(name)-salah\">\($0)</p>" }
    }

    private func zone(_ index: Int) -> Markup {
        let zone = form.zones[index]
        let rows = min(zone.rows.count + 1, FlatRateForm.mostRows)
        let title = zone.name.isEmpty ? "Zona baru" : "Zona \(zone.name)"
        return """
            <fieldset class="zone"><legend>\(title)</legend>
            <div class="row">
            \(field(index, "nama", "Nama zona", zone.name))
            \(field(index, "estimasi", "Lama kirim (boleh kosong)", zone.estimate))
            </div>
            \(field(index, "wilayah", "Provinsi atau kota, dipisah koma", zone.places, hint: "Misalnya: Jawa Barat, Kota Surabaya. Tulis “semua” untuk seluruh Indonesia."))
            <input type="hidden" name="z\(index)_baris" value="\(rows)">
            \((0..<rows).map { row(index, $0, zone) })
            \(Choice.box("z\(index)_hapus", "Hapus zona ini", false))
            </fieldset>
            """
    }

    private func row(_ index: Int, _ row: Int, _ zone: FlatRateForm.Zone) -> Markup {
        let typed = row < zone.rows.count ? zone.rows[row] : ("", "")
        return """
            <div class="row">
            \(field(index, "b\(row)", "Sampai berat", typed.0))
            \(field(index, "h\(row)", "Harga (Rp)", typed.1, isNumber: true))
            </div>
            """
    }

    private func field(
        _ index: Int, _ name: String, _ label: String, _ value: String, hint: String? = nil, isNumber: Bool = false
    ) -> Markup {
        let name = "z\(index)_\(name)"
        return FormField(
            name: name, label: label, value: value, problem: form.problems[name], hint: hint, isNumber: isNumber
        ).markup
    }
}

/// Boxes and buttons to choose by, each with its words as the label.
enum Choice {
    static func box(_ name: String, _ words: String, _ isOn: Bool, value: String = "ya") -> Markup {
        let checked: Markup = isOn ? " checked" : ""
        return """
            <label class="choice"><input type="checkbox" name="\(name)" value="\(value)"\(checked)> \(words)</label>
            """
    }

    static func radio(_ name: String, _ value: String, _ words: String, _ chosen: String) -> Markup {
        let checked: Markup = value == chosen ? " checked" : ""
        return """
            <label class="choice"><input type="radio" name="\(name)" value="\(value)"\(checked)> \(words)</label>
            """
    }
}
