import FoundationEssentials
import Vault

/// A mail as it lies in the inbox, read as a person's program would read it.
struct ReceivedMail: Sendable {
    struct Attachment: Sendable {
        let name: String
        let type: String
        let bytes: [UInt8]
    }

    let id: String
    let at: Date
    /// `gmail` or `smtp`
    let by: String
    /// The sender's shown name, and the address that really sent it.
    let shop: String
    let from: String
    let toName: String
    let to: String
    let subject: String
    let text: String?
    let html: String?
    let attachments: [Attachment]
    let fields: [(name: String, value: String)]
    let bytes: Int

    /// - Parameters:
    ///   - mailbox: whose account sent it; whatever `From` says, this is the sender, as at Gmail.
    ///   - receiver: of the envelope; nil: of the head.
    /// - Throws: ``MailProblem``.
    init(_ message: [UInt8], by: String, mailbox: String, receiver: String? = nil, at: Date) throws(MailProblem) {
        let root = try MailPart(message[...])
        let (name, address) = Self.person(root.field("To") ?? "")
        id = Hex.encode(SecureRandom.bytes(8))
        self.at = at
        self.by = by
        let sender = Self.person(root.field("From") ?? "")
        shop = sender.name.isEmpty ? mailbox : sender.name
        from = mailbox
        toName = name
        to = receiver ?? address
        subject = root.field("Subject") ?? ""
        let leaves = root.leaves
        func words(_ type: String) -> String? {
            leaves.first { $0.type == type && $0.attachmentName == nil }.map {
                String(decoding: $0.body, as: UTF8.self)
            }
        }
        text = words("text/plain")
        html = words("text/html")
        attachments = leaves.compactMap { leaf in
            leaf.attachmentName.map { Attachment(name: $0, type: leaf.type, bytes: leaf.body) }
        }
        fields = root.fields.map { ($0.name, MailText.decoded($0.value)) }
        bytes = message.count
    }

    /// `"Siti \"S\" Rahma" <siti@example.com>` as her name and her address. One person only.
    static func person(_ value: String) -> (name: String, address: String) {
        guard let open = value.lastIndex(of: "<"), value.hasSuffix(">") else {
            return ("", value.filter { !$0.isWhitespace })
        }
        var name = ""
        var isEscaped = false
        for character in value[..<open] {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else if character != "\"" || isEscaped {
                name.append(character)
                isEscaped = false
            }
        }
        while name.last?.isWhitespace == true { name.removeLast() }
        return (name, String(value[value.index(after: open)...].dropLast()))
    }

    func json(origin: String) -> JSON {
        let files = attachments.enumerated().map { index, file -> JSON in
            [
                "name": .text(file.name), "type": .text(file.type), "size": .integer(Int64(file.bytes.count)),
                "url": .text("\(origin)/surat/\(id)/lampiran/\(index)"),
            ]
        }
        let head = fields.map { field -> JSON in ["name": .text(field.name), "value": .text(field.value)] }
        return [
            "id": .text(id), "at": .integer(Int64(at.timeIntervalSince1970)), "by": .text(by), "shop": .text(shop),
            "from": .text(from), "to": .text(to), "to_name": .text(toName), "subject": .text(subject),
            "text": .optional(text), "html": .optional(html), "attachments": .list(files), "headers": .list(head),
            "bytes": .integer(Int64(bytes)),
        ]
    }
}
