/// `{table}` -> `schema.table`, for statements and for migration scripts.
public enum TableMarks {
    /// - Parameter schema: `tokoku`, or a ``TenantID/schema``; it is put in as it is.
    public static func expand(_ text: String, schema: String) -> String {
        var out: [UInt8] = []
        let bytes = Array(text.utf8)
        out.reserveCapacity(bytes.count + 64)
        var quoted = false
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "'") { quoted.toggle() }
            if byte == UInt8(ascii: "{"), !quoted, let end = endOfMark(bytes, after: at) {
                out.append(contentsOf: schema.utf8)
                out.append(UInt8(ascii: "."))
                out.append(contentsOf: bytes[(at + 1)..<end])
                at = end + 1
            } else {
                out.append(byte)
                at += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The place of the closing brace when `{` opens a mark: lower case letters, digits, `_`, no digit first.
    private static func endOfMark(_ bytes: [UInt8], after open: Int) -> Int? {
        var at = open + 1
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): break
            case UInt8(ascii: "0")...UInt8(ascii: "9"): if at == open + 1 { return nil }
            case UInt8(ascii: "}"): return at > open + 1 ? at : nil
            default: return nil
            }
            at += 1
        }
        return nil
    }
}
