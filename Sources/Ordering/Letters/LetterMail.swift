public import Jobs
public import Messaging
public import TokoCore

extension LetterWriter: MailWriter {
    /// Dated when it was asked for, so that every attempt sends the same mail.
    ///
    /// - Throws: ``JobFailure/permanent(reason:)`` for a job that no letter is known for; `DatabaseError`,
    ///   `MediaError`, `PDFError`.
    public func mail(for job: Job, of tenant: TenantID) async throws -> Mail? {
        guard let written = try await write(job, of: tenant) else { return nil }
        let letter = written.letter
        return Mail(
            to: MailAddress(name: written.name, address: written.address), subject: letter.subject, text: letter.text,
            html: letter.html,
            attachments: written.receipt.map {
                [MailAttachment(name: $0.name, type: "application/pdf", bytes: $0.bytes)]
            } ?? [], date: job.createdAt,
            replyTo: written.replyTo.map { MailAddress(name: letter.sender.first ?? "", address: $0) })
    }
}
