/// Where to go after signing in: a page of this shop, so that nobody is sent elsewhere by a link.
enum LocalPath {
    /// - Returns: `text` when it is an absolute path of printable ASCII, at most 1,000 bytes; otherwise `/`.
    static func checked(_ text: String) -> String {
        let bytes = Array(text.utf8)
        // Browsers read `//host` and `/\host` as another host.
        guard bytes.first == UInt8(ascii: "/"), bytes.count <= 1_000, bytes.dropFirst().first != UInt8(ascii: "/"),
            bytes.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return "/" }
        return text
    }
}
