/// A row's number inside one shop. The entity keeps a cart's ID out of an order's place.
public struct ID<Entity>: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let number: Int64

    public init(_ number: Int64) { self.number = number }

    /// A number from a URL or a form: digits only, above zero.
    public init?(typed text: some StringProtocol) {
        guard !text.isEmpty, text.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int64(text), number > 0
        else { return nil }
        self.number = number
    }

    public var description: String { String(number) }

    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// A shop's number in the registry. Its schema and its role are both named `t_<number>`.
public struct TenantID: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let number: Int32

    public init(_ number: Int32) { self.number = number }

    /// `t_42`: safe to put into SQL, because it is made from an integer and nothing else.
    public var schema: String { "t_\(number)" }

    public var description: String { String(number) }

    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// The entities that rooms name in each other's signatures.
public enum CategoryEntity {}
public enum ProductEntity {}
public enum VariantEntity {}
public enum CustomerEntity {}
public enum AddressEntity {}
public enum StaffEntity {}
public enum CartEntity {}
public enum OrderEntity {}
public enum PaymentEntity {}
public enum QuoteEntity {}

public typealias CategoryID = ID<CategoryEntity>
public typealias ProductID = ID<ProductEntity>
public typealias VariantID = ID<VariantEntity>
public typealias CustomerID = ID<CustomerEntity>
public typealias AddressID = ID<AddressEntity>
public typealias StaffID = ID<StaffEntity>
public typealias CartID = ID<CartEntity>
public typealias OrderID = ID<OrderEntity>
public typealias PaymentID = ID<PaymentEntity>
public typealias QuoteID = ID<QuoteEntity>
