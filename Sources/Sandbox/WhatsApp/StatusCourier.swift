import FoundationEssentials
import Logging
import ServiceLifecycle
import Vault
import WebClient

/// Tells shops what became of their messages, signed as Meta signs, off the requests that caused it.
final class StatusCourier: Service {
    private struct News: Sendable {
        let message: PhoneMessage
        let statuses: [String]
    }

    private let book: PhoneBook
    private let board: MisbehaviourBoard
    private let transport: WebTransport
    private let logger: Logger
    private let news: AsyncStream<News>
    private let intake: AsyncStream<News>.Continuation

    init(book: PhoneBook, board: MisbehaviourBoard, transport: WebTransport, logger: Logger) {
        self.book = book
        self.board = board
        self.transport = transport
        self.logger = logger
        (news, intake) = AsyncStream.makeStream()
    }

    /// A message has been taken: it arrives, or fails.
    func take(_ message: PhoneMessage, fails: Bool) {
        intake.yield(News(message: message, statuses: fails ? ["failed"] : ["sent", "delivered"]))
    }

    /// Somebody plays the phone.
    func tell(_ status: String, of message: PhoneMessage) { intake.yield(News(message: message, statuses: [status])) }

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            await withDiscardingTaskGroup { group in
                for await one in news { group.addTask { await self.carry(one) } }
            }
        }
    }

    private func carry(_ news: News) async {
        let account = news.message.account
        var statuses = news.statuses
        let order = await board.strike(
            .whatsapp, "callback", by: [account.phoneNumberID, account.accessToken, account.name])
        switch order?.mode {
        case .some(.none): return
        case .reorder: statuses.reverse()
        case .duplicate: statuses = statuses.flatMap { [$0, $0] }
        case .late:
            do { try await Task.sleep(for: order?.wait(standard: 3_000) ?? .seconds(3)) } catch { return }
        default: break
        }
        for status in statuses {
            _ = await book.set(status, of: news.message.number)
            await deliver(status, of: news.message, signsWrongly: order?.mode == .wrongSignature)
        }
    }

    private func deliver(_ status: String, of message: PhoneMessage, signsWrongly: Bool) async {
        let account = message.account
        guard let url = account.webhookURL else { return }
        var entry: [JSON.Member] = [
            JSON.Member(name: "id", value: .text(message.wamid)), JSON.Member(name: "status", value: .text(status)),
            JSON.Member(name: "timestamp", value: .text(String(Date.unixNow))),
            JSON.Member(name: "recipient_id", value: .text(message.to.filter { $0 != "+" })),
        ]
        if let opaque = message.opaque {
            entry.append(JSON.Member(name: "biz_opaque_callback_data", value: .text(opaque)))
        }
        if status == "failed" {
            entry.append(
                JSON.Member(
                    name: "errors",
                    value: [
                        [
                            "code": 131_026, "title": "Message undeliverable", "message": "Message undeliverable",
                            "error_data": ["details": "Message Undeliverable."],
                        ]
                    ]))
        }
        let value: JSON = [
            "messaging_product": "whatsapp",
            "metadata": [
                "display_phone_number": "6281100000001", "phone_number_id": .text(account.phoneNumberID),
            ],
            "statuses": .list([.object(entry)]),
        ]
        let call: JSON = [
            "object": "whatsapp_business_account",
            "entry": [["id": .text(account.wabaID), "changes": [["value": value, "field": "messages"]]]],
        ]
        let body = Array(call.written(.php).utf8)
        let key = signsWrongly ? "somebody-elses" : account.appSecret
        let signature = Hex.encode(HMAC.sha256(key: Array(key.utf8), message: body))
        var request = WebRequest.json(
            url, body: body,
            headers: [("X-Hub-Signature-256", "sha256=\(signature)"), ("User-Agent", "facebookexternalua (sandbox)")])
        request.timeout = .seconds(10)
        do {
            _ = try await transport.send(request)
        } catch {
            logger.debug("a status found nobody", metadata: ["message": "\(message.number)"])
        }
    }
}
