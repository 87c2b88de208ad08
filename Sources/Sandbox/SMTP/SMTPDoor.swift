import FoundationEssentials
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The sandbox's mail server: plain SMTP on a port of its own, for this machine only. What it takes lies in the inbox.
struct SMTPDoor: Service {
    let host: String
    /// 0 takes any free one.
    let port: Int
    let logins: [SMTPLogin]
    let inbox: Inbox
    let board: MisbehaviourBoard
    let received: Received
    let logger: Logger
    let plate: SMTPDoorplate

    private typealias Line = NIOAsyncChannel<ByteBuffer, ByteBuffer>
    /// Of one letter, and of one command.
    private static let (largestLetter, longestLine) = (26_214_400, 4_096)

    func run() async throws {
        let server: NIOAsyncChannel<Line, Never>
        do {
            server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: host, port: port) { channel in
                    channel.eventLoop.makeCompletedFuture { try Line(wrappingChannelSynchronously: channel) }
                }
        } catch let error as IOError {
            // The other providers are worth running without it.
            logger.warning(
                "no mail server: its port is taken", metadata: ["port": "\(port)", "errno": "\(error.errnoCode)"])
            await plate.write(nil)
            return try await gracefulShutdown()
        }
        await plate.write(server.channel.localAddress?.port ?? port)
        let moods = ReceiverMoods()
        try await withGracefulShutdownHandler {
            try await withThrowingDiscardingTaskGroup { group in
                try await server.executeThenClose { connections in
                    for try await line in connections {
                        group.addTask { await serve(line, moods) }
                    }
                }
                group.cancelAll()
            }
        } onGracefulShutdown: {
            server.channel.close(promise: nil)
        }
    }

    private func serve(_ line: Line, _ moods: ReceiverMoods) async {
        do {
            try await line.executeThenClose { inbound, outbound in
                var reader = LineReader(inbound.makeAsyncIterator(), limit: Self.longestLine)
                try await talk(&reader, outbound, moods)
            }
        } catch {
            // A caller that hangs up in the middle is none of the sandbox's trouble.
            logger.debug("smtp connection ended", metadata: ["reason": "\(type(of: error))"])
        }
    }

    private func talk(
        _ reader: inout LineReader, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>, _ moods: ReceiverMoods
    ) async throws {
        let order = await board.strike(.smtp, "session", by: [])
        if order?.mode == .timeout || order?.mode == .slow {
            try await Task.sleep(for: order?.wait(standard: order?.mode == .slow ? 3_000 : 60_000) ?? .zero)
            if order?.mode == .timeout { return }
        }
        var conversation = SMTPConversation(logins: logins, oddity: order?.mode, moods: moods)
        var turn = conversation.greeting
        while true {
            switch turn {
            case .hangUp: return
            case .bye(let words):
                try await outbound.write(ByteBuffer(string: words + "\r\n"))
                return
            case .say(let words): try await outbound.write(ByteBuffer(string: words + "\r\n"))
            case .listen(let words):
                try await outbound.write(ByteBuffer(string: words + "\r\n"))
                guard let letter = try await reader.letter(limit: Self.largestLetter) else {
                    turn = .bye("552 5.3.4 Message too big")
                    continue
                }
                turn = await take(letter, &conversation)
                continue
            }
            guard let line = try await reader.line() else { return }
            turn = await conversation.answer(line)
        }
    }

    private func take(_ letter: [UInt8], _ conversation: inout SMTPConversation) async -> SMTPConversation.Turn {
        let (login, receiver) = (conversation.login, conversation.receiver)
        conversation.reset()
        guard let login, let receiver else { return .say("503 5.5.1 RCPT first") }
        let mail: ReceivedMail
        do {
            mail = try ReceivedMail(letter, by: "smtp", mailbox: login.address, receiver: receiver, at: Date())
        } catch {
            return .say("554 5.6.0 Message is not RFC 5322")
        }
        if conversation.oddity == .cut { return .hangUp }
        await inbox.keep(mail)
        let isSilent = receiver.lowercased().hasPrefix("slow@") || conversation.oddity == .lostAnswer
        await received.note(
            .smtp, "session", shop: await received.shop(of: [login.username]),
            summary: "kepada \(receiver): \(mail.subject)", status: isSilent ? nil : 250)
        return isSilent ? .hangUp : .say("250 2.0.0 OK \(mail.id)")
    }
}

/// Lines out of what comes over the wire.
private struct LineReader {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private var held: [UInt8] = []
    private let limit: Int

    init(_ inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator, limit: Int) {
        self.inbound = inbound
        self.limit = limit
    }

    /// Without its line break; nil at the end, and for a line that is too long.
    mutating func line() async throws -> String? {
        while true {
            if let end = held.firstIndex(of: 0x0a) {
                let line = held[..<end].last == 0x0d ? held[..<(end - 1)] : held[..<end]
                held.removeFirst(end + 1)
                return String(decoding: line, as: UTF8.self)
            }
            guard held.count <= limit, let more = try await inbound.next() else { return nil }
            held += Array(more.readableBytesView)
        }
    }

    /// All to the line with one dot, doubled dots made one (RFC 5321, section 4.5.2); nil when it is too big.
    mutating func letter(limit: Int) async throws -> [UInt8]? {
        let end: [UInt8] = [0x0d, 0x0a, 0x2e, 0x0d, 0x0a]
        var searched = 0
        while true {
            if held.starts(with: end.dropFirst(2)) {
                held.removeFirst(3)
                return []
            }
            if let place = Self.place(of: end, in: held, from: max(0, searched - 4)) {
                let letter = Self.undotted(held[..<(place + 2)])
                held.removeFirst(place + 5)
                return letter
            }
            searched = held.count
            guard held.count <= limit, let more = try await inbound.next() else { return nil }
            held += Array(more.readableBytesView)
        }
    }

    private static func place(of pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= pattern.count else { return nil }
        return (start...(bytes.count - pattern.count)).first { index in
            bytes[index] == pattern[0] && bytes[index..<(index + pattern.count)].elementsEqual(pattern)
        }
    }

    private static func undotted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var isLineStart = true
        for byte in bytes {
            if isLineStart, byte == 0x2e {
                isLineStart = false
                continue
            }
            out.append(byte)
            isLineStart = byte == 0x0a
        }
        return out
    }
}
