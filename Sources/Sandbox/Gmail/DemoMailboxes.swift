extension DemoCredentials {
    /// The demo shops' mailboxes, connected from the start. The sandbox forgets others when it stops.
    public static let mailboxes = shops.map { shop in
        SandboxMailbox(
            refreshToken: "1//0g-\(shop.slug)-demo-refresh-token", clientID: shop.googleClientID,
            address: "toko.\(shop.slug)@example.com")
    }

    /// The demo shops' logins at the mail server.
    public static let smtpLogins = shops.map { shop in
        SMTPLogin(
            username: "toko.\(shop.slug)@example.com", password: "\(shop.slug)-smtp-demo",
            address: "toko.\(shop.slug)@example.com")
    }
}
