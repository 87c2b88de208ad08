/// By which of its mailboxes a shop sends, when it has both; the other is used when only that one is set up.
public enum MailTransportChoice: String, CaseIterable, Sendable, Hashable {
    case gmail, smtp

    public var provider: Provider {
        switch self {
        case .gmail: .gmail
        case .smtp: .smtp
        }
    }
}
