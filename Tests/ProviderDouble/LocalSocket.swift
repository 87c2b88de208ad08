import Glibc

/// A TCP socket on 127.0.0.1, closed once.
final class LocalSocket: Sendable {
    let descriptor: Int32

    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Bound to a free port and not listening: connections to it are refused for as long as it lives.
    static func bound() throws(SocketError) -> LocalSocket {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw SocketError(errno) }
        let made = LocalSocket(descriptor: descriptor)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let result = unsafe withUnsafePointer(to: &address) { place in
            unsafe place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                unsafe bind(descriptor, place, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw SocketError(errno) }
        return made
    }

    func listen() throws(SocketError) {
        guard Glibc.listen(descriptor, 64) == 0 else { throw SocketError(errno) }
    }

    var port: UInt16 {
        get throws(SocketError) {
            var address = sockaddr_in()
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let result = unsafe withUnsafeMutablePointer(to: &address) { place in
                unsafe place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                    unsafe getsockname(descriptor, place, &length)
                }
            }
            guard result == 0 else { throw SocketError(errno) }
            return UInt16(bigEndian: address.sin_port)
        }
    }

    /// The next connection; nil when the socket was shut down.
    func accepted() -> LocalSocket? {
        let connection = accept(descriptor, nil, nil)
        return connection < 0 ? nil : LocalSocket(descriptor: connection)
    }

    /// Wakes whoever waits in ``accepted()`` or ``received()``.
    func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// What has come, at least a byte; empty when the other side is gone.
    func received() -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        return count > 0 ? Array(buffer.prefix(count)) : []
    }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}

public struct SocketError: Error {
    public let code: Int32

    init(_ code: Int32) { self.code = code }
}
