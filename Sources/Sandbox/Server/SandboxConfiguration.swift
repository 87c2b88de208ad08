/// How a sandbox is set up. The defaults are what the demo shops need.
public struct SandboxConfiguration: Sendable {
    /// An address to listen on: this machine only, unless told otherwise.
    public var host: String
    /// 0 takes any free one; ``SandboxServer`` tells which.
    public var port: Int
    /// Between two tries of a callback. TriPay waits two minutes.
    public var callbackRetryDelay: Duration
    /// Between two looks for bills whose time is over.
    public var expiryInterval: Duration
    /// JSON lines with bills and registered keys; nil keeps them in memory only.
    public var stateFile: String?
    /// Lines of `code TAB name TAB postal code`, codes `PP` to `PP.KK.CC.VVVV`; nil knows a few places only.
    public var regionsFile: String?
    /// Whether QR codes hold the real sandbox's literal `SANDBOX MODE` in place of EMV text.
    public var hasPlainQR: Bool
    public var merchants: [Merchant]
    public var komerceKeys: [String]
    public var komerceDeliveryKeys: [String]
    public var binderbyteKeys: [String]
    public var googleClients: [GoogleClient]
    /// Connected before the sandbox begins.
    public var mailboxes = DemoCredentials.mailboxes
    public var smtpLogins = DemoCredentials.smtpLogins
    /// The mail server's, on the same host; 0 takes any free one. Left out, 74 below ``port``: 8025 beside 8099.
    public var smtpPort: Int?

    var mailPort: Int { smtpPort ?? max(0, port - 74) }

    public init(
        host: String = "127.0.0.1", port: Int = 8099, callbackRetryDelay: Duration = .seconds(120),
        expiryInterval: Duration = .seconds(1), stateFile: String? = nil, regionsFile: String? = nil,
        hasPlainQR: Bool = false, merchants: [Merchant] = DemoCredentials.merchants,
        komerceKeys: [String] = DemoCredentials.komerceKeys,
        komerceDeliveryKeys: [String] = DemoCredentials.komerceDeliveryKeys,
        binderbyteKeys: [String] = DemoCredentials.binderbyteKeys,
        googleClients: [GoogleClient] = DemoCredentials.googleClients
    ) {
        self.host = host
        self.port = port
        self.callbackRetryDelay = callbackRetryDelay
        self.expiryInterval = expiryInterval
        self.stateFile = stateFile
        self.regionsFile = regionsFile
        self.hasPlainQR = hasPlainQR
        self.merchants = merchants
        self.komerceKeys = komerceKeys
        self.komerceDeliveryKeys = komerceDeliveryKeys
        self.binderbyteKeys = binderbyteKeys
        self.googleClients = googleClients
    }
}
