/// Where a courier itself shows its parcels, for when nobody can be asked. Pages where the number is typed in: couriers
/// change the form of links that carry it too often.
public enum CourierSites {
    private static let pages = [
        "jne": "https://www.jne.co.id/tracking-package", "jnt": "https://jet.co.id/track",
        "sicepat": "https://www.sicepat.com/checkAwb", "anteraja": "https://anteraja.id/tracking",
        "pos": "https://www.posindonesia.co.id/id/tracking", "tiki": "https://tiki.id/id/track",
        "ninja": "https://www.ninjaxpress.co/id-id/tracking", "lion": "https://lionparcel.com/track",
        "ide": "https://idexpress.com/", "idexpress": "https://idexpress.com/", "wahana": "https://www.wahana.com/",
        "sap": "https://www.sap-express.id/",
    ]

    /// - Parameter courier: our code, such as `jne`.
    public static func page(of courier: String) -> String? { pages[courier.lowercased()] }
}
