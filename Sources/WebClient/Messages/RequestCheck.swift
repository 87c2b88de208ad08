extension WebRequest {
    /// - Throws: ``WebError/invalidURL`` or ``WebError/invalidRequest``, before anything leaves the house.
    func check() throws(WebError) {
        let scheme = url.prefix(8).lowercased()
        guard scheme.hasPrefix("http://") || scheme.hasPrefix("https://"), url.utf8.count <= 16_384,
            url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
        else { throw .invalidURL }
        guard !method.isEmpty, method.utf8.allSatisfy({ (0x41...0x5a).contains($0) }) else { throw .invalidRequest }
        // A line break in a header would begin another one.
        for (name, value) in headers {
            guard !name.isEmpty, name.utf8.allSatisfy(Self.isTokenByte),
                value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 })
            else { throw .invalidRequest }
        }
    }

    /// RFC 9110, section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
