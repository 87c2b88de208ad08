/// Everything the sandbox knows that must outlive it: bills, and whose keys count. One writer, one journal.
actor Records {
    private var bills: [String: Bill]
    /// References, oldest first.
    private var order: [String]
    /// References by the merchant's own.
    private var references: [String: [String]]
    private var merchantsByKey: [String: Merchant]
    private var clients: [String: GoogleClient]
    private var komerceKeys: Set<String>
    private let journal: Journal?

    /// Without a state file everything is in memory only.
    /// - Throws: ``JournalError`` when the file cannot be read or written.
    init(configuration: SandboxConfiguration) throws {
        var bills: [String: Bill] = [:]
        var order: [String] = []
        var merchants = Dictionary(uniqueKeysWithValues: configuration.merchants.map { ($0.apiKey, $0) })
        var clients = Dictionary(uniqueKeysWithValues: configuration.googleClients.map { ($0.id, $0) })
        var komerceKeys = Set(configuration.komerceKeys)
        var journal: Journal?
        if let path = configuration.stateFile {
            let (opened, entries) = try Journal.open(path)
            for entry in entries {
                switch entry {
                case .bill(let bill):
                    if bills.updateValue(bill, forKey: bill.reference) == nil { order.append(bill.reference) }
                case .merchant(let merchant): merchants[merchant.apiKey] = merchant
                case .googleClient(let client): clients[client.id] = client
                case .komerceKey(let key): komerceKeys.insert(key)
                }
            }
            var kept = order.compactMap { bills[$0] }.map(JournalEntry.bill)
            kept += merchants.values.map(JournalEntry.merchant)
            kept += clients.values.map(JournalEntry.googleClient)
            kept += komerceKeys.map(JournalEntry.komerceKey)
            try opened.rewrite(kept)
            journal = opened
        }
        references = Dictionary(grouping: order) { bills[$0]?.merchantRef ?? "" }
        self.bills = bills
        self.order = order
        merchantsByKey = merchants
        self.clients = clients
        self.komerceKeys = komerceKeys
        self.journal = journal
    }

    // MARK: Whose keys count

    func merchant(apiKey: String) -> Merchant? { merchantsByKey[apiKey] }

    var merchants: [Merchant] { merchantsByKey.values.sorted { $0.merchantCode < $1.merchantCode } }

    func add(_ merchant: Merchant) throws {
        merchantsByKey[merchant.apiKey] = merchant
        try journal?.append(.merchant(merchant))
    }

    func googleClient(_ id: String) -> GoogleClient? { clients[id] }

    var googleClients: [GoogleClient] { clients.values.sorted { $0.id < $1.id } }

    func add(_ client: GoogleClient) throws {
        clients[client.id] = client
        try journal?.append(.googleClient(client))
    }

    func knowsKomerceKey(_ key: String) -> Bool { komerceKeys.contains(key) }

    func add(komerceKey key: String) throws {
        guard komerceKeys.insert(key).inserted else { return }
        try journal?.append(.komerceKey(key))
    }

    // MARK: Bills

    /// Newest first.
    var allBills: [Bill] { order.reversed().compactMap { bills[$0] } }

    var billCount: Int { order.count }

    func bill(_ reference: String) -> Bill? { bills[reference] }

    func bills(merchantRef: String) -> [Bill] { (references[merchantRef] ?? []).compactMap { bills[$0] } }

    /// The newest bill with this payment code, reference or merchant reference; spaces and hyphens do not count.
    func bill(typed text: String) -> Bill? {
        let wanted = Self.bare(text)
        guard !wanted.isEmpty else { return nil }
        return allBills.first { bill in
            [bill.payCode, bill.reference, bill.merchantRef].contains { $0.map(Self.bare) == wanted }
        }
    }

    private static func bare(_ text: String) -> String {
        String(text.uppercased().filter { !$0.isWhitespace && $0 != "-" && $0 != "." })
    }

    /// Makes a bill with the next number in its reference and its codes.
    func open(_ make: @Sendable (_ number: Int) -> Bill) throws -> Bill {
        let bill = make(order.count + 1)
        bills[bill.reference] = bill
        order.append(bill.reference)
        references[bill.merchantRef, default: []].append(bill.reference)
        try journal?.append(.bill(bill))
        return bill
    }

    /// Changes a bill as one step; when `body` throws, nothing is changed.
    /// - Throws: ``BillError/unknownReference``, and what `body` throws.
    @discardableResult
    func change(_ reference: String, _ body: @Sendable (inout Bill) throws -> Void) throws -> Bill {
        guard var bill = bills[reference] else { throw BillError.unknownReference }
        try body(&bill)
        bills[reference] = bill
        try journal?.append(.bill(bill))
        return bill
    }

    /// References of bills that nobody paid in time.
    func overdue(at now: Int64) -> [String] {
        order.filter { reference in
            bills[reference].map { $0.status == .unpaid && $0.expiredTime <= now } ?? false
        }
    }
}
