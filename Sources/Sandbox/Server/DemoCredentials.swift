/// The made-up keys of the two demo shops. They open nothing but a sandbox.
public enum DemoCredentials {
    public struct Shop: Sendable {
        public let slug: String
        public let name: String
        public let tripayAPIKey: String
        public let tripayPrivateKey: String
        public let tripayMerchantCode: String
        public let feeBearer: Merchant.FeeBearer
        public let komerceKey: String
        /// Nil: this shop has not subscribed to Shipping Delivery.
        public let komerceDeliveryKey: String?
        public let binderbyteKey: String
        /// Nil: this shop counts no visits.
        public let postHogKey: String?
        public let googleClientID: String
        public let googleClientSecret: String
        /// Registered with Google; the sandbox also takes any other port of a `.localhost` host for these clients.
        public let googleRedirectURI: String
    }

    public static let batik = Shop(
        slug: "batik", name: "Batik Nusantara", tripayAPIKey: "DEV-batik-api-key",
        tripayPrivateKey: "batik-demo-private-key", tripayMerchantCode: "T10001", feeBearer: .customer,
        komerceKey: "batik-komerce-key", komerceDeliveryKey: "batik-komerce-delivery-key",
        binderbyteKey: "batik-binderbyte-key",
        postHogKey: "phc_BatikDemo42",
        googleClientID: "batik-demo.apps.googleusercontent.com", googleClientSecret: "GOCSPX-batik-demo",
        googleRedirectURI: "http://batik.localhost:8080/auth/google/callback")

    public static let kopi = Shop(
        slug: "kopi", name: "Kopi Gayo", tripayAPIKey: "DEV-kopi-api-key", tripayPrivateKey: "kopi-demo-private-key",
        tripayMerchantCode: "T10002", feeBearer: .merchant, komerceKey: "kopi-komerce-key", komerceDeliveryKey: nil,
        binderbyteKey: "kopi-binderbyte-key",
        postHogKey: nil,
        googleClientID: "kopi-demo.apps.googleusercontent.com", googleClientSecret: "GOCSPX-kopi-demo",
        googleRedirectURI: "http://kopi.localhost:8080/auth/google/callback")

    public static let shops = [batik, kopi]

    public static let merchants = shops.map { shop in
        Merchant(
            apiKey: shop.tripayAPIKey, privateKey: shop.tripayPrivateKey, merchantCode: shop.tripayMerchantCode,
            name: shop.name, feeBearer: shop.feeBearer)
    }

    public static let komerceKeys = shops.map(\.komerceKey)

    public static let komerceDeliveryKeys = shops.compactMap(\.komerceDeliveryKey)

    public static let binderbyteKeys = shops.map(\.binderbyteKey)

    public static let googleClients = shops.map { shop in
        GoogleClient(
            id: shop.googleClientID, secret: shop.googleClientSecret, redirectURIs: [shop.googleRedirectURI],
            takesAnyLocalhost: true)
    }
}
