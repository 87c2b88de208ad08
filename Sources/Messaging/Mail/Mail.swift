public import FoundationEssentials
public import Jobs
public import TokoCore

/// A letter to one person, as it is before it has a sender.
public struct Mail: Sendable, Hashable {
    public var to: MailAddress
    public var subject: String
    /// Plain text; its lines may end in LF.
    public var text: String
    public var html: String
    public var attachments: [MailAttachment]
    /// What the Message-ID is made of, so that every attempt has the same; nil: the job's own name.
    public var messageSeed: String?
    public var date: Date
    /// Where answers go; nil: to the mailbox that sends it.
    public var replyTo: MailAddress?

    public init(
        to: MailAddress, subject: String, text: String, html: String, attachments: [MailAttachment] = [],
        messageSeed: String? = nil, date: Date, replyTo: MailAddress? = nil
    ) {
        self.to = to
        self.subject = subject
        self.text = text
        self.html = html
        self.attachments = attachments
        self.messageSeed = messageSeed
        self.date = date
        self.replyTo = replyTo
    }
}

public struct MailAttachment: Sendable, Hashable {
    /// As the reader sees it: `Kuitansi KB-1007.pdf`.
    public var name: String
    /// `application/pdf`
    public var type: String
    public var bytes: [UInt8]

    public init(name: String, type: String, bytes: [UInt8]) {
        self.name = name
        self.type = type
        self.bytes = bytes
    }
}

/// Knows what the mail lane's jobs want to say.
public protocol MailWriter: Sendable {
    /// Nil when there is nothing to say any more: the job is skipped.
    /// - Throws: ``JobFailure`` for a job that cannot be understood; anything else leaves the job in the queue.
    func mail(for job: Job, of tenant: TenantID) async throws -> Mail?
}

/// What makes a mail unfit to be sent: it is parked alone. Says nothing of the address or the words, which are a
/// person's.
public enum MailProblem: Error, Sendable, Hashable, CustomStringConvertible {
    case badAddress
    /// A line break or another control character in something that goes into the head of the mail.
    case controlCharacter(field: String)
    /// Not `type/subtype`.
    case badType
    case tooLarge(megabytes: Int)

    public var description: String {
        switch self {
        case .badAddress: "alamat email penerima tidak berlaku"
        case .controlCharacter(let field): "\(field) memuat karakter yang tidak boleh ada di kepala email"
        case .badType: "jenis lampiran tidak berlaku"
        case .tooLarge(let megabytes): "email lebih besar dari \(megabytes) MB"
        }
    }
}
