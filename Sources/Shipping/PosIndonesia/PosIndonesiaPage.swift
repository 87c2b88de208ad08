import HTMLText
public import TokoCore
public import WebClient

/// Pos Indonesia's page of postal codes: `POST /CariKodepos`, a table of HTML and no promise of anything.
public struct PosIndonesiaPage: Sendable {
    public static let productionURL = "https://kodepos.posindonesia.co.id"

    let baseURL: String
    let transport: WebTransport
    /// Nobody waits for it, and a page that is slower is as good as away.
    var timeout: Duration = .seconds(5)

    public init(baseURL: String?, transport: WebTransport) {
        self.baseURL = baseURL ?? Self.productionURL
        self.transport = transport
    }

    /// A line of the table.
    public struct Entry: Hashable, Sendable {
        public let postalCode: String
        public let village: String
        public let district: String
        /// `KAB. ASAHAN`, `KOTA BANDUNG`
        public let regency: String
        public let province: String
    }

    /// Every place whose name holds the text, from all of Indonesia; empty when there is none.
    /// - Throws: ``PosIndonesiaError``, `CancellationError`.
    public func search(_ text: String) async throws -> [Entry] {
        var request = WebRequest.form(
            "\(baseURL)/CariKodepos", [("kodepos", text)], headers: [("Accept", "text/html")])
        request.timeout = timeout
        let response: WebResponse
        do {
            response = try await transport.send(request)
        } catch WebError.cancelled {
            throw CancellationError()
        } catch let error as WebError {
            throw PosIndonesiaError.unavailable(error.description)
        }
        guard response.status == 200 else { throw PosIndonesiaError.unavailable("status \(response.status)") }
        let rows: [[String]]?
        do {
            rows = try HTMLTable.rows(ofTable: "list-data", in: response.body)
        } catch {
            throw PosIndonesiaError.unavailable("the page cannot be read")
        }
        // A page without the table says that the site is away, not that there is no such place.
        guard let rows else { throw PosIndonesiaError.unavailable("the page has no list") }
        return rows.compactMap(Entry.init(cells:))
    }
}

/// Why the page says nothing. The text is for the log.
public enum PosIndonesiaError: Error, Hashable, Sendable {
    case unavailable(String)
}

extension PosIndonesiaError: LoggableError {
    public var logDescription: String { if case .unavailable(let reason) = self { reason } else { "" } }
    public var isOutage: Bool { true }
}

extension PosIndonesiaPage.Entry {
    /// No, code, village, district, regency, province; "Data tidak ditemukan" is one cell.
    init?(cells: [String]) {
        guard cells.count == 6, cells[1].wholeMatch(of: /[1-9][0-9]{4}/) != nil else { return nil }
        postalCode = cells[1]
        village = cells[2]
        district = cells[3]
        regency = cells[4]
        province = cells[5]
    }
}
