public import FoundationEssentials
import Logging
public import Postgres
public import Tenancy

/// Looks the postal codes of villages that people choose up at Pos Indonesia, behind their backs: a form has its
/// suggestion from our own tables at once, and the next one a better one.
///
/// Asked rarely: once for each village ever, one call at a time with a pause between, and not at all for ten minutes
/// after three failures. The codes serve all shops; no shop's data leave the house.
public actor PostalCodeRefresh {
    static let pause: Duration = .seconds(1)
    static let failuresAllowed = 3
    static let rest: TimeInterval = 600
    /// More wishes than this are forgotten: they come again with the next form.
    static let mostWishes = 500

    private let page: PosIndonesiaPage
    private let codes: PostalCodeRepository
    private let now: @Sendable () -> Date
    private let wishes: AsyncStream<RegionLineage>
    private let wishing: AsyncStream<RegionLineage>.Continuation
    private var failures = 0
    private var restsUntil = Date.distantPast
    /// Villages asked for since the start, whatever came of it.
    private var asked: Set<String> = []

    public init(
        page: PosIndonesiaPage, database: ControlDatabase, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.page = page
        codes = PostalCodeRepository(database)
        self.now = now
        (wishes, wishing) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.mostWishes))
    }

    /// Somebody has chosen this village. Returns at once and throws nothing.
    public nonisolated func wish(for place: RegionLineage) { wishing.yield(place) }

    /// Works off the wishes until cancelled.
    public func run() async {
        for await place in wishes {
            do {
                guard try await refresh(place) else { continue }
                try await Task.sleep(for: Self.pause)
            } catch is CancellationError {
                return
            } catch let error as PosIndonesiaError {
                Logger.current.info("postal code not refreshed", metadata: ["why": "\(error.logDescription)"])
            } catch {
                Logger.current.warning(
                    "postal code not kept", metadata: ["why": "\(String(reflecting: type(of: error)))"])
            }
        }
    }

    /// - Returns: whether the page was asked.
    /// - Throws: ``PosIndonesiaError``, `DatabaseError`, `CancellationError`.
    @discardableResult
    func refresh(_ place: RegionLineage) async throws -> Bool {
        guard now() >= restsUntil, !asked.contains(place.villageCode),
            try await codes.isUnchecked(place.villageCode)
        else { return false }
        do {
            let found = try await page.search(place.village)
            failures = 0
            asked.insert(place.villageCode)
            if let code = Self.code(of: place, among: found) { try await codes.keep(code, of: place.villageCode) }
            return true
        } catch let error as PosIndonesiaError {
            failures += 1
            if failures >= Self.failuresAllowed {
                failures = 0
                restsUntil = now() + Self.rest
            }
            throw error
        }
    }

    /// The code of the entry that is this village in this district, regency and province: thousands of names occur more
    /// than once. None when entries contradict each other.
    static func code(of place: RegionLineage, among entries: [PosIndonesiaPage.Entry]) -> String? {
        let fitting = entries.filter { entry in
            PlaceName.plain(entry.village) == PlaceName.plain(place.village)
                && PlaceName.plain(entry.district) == PlaceName.plain(place.district)
                && PlaceName.sameRegency(place.regency, entry.regency)
                && PlaceName.sameProvince(place.province, entry.province)
        }
        let codes = Set(fitting.map(\.postalCode))
        return codes.count == 1 ? codes.first : nil
    }
}

/// What Pos Indonesia has said, for ever and for all shops.
struct PostalCodeRepository: Sendable {
    private let database: ControlDatabase

    init(_ database: ControlDatabase) { self.database = database }

    func isUnchecked(_ village: String) async throws -> Bool {
        try await database.query(PostalCodeSQL.known, .text(village)).isEmpty
    }

    func keep(_ code: String, of village: String) async throws {
        try await database.query(PostalCodeSQL.keep, .text(village), .text(code))
    }
}

enum PostalCodeSQL {
    /// $1 village -> a row when it was looked up
    static let known = SQL("postal_code.known", "SELECT 1 AS known FROM {postal_code_check} WHERE village_code = $1")

    /// $1 village, $2 postal code
    static let keep = SQL(
        "postal_code.keep",
        """
        INSERT INTO {postal_code_check} (village_code, postal_code) VALUES ($1, $2)
        ON CONFLICT (village_code) DO UPDATE SET postal_code = excluded.postal_code, checked_at = now()
        """)
}
