import Hummingbird
public import Logging
public import ServiceLifecycle
import WebClient

/// The sandbox: TriPay, Komerce and Google as one local program, with pages to act as bank and as people.
///
/// Base addresses below where it listens: `/tripay`, `/komerce`, `/google/accounts`, `/google/token`,
/// `/google/certs`. Pages: `/`, `/bank`, `/kurir`, `/google`, `/_sandbox`.
public struct SandboxServer: Service {
    private let configuration: SandboxConfiguration
    private let logger: Logger
    private let onListening: @Sendable (_ port: Int) async -> Void

    /// - Parameter onListening: called once with the bound port, when the first request may come.
    public init(
        configuration: SandboxConfiguration, logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until graceful shutdown or cancellation.
    /// - Throws: ``JournalError``, ``RegionFileError``, or an error of the system when the port is taken.
    public func run() async throws {
        let records = try Records(configuration: configuration)
        let regions = try configuration.regionsFile.map(RegionList.init(file:)) ?? .few()
        let book = PlaceBook(regions)
        let board = MisbehaviourBoard()
        let received = Received(merchants: await records.merchants)
        let stage = Stage(board: board, received: received)
        let transport = WebTransport(userAgent: "TokoKu sandbox")
        let courier = CallbackCourier(
            records: records, transport: transport, retryDelay: configuration.callbackRetryDelay, logger: logger)
        let till = Till(records: records, board: board, courier: courier)

        let router = Router(context: SandboxContext.self, options: .autoGenerateHeadEndpoints)
        TriPayCalls(records: records, stage: stage, hasPlainQR: configuration.hasPlainQR).addRoutes(to: router)
        let clock = SandboxClock()
        let hits = DailyHits(clock: clock)
        KomerceCalls(records: records, hits: hits, stage: stage, book: book).addRoutes(to: router)
        KomerceDeliveryCalls(
            keys: KomerceDeliveryKeys(configuration.komerceDeliveryKeys), hits: hits, received: received, stage: stage,
            book: book
        ).addRoutes(to: router)
        let parcels = Parcels(clock: clock)
        clock.addRoutes(to: router)
        KomerceWaybillCall(records: records, parcels: parcels, stage: stage).addRoutes(to: router)
        BinderByteCalls(
            desk: BinderByteDesk(keys: configuration.binderbyteKeys), parcels: parcels, received: received,
            stage: stage
        ).addRoutes(to: router)
        ParcelInterface(parcels: parcels, clock: clock).addRoutes(to: router)
        ParcelPages(parcels: parcels, clock: clock).addRoutes(to: router)
        let desk = GoogleDesk(mailboxes: configuration.mailboxes)
        GoogleCalls(records: records, stage: stage, desk: desk).addRoutes(to: router)
        let inbox = Inbox()
        GmailCalls(stage: stage, desk: desk, inbox: inbox).addRoutes(to: router)
        InboxPages(inbox: inbox).addRoutes(to: router)
        let plate = SMTPDoorplate()
        plate.addRoutes(to: router, host: configuration.host)
        for (shop, login) in zip(DemoCredentials.shops, DemoCredentials.smtpLogins) {
            await received.know(shop.name, by: [login.username])
        }
        BankPages(records: records, till: till).addRoutes(to: router)
        CourierPage(book: book).addRoutes(to: router)
        SwitchPages(board: board).addRoutes(to: router)
        TestInterface(records: records, till: till).addRoutes(to: router)
        ReceivedPage(received: received).addRoutes(to: router)
        PosIndonesiaCalls(stage: stage, codes: PostalCodeBook(regions)).addRoutes(to: router)
        let events = CountedEvents()
        PostHogCalls(stage: stage, events: events, received: received).addRoutes(to: router)
        StatisticsPage(events: events).addRoutes(to: router)
        let accounts = DemoCredentials.whatsAppAccounts(shopPort: max(0, configuration.port - 19))
        for account in accounts { await received.know(account.name, by: [account.accessToken, account.phoneNumberID]) }
        let phones = PhoneBook(accounts)
        let statuses = StatusCourier(book: phones, board: board, transport: transport, logger: logger)
        WhatsAppCalls(stage: stage, book: phones, courier: statuses, received: received).addRoutes(to: router)
        PhonePages(book: phones, courier: statuses).addRoutes(to: router)
        HomePage(records: records).addRoutes(to: router)

        let application = Application(
            router: router,
            configuration: .init(address: .hostname(configuration.host, port: configuration.port), serverName: nil),
            services: [
                courier, statuses,
                ExpiryWatch(records: records, till: till, interval: configuration.expiryInterval, logger: logger),
                SMTPDoor(
                    host: configuration.host, port: configuration.mailPort, logins: configuration.smtpLogins,
                    inbox: inbox, board: board, received: received, logger: logger, plate: plate),
            ],
            onServerRunning: { [onListening, configuration] channel in
                await onListening(channel.localAddress?.port ?? configuration.port)
            },
            logger: logger)
        do {
            try await application.run()
        } catch {
            await transport.close()
            throw error
        }
        await transport.close()
    }
}
