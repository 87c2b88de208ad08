public import Accounts
public import ArgumentParser
public import Tenancy
public import TokoCore

// What may stand on the command line. A value that exists is legal, so commands check nothing again.

extension Slug: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension HostName: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension ListenAddress: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Provider: ExpressibleByArgument {}

extension StaffRole: ExpressibleByArgument {}
