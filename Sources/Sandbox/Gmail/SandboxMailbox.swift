/// A mailbox that was connected before the sandbox began: its refresh token is known.
public struct SandboxMailbox: Codable, Hashable, Sendable {
    public var refreshToken: String
    /// The client it was connected by.
    public var clientID: String
    /// Whose mailbox it is; any address, nobody here exists.
    public var address: String

    public init(refreshToken: String, clientID: String, address: String) {
        self.refreshToken = refreshToken
        self.clientID = clientID
        self.address = address
    }
}
