extension ConnectionPool {
    /// How the server reaches PostgreSQL.
    public struct Configuration: Sendable {
        /// A libpq URL: `postgresql:///toko?host=/run/postgresql&user=toko` (Unix socket),
        /// `postgresql://toko:secret@10.0.0.5:5432/toko?sslmode=require` (TCP).
        public var url: String
        /// Connections, each with a thread of its own.
        public var size: Int
        /// How long a unit waits for a free connection.
        public var acquireTimeout: Duration
        /// How long the server may take to accept a connection.
        public var connectTimeout: Duration
        /// How long one unit of work may take, waiting included.
        public var unitDeadline: Duration
        /// Prepared statements kept on one connection; the least recently used is given up beyond that.
        public var statementsPerConnection: Int
        /// Shops one connection serves before it is replaced: a backend never gives back the memory it keeps a schema in.
        public var tenantsPerConnection: Int
        /// Shown in `pg_stat_activity`.
        public var applicationName: String

        public init(
            url: String, size: Int = 8, acquireTimeout: Duration = .seconds(5),
            connectTimeout: Duration = .seconds(5), unitDeadline: Duration = .seconds(10),
            statementsPerConnection: Int = 1_024, tenantsPerConnection: Int = 256, applicationName: String = "tokoku"
        ) {
            precondition(size > 0 && statementsPerConnection > 0 && tenantsPerConnection > 0, "sizes are above zero")
            self.url = url
            self.size = size
            self.acquireTimeout = acquireTimeout
            self.connectTimeout = connectTimeout
            self.unitDeadline = unitDeadline
            self.statementsPerConnection = statementsPerConnection
            self.tenantsPerConnection = tenantsPerConnection
            self.applicationName = applicationName
        }
    }
}
