import Foundation
import Glibc
import Synchronization

/// An HTTP server on a port of its own, of plain sockets, so that it can misbehave in every way.
final class LocalServer: Sendable {
    struct Request: Sendable {
        /// Counts from 1.
        let connection: Int
        let method: String
        let target: String
        /// Names in lower case.
        let headers: [String: String]
        let body: [UInt8]
    }

    struct Answer: Sendable {
        enum Ending: Sendable {
            case keep
            case close
            /// Waits until the client goes away.
            case hang
        }

        let bytes: [UInt8]
        let ending: Ending

        static func raw(_ text: String, _ ending: Ending = .keep) -> Answer {
            Answer(bytes: Array(text.utf8), ending: ending)
        }

        static func reply(_ status: Int = 200, _ headers: [String] = [], body: [UInt8] = []) -> Answer {
            let head = ["HTTP/1.1 \(status) X", "Content-Length: \(body.count)"] + headers + ["", ""]
            return Answer(bytes: Array(head.joined(separator: "\r\n").utf8) + body, ending: .keep)
        }

        static let silence = Answer(bytes: [], ending: .hang)
        static let cut = Answer(bytes: [], ending: .close)
    }

    let port: UInt16
    /// Each request as it arrives; then, for each `hang`, nothing more.
    let arrivals: AsyncStream<Request>
    /// The number of each connection whose client went away while the server hung.
    let departures: AsyncStream<Int>

    private let listener: Int32
    private let arrived: AsyncStream<Request>.Continuation
    private let departed: AsyncStream<Int>.Continuation
    private let log = Mutex<[Request]>([])
    private let answer: @Sendable (Request) -> Answer

    init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
        self.answer = answer
        (arrivals, arrived) = AsyncStream.makeStream()
        (departures, departed) = AsyncStream.makeStream()
        (listener, port) = try listeningSocket(backlog: 512)
        Thread { [self] in accept() }.start()
    }

    var requests: [Request] { log.withLock { $0 } }

    func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func accept() {
        var count = 0
        while true {
            let socket = Glibc.accept(listener, nil, nil)
            guard socket >= 0 else { break }
            count += 1
            let number = count
            Thread { [self] in serve(socket, number) }.start()
        }
        close(listener)
    }

    private func serve(_ socket: Int32, _ number: Int) {
        defer { close(socket) }
        var buffer: [UInt8] = []
        while let request = next(socket, number, &buffer) {
            log.withLock { $0.append(request) }
            arrived.yield(request)
            let answer = answer(request)
            var rest = answer.bytes[...]
            while !rest.isEmpty {
                let count = unsafe rest.withUnsafeBytes {
                    unsafe send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
            switch answer.ending {
            case .keep: continue
            case .close: return
            case .hang:
                while read(socket, &buffer) {}
                departed.yield(number)
                return
            }
        }
    }

    private func next(_ socket: Int32, _ number: Int, _ buffer: inout [UInt8]) -> Request? {
        let end = Array("\r\n\r\n".utf8)
        var head: Range<Int>?
        while head == nil {
            head = buffer.firstRange(of: end)
            if head == nil, !read(socket, &buffer) { return nil }
        }
        let lines = String(decoding: buffer[..<head!.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        buffer.removeFirst(head!.upperBound)
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let halves = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            headers[halves[0].lowercased()] = halves[1].trimmingCharacters(in: .whitespaces)
        }
        let length = Int(headers["content-length"] ?? "0")!
        while buffer.count < length { guard read(socket, &buffer) else { return nil } }
        let body = Array(buffer.prefix(length))
        buffer.removeFirst(length)
        let words = lines[0].split(separator: " ").map(String.init)
        return Request(connection: number, method: words[0], target: words[1], headers: headers, body: body)
    }

    private func read(_ socket: Int32, _ buffer: inout [UInt8]) -> Bool {
        var part = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe recv(socket, &part, part.count, 0)
        guard count > 0 else { return false }
        buffer += part.prefix(count)
        return true
    }
}

struct NoSocket: Error {}

/// A socket that listens on a free port of this machine.
func listeningSocket(backlog: Int32) throws -> (Int32, UInt16) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard listener >= 0 else { throw NoSocket() }
    var address = loopback(port: 0)
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = unsafe withUnsafePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(listener, $0, size) }
    }
    guard bound == 0, listen(listener, backlog) == 0 else { throw NoSocket() }
    var length = size
    let named = unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe getsockname(listener, $0, &length) }
    }
    guard named == 0 else { throw NoSocket() }
    return (listener, UInt16(bigEndian: address.sin_port))
}

/// Begins a connection without waiting for it.
func beginConnecting(to port: UInt16) -> Int32 {
    let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    var address = loopback(port: port)
    unsafe withUnsafePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            unsafe _ = connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
    return client
}

private func loopback(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
    return address
}
