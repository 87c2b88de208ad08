public import TokoCore

/// What the owner and the agency have chosen for one shop.
public struct ShopSettings: Sendable, Hashable {
    public var name: String
    public var tagline: String
    public var description: String
    public var zone: ShopZone
    public var phone: String
    public var email: String
    public var address: String
    /// A folder of the themes directory.
    public var themeID: String
    /// The theme's own choices; the theme says which there are.
    public var themeSettings: [String: String]
    /// The village the parcels leave from: `31.71.06.1001`. Without it no rate can be asked for.
    public var originVillage: String?
    public var originPostalCode: String?
    /// Codes of the couriers to ask, in order; none: all that can be asked.
    public var couriers: [String]
    /// Services not to offer: `JTR` of any courier, `jne:YES` of one, `jne:JTR*` all that begin so.
    public var hiddenServices: [String]
    /// Codes of the payment channels to offer, in order; none: all that the shop's account has.
    public var channels: [String]
    /// How long a bill stays open and its stock reserved: 10...43,200.
    public var paymentExpiryMinutes: Int64
    /// The owner's words in letters to customers.
    public var mailTexts: MailTexts
    /// Whom to ask first for parcels.
    public var trackingSource: TrackingSource
    /// Days from a parcel's arrival until its order ends by itself: 0...60.
    public var completeAfterDays: Int64
    /// Whose shipping rates, and what the shop offers by itself.
    public var rates: RateChoices
    /// By which of its mailboxes letters leave.
    public var mailTransport: MailTransportChoice
    /// Whom the shop tells of its orders by WhatsApp.
    public var whatsApp: WhatsAppChoices
    /// The owner hears of a variant when so many pieces or fewer are left: 0...100,000.
    public var lowStockPieces: Int64
    /// Grows with every change of what the shop's pages show. Not written by ``ShopSettingsRepository/save(_:)``.
    public var catalogVersion: Int64

    public init(
        name: String, tagline: String = "", description: String = "", zone: ShopZone = .wib, phone: String = "",
        email: String = "", address: String = "", themeID: String = "dasar", themeSettings: [String: String] = [:],
        originVillage: String? = nil, originPostalCode: String? = nil, couriers: [String] = [],
        hiddenServices: [String] = [], channels: [String] = [], paymentExpiryMinutes: Int64 = 1_440,
        mailTexts: MailTexts = MailTexts(), trackingSource: TrackingSource = .binderbyte, completeAfterDays: Int64 = 3,
        rates: RateChoices = RateChoices(), mailTransport: MailTransportChoice = .gmail,
        whatsApp: WhatsAppChoices = WhatsAppChoices(), lowStockPieces: Int64 = 3, catalogVersion: Int64 = 1
    ) {
        self.name = name
        self.tagline = tagline
        self.description = description
        self.zone = zone
        self.phone = phone
        self.email = email
        self.address = address
        self.themeID = themeID
        self.themeSettings = themeSettings
        self.originVillage = originVillage
        self.originPostalCode = originPostalCode
        self.couriers = couriers
        self.hiddenServices = hiddenServices
        self.channels = channels
        self.paymentExpiryMinutes = paymentExpiryMinutes
        self.mailTexts = mailTexts
        self.trackingSource = trackingSource
        self.completeAfterDays = completeAfterDays
        self.rates = rates
        self.mailTransport = mailTransport
        self.whatsApp = whatsApp
        self.lowStockPieces = lowStockPieces
        self.catalogVersion = catalogVersion
    }
}
