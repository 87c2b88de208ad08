/// Which of the rows that a search found is the village we mean: the first one is not an answer.
enum PlaceMatch {
    /// Rows of the same district and city, placeholders left out. The same village wins; among those, or when its
    /// spelling differs, the postal code decides.
    ///
    /// Without the village's name the code must agree in its first three digits: a city and a regency may share their
    /// name and that of a district, and the provider does not say which it means. (Three digits are alike for 96 % of
    /// villages in two independent lists.)
    static func best<Place: KomercePlace>(_ rows: [Place], for place: ShippingPlace) -> Place? {
        let near = rows.filter { row in
            !row.isPlaceholder && PlaceName.sameRegency(place.regency, row.city)
                && PlaceName.plain(row.district) == PlaceName.plain(place.district)
        }
        return closest(near.filter { PlaceName.plain($0.village) == PlaceName.plain(place.village) }, to: place)
            ?? closest(near.filter { alikeDigits($0.zip, place.postalCode) >= 3 }, to: place)
    }

    /// For rows that were found by postal code, where a district may be spelt differently: same city, same code, and
    /// the same village.
    static func byPostalCode<Place: KomercePlace>(_ rows: [Place], for place: ShippingPlace) -> Place? {
        let same = rows.filter { row in
            !row.isPlaceholder && row.zip == place.postalCode && PlaceName.sameRegency(place.regency, row.city)
        }
        return best(same, for: place)
            ?? closest(same.filter { PlaceName.plain($0.village) == PlaceName.plain(place.village) }, to: place)
    }

    /// Most digits of the postal code alike, then the same province, then the provider's order.
    private static func closest<Place: KomercePlace>(_ rows: [Place], to place: ShippingPlace) -> Place? {
        var best: (row: Place, digits: Int, province: Int)?
        for row in rows {
            let digits = alikeDigits(row.zip, place.postalCode)
            let province = PlaceName.sameProvince(place.province, row.province) ? 1 : 0
            if let found = best, (found.digits, found.province) >= (digits, province) { continue }
            best = (row, digits, province)
        }
        return best?.row
    }

    private static func alikeDigits(_ left: String, _ right: String) -> Int {
        zip(left, right).prefix { $0 == $1 }.count
    }
}
