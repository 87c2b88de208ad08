import FoundationEssentials

/// Values as libpq wants them: texts ended by a zero byte, only `bytea` in binary, so that PostgreSQL may read each as
/// whatever type stands in its place.
struct Parameters: Sendable {
    struct Place: Sendable {
        /// -1 is NULL.
        let offset: Int
        let length: Int32
        let isBinary: Bool
    }

    private(set) var bytes: [UInt8] = []
    private(set) var places: [Place] = []

    static let none = Parameters()

    private init() {}

    init(_ values: [SQLValue], of statement: String) throws {
        places.reserveCapacity(values.count)
        for value in values {
            guard append(value) else {
                throw DatabaseError.unsendable(statement: statement, parameter: places.count + 1)
            }
        }
    }

    /// One text that is known to hold no zero byte.
    init(text: String) {
        appendText(text.utf8)
    }

    /// Texts that are known to hold no zero byte, and NULL after them.
    init(list texts: [String]) {
        for text in texts { appendText(text.utf8) }
        places.append(Place(offset: -1, length: 0, isBinary: false))
    }

    /// False when PostgreSQL has no place for it.
    private mutating func append(_ value: SQLValue) -> Bool {
        switch value {
        case .null: places.append(Place(offset: -1, length: 0, isBinary: false))
        case .int(let number): appendText(String(number).utf8)
        case .bool(let flag): appendText((flag ? "t" : "f").utf8)
        case .text(let text), .json(let text):
            // libpq reads up to the first zero byte: the rest would vanish without a word.
            guard !text.utf8.contains(0) else { return false }
            appendText(text.utf8)
        case .bytes(let raw):
            places.append(Place(offset: bytes.count, length: Int32(raw.count), isBinary: true))
            bytes.append(contentsOf: raw)
            // So that even an empty value has an address.
            bytes.append(0)
        case .uuid(let uuid): appendText(uuid.uuidString.utf8)
        case .timestamp(let date):
            guard let text = Moment.text(date) else { return false }
            appendText(text.utf8)
        case .ints(let numbers): appendText("{\(numbers.map(String.init).joined(separator: ","))}".utf8)
        case .texts(let texts):
            guard !texts.contains(where: { $0.utf8.contains(0) }) else { return false }
            appendText(Self.arrayLiteral(texts))
        }
        return true
    }

    private mutating func appendText(_ text: some Collection<UInt8>) {
        places.append(Place(offset: bytes.count, length: Int32(text.count), isBinary: false))
        bytes.append(contentsOf: text)
        bytes.append(0)
    }

    /// `{"a","say \"b\""}`: every element quoted, so that `NULL` and the empty text are themselves.
    private static func arrayLiteral(_ texts: [String]) -> [UInt8] {
        var out = [UInt8(ascii: "{")]
        for (index, text) in texts.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            out.append(UInt8(ascii: "\""))
            for byte in text.utf8 {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { out.append(UInt8(ascii: "\\")) }
                out.append(byte)
            }
            out.append(UInt8(ascii: "\""))
        }
        out.append(UInt8(ascii: "}"))
        return out
    }
}
