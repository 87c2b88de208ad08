/// Gathers an answer as it comes in, within bounds.
struct AnswerBuffer {
    var maxBodyBytes = 0
    private(set) var isTooLarge = false
    private var headers: [(String, String)] = []
    private var headerBytes = 0
    private var body: [UInt8] = []

    private static let maxHeaderBytes = 65_536

    /// One line of the head, its line break included. `false` ends the transfer.
    mutating func add(header line: [UInt8]) -> Bool {
        headerBytes += line.count
        guard headerBytes <= Self.maxHeaderBytes else {
            isTooLarge = true
            return false
        }
        // A status line begins a new head: what came before belonged to an interim answer, such as 100 Continue.
        if line.starts(with: Array("HTTP/".utf8)) {
            headers = []
            return true
        }
        guard let colon = line.firstIndex(of: 0x3a), colon > 0 else { return true }
        headers.append((Self.trimmed(line[..<colon]), Self.trimmed(line[(colon + 1)...])))
        return true
    }

    /// `false` ends the transfer.
    mutating func add(body part: UnsafeRawBufferPointer) -> Bool {
        guard body.count + part.count <= maxBodyBytes else {
            isTooLarge = true
            body = []
            return false
        }
        unsafe body.append(contentsOf: part)
        return true
    }

    func response(status: Int) -> WebResponse { WebResponse(status: status, headers: headers, body: body) }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d || $0 == 0x0a }
        let start = bytes.drop(while: isSpace)
        let end = start.reversed().prefix(while: isSpace).count
        return String(decoding: start.dropLast(end), as: UTF8.self)
    }
}
