/// One part of a mail (RFC 2045): its head, and either parts or a body.
struct MailPart: Sendable {
    let fields: [(name: String, value: String)]
    let type: String
    let parameters: [String: String]
    let parts: [MailPart]
    /// Decoded; empty when there are parts.
    let body: [UInt8]

    /// - Throws: ``MailProblem`` when it is not what its head says.
    init(_ bytes: ArraySlice<UInt8>, depth: Int = 0) throws(MailProblem) {
        guard depth < 8 else { throw .malformed("too many parts in parts") }
        let (head, content) = try Self.split(bytes)
        let fields = try Self.fields(head)
        func value(_ name: String) -> String? { fields.first { $0.name.lowercased() == name }?.value }
        let (type, parameters) = MailText.parameters(value("content-type") ?? "text/plain")
        self.fields = fields
        self.type = type
        self.parameters = parameters
        if type.hasPrefix("multipart/") {
            guard let boundary = parameters["boundary"], (1...70).contains(boundary.utf8.count) else {
                throw .malformed("multipart without a boundary")
            }
            var parts: [MailPart] = []
            for piece in try Self.pieces(of: content, boundary: boundary) {
                parts.append(try MailPart(piece, depth: depth + 1))
            }
            self.parts = parts
            body = []
        } else {
            guard let body = MailText.body(Array(content), encoding: value("content-transfer-encoding")) else {
                throw .malformed("a body that is not in its encoding")
            }
            parts = []
            self.body = body
        }
    }

    /// The first field of this name, decoded.
    func field(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }.map { MailText.decoded($0.value) }
    }

    /// The file's name when the part is an attachment.
    var attachmentName: String? {
        let (kind, named) = MailText.parameters(
            fields.first { $0.name.lowercased() == "content-disposition" }?.value ?? "inline")
        return kind == "attachment" ? named["filename"] ?? parameters["name"] ?? "lampiran" : nil
    }

    /// All leaves, in order.
    var leaves: [MailPart] { parts.isEmpty ? [self] : parts.flatMap(\.leaves) }

    private static func split(
        _ bytes: ArraySlice<UInt8>
    ) throws(MailProblem) -> (head: ArraySlice<UInt8>, body: ArraySlice<UInt8>) {
        if bytes.starts(with: [0x0d, 0x0a]) { return (bytes.prefix(0), bytes.dropFirst(2)) }
        var index = bytes.startIndex
        while index + 3 < bytes.endIndex {
            if bytes[index] == 0x0d, bytes[index + 1] == 0x0a, bytes[index + 2] == 0x0d, bytes[index + 3] == 0x0a {
                return (bytes[..<(index + 2)], bytes[(index + 4)...])
            }
            index += 1
        }
        throw .malformed("no empty line after the head")
    }

    private static func fields(_ head: ArraySlice<UInt8>) throws(MailProblem) -> [(name: String, value: String)] {
        guard head.allSatisfy({ $0 == 0x0d || $0 == 0x0a || $0 == 0x09 || ($0 >= 0x20 && $0 < 0x7f) }) else {
            throw .malformed("a head that is not ASCII")
        }
        var fields: [(name: String, value: String)] = []
        for line in String(decoding: head, as: UTF8.self).split(separator: "\r\n") {
            guard line.utf8.count <= 998 else { throw .malformed("a line of more than 998 characters") }
            if line.first == " " || line.first == "\t" {
                guard let last = fields.popLast() else { throw .malformed("a head that begins folded") }
                fields.append((last.name, last.value + " " + line.drop { $0 == " " || $0 == "\t" }))
                continue
            }
            let pair = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, !pair[0].isEmpty, !pair[0].contains(" ") else {
                throw .malformed("a line of the head that is no field")
            }
            fields.append((String(pair[0]), String(pair[1].drop { $0 == " " })))
        }
        return fields
    }

    private static func pieces(
        of content: ArraySlice<UInt8>, boundary: String
    ) throws(MailProblem) -> [ArraySlice<UInt8>] {
        let mark = Array("--\(boundary)".utf8)
        var pieces: [ArraySlice<UInt8>] = []
        var start: Int?
        var line = content.startIndex
        while line < content.endIndex {
            let end = content[line...].firstIndex(of: 0x0a).map { $0 + 1 } ?? content.endIndex
            let words = content[line..<end].reversed().drop { [0x0d, 0x0a, 0x20].contains($0) }.reversed()
            let isLast = Array(words) == mark + [0x2d, 0x2d]
            if isLast || Array(words) == mark {
                // The line break before a boundary belongs to the boundary.
                if let start { pieces.append(content[start..<max(start, line - 2)]) }
                if isLast { return pieces }
                start = end
            }
            line = end
        }
        throw .malformed("a multipart that does not end")
    }
}

/// What a server says to a message that it cannot read.
enum MailProblem: Error, Equatable {
    case malformed(String)
}
