import Accounts
import Ordering
import Web

/// What stands above the orders while something outside needs somebody.
enum TroubleBanner {
    static func markup(_ troubles: ShopTroubles, _ context: ShopContext) -> Markup? {
        guard !troubles.isQuiet, context.session?.staff?.role.maySeeConnections == true else { return nil }
        let names = troubles.providers.map(ProviderWords.name).joined(separator: ", ")
        let providers: Markup? =
            troubles.providers.isEmpty
            ? nil
            : """
            <p><strong>\(names) bermasalah.</strong> <a href="/admin/sambungan">Lihat sejak kapan dan apa yang perlu dilakukan</a></p>
            """
        let parked: Markup? =
            troubles.parked == 0
            ? nil
            : """
            <p><strong>\(troubles.parked) pesan tertahan.</strong> <a href="/admin/pesan?status=tertahan">Lihat, coba lagi, atau buang</a></p>
            """
        return "<div class=\"notice problem\" role=\"alert\">\(providers)\(parked)</div>"
    }
}
