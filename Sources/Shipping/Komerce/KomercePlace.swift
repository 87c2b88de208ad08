/// A place's number in one product of Komerce's. The products number places differently and take a wrong number without a
/// word, so each has a type of its own.
protocol KomercePlaceNumber: Hashable, Sendable {
    /// Tells the number's space apart where numbers are kept.
    static var space: String { get }
    var number: Int64 { get }
    init(number: Int64)
}

/// A row of either product's search: upper-case names in the provider's own spelling.
protocol KomercePlace: Sendable {
    associatedtype Number: KomercePlaceNumber

    var id: Number { get }
    var label: String { get }
    /// Empty where the product does not tell it.
    var province: String { get }
    var city: String { get }
    var district: String { get }
    /// `-` in rows that stand for nothing in particular.
    var village: String { get }
    /// `0` in such rows.
    var zip: String { get }
}

extension KomercePlace {
    var isPlaceholder: Bool { PlaceName.plain(village).isEmpty || zip.isEmpty || zip.allSatisfy { $0 == "0" } }
}
