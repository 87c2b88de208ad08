public import TokoCore

/// What a person typed to change a variant. Nothing is kept of it until ``check()`` agrees.
public struct VariantForm: Hashable, Sendable {
    /// Rupiah: `150000`, `150.000` or `Rp 150.000`.
    public var price: String
    /// As the price; empty for none.
    public var compareAt: String
    /// Pieces on the shelf.
    public var onHand: String
    /// The number of pieces that stood in the form when it was opened, so that a sale meanwhile is not overwritten.
    public var seenOnHand: String

    public init(price: String, compareAt: String, onHand: String, seenOnHand: String) {
        self.price = price
        self.compareAt = compareAt
        self.onHand = onHand
        self.seenOnHand = seenOnHand
    }

    /// - Throws: ``VariantFormError`` with every field that is wrong.
    public func check() throws(VariantFormError) -> VariantEdit {
        var problems: [VariantField: VariantProblem] = [:]
        let price = Self.rupiah(price, .price, &problems)
        let compareAt = compareAt.allSatisfy(\.isWhitespace) ? nil : Self.rupiah(compareAt, .compareAt, &problems)
        if let price, let compareAt, compareAt <= price { problems[.compareAt] = .notAbovePrice }
        let onHand = Self.whole(onHand)
        if let onHand {
            if !StockError.countRange.contains(onHand) { problems[.onHand] = .outOfRange }
        } else {
            problems[.onHand] = self.onHand.allSatisfy(\.isWhitespace) ? .missing : .notWhole
        }
        guard problems.isEmpty, let price, let onHand else { throw VariantFormError(problems: problems) }
        return VariantEdit(price: price, compareAt: compareAt, onHand: onHand, seenOnHand: Self.whole(seenOnHand))
    }

    private static func rupiah(
        _ text: String, _ field: VariantField, _ problems: inout [VariantField: VariantProblem]
    ) -> Money? {
        var typed = text.filter { !$0.isWhitespace }
        if typed.lowercased().hasPrefix("rp") { typed.removeFirst(2) }
        guard !typed.isEmpty else {
            problems[field] = .missing
            return nil
        }
        guard let number = whole(typed) else {
            problems[field] = .notWhole
            return nil
        }
        do throws(MoneyError) {
            guard number >= 1 else { throw .outOfRange }
            return try Money(rupiah: number)
        } catch {
            problems[field] = .outOfRange
            return nil
        }
    }

    /// Digits, with a dot between groups of three or with none. Nil for anything else; too many digits are the largest
    /// number, which every range refuses.
    private static func whole(_ text: String) -> Int64? {
        let typed = text.filter { !$0.isWhitespace }
        let groups = typed.split(separator: ".", omittingEmptySubsequences: false)
        guard groups.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }), let first = groups.first,
            !first.isEmpty, groups.count == 1 || first.count <= 3, groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
        return Int64(groups.joined()) ?? .max
    }
}

/// A change that is legal.
public struct VariantEdit: Hashable, Sendable {
    public let price: Money
    public let compareAt: Money?
    public let onHand: Int64
    public let seenOnHand: Int64?
}

public enum VariantField: String, CaseIterable, Sendable {
    case price, compareAt, onHand
}

public enum VariantProblem: Hashable, Sendable {
    case missing
    /// Not a whole number.
    case notWhole
    /// A price outside 1...1,000,000,000,000 rupiah, a stock outside 0...1,000,000,000.
    case outOfRange
    /// A struck-out price is above the price, or it is none.
    case notAbovePrice
    /// Somebody bought or counted while the form was open: now there are this many.
    case changedMeanwhile(onHand: Int64)
}

public struct VariantFormError: Error, Hashable, Sendable {
    public let problems: [VariantField: VariantProblem]
}
