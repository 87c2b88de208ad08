import HTTPTypes
public import Hummingbird
import NIOCore

/// A posted form or a query: names with their values, in order, as typed.
public struct Form: Sendable {
    /// 64 KB: the longest form of ours is a checkout, well below 4 KB.
    public static let largestBody = 65_536

    public private(set) var fields: [(name: String, value: String)]

    public init(_ fields: [(name: String, value: String)] = []) { self.fields = fields }

    /// - Throws: ``Problem/unreadable`` for another content type or broken escapes, ``Problem/tooLarge``.
    public static func posted(_ request: Request) async throws -> Form {
        let type = request.headers[.contentType] ?? ""
        guard type.lowercased().hasPrefix("application/x-www-form-urlencoded") else { throw Problem.unreadable }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: largestBody)
        } catch is NIOTooManyBytesError {
            throw Problem.tooLarge
        }
        // Bytes that are not UTF-8 are refused, not repaired: a repaired password is another password.
        guard let text = String(validating: body.readableBytesView, as: UTF8.self), let form = Form(encoded: text)
        else { throw Problem.unreadable }
        return form
    }

    public static func query(_ request: Request) -> Form {
        Form(encoded: request.uri.query ?? "") ?? Form()
    }

    /// Nil when an escape is broken or the bytes are not UTF-8.
    public init?(encoded text: String) {
        var fields: [(String, String)] = []
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decode(parts[0]), let value = Self.decode(parts.count > 1 ? parts[1] : "")
            else { return nil }
            fields.append((name, value))
        }
        self.fields = fields
    }

    /// The first value of a name, without spaces at its ends; empty when the form has none.
    public subscript(_ name: String) -> String {
        String(raw(name).trimmingSpaces)
    }

    /// The first value exactly as typed, for passwords; empty when the form has none.
    public func raw(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

    public func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

    private static func decode(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(hexDigit), let low = rest.next().flatMap(hexDigit)
                else { return nil }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        // A zero byte is never typed, and PostgreSQL's text cannot hold it.
        guard !bytes.contains(0) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    public var trimmingSpaces: Substring {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        return Substring(rest)
    }
}
