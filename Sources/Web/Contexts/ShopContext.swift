public import Accounts
public import Hummingbird
public import Tenancy

/// A request to a shop: handlers take this one, so a handler without a tenant cannot exist.
public struct ShopContext: ChildRequestContext {
    public var coreContext: CoreRequestContextStorage
    public let shop: Shop
    public let visitor: Visitor
    /// Who is signed in; set by ``SessionMiddleware`` on the routes after it, nil elsewhere.
    public internal(set) var session: Session?

    public var maxUploadSize: Int { Form.largestBody }

    public init(context: VisitContext) throws {
        guard let shop = context.shop else { throw HTTPError(.notFound) }
        coreContext = context.coreContext
        self.shop = shop
        visitor = context.visitor
    }

    /// - Throws: ``SignInNeeded`` when nobody is signed in as a customer.
    public func customer() throws -> Customer {
        guard let customer = session?.customer else { throw SignInNeeded.customer }
        return customer
    }

    /// - Throws: ``SignInNeeded`` when nobody is signed in as staff.
    public func staff() throws -> Staff {
        guard let staff = session?.staff else { throw SignInNeeded.staff }
        return staff
    }
}

/// The page needs somebody signed in. The pages send to their own sign-in and come back.
public enum SignInNeeded: Error, Equatable {
    case customer, staff
}
