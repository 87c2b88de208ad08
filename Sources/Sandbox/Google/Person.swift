import Vault

/// Somebody with a Google account. Nobody here exists.
struct Person: Sendable, Equatable {
    /// The stable id of a person: digits.
    let sub: String
    let givenName: String
    let familyName: String?
    let email: String
    var isVerified = true
    /// The Workspace domain, when it is one.
    var workspace: String?

    var name: String { familyName.map { "\(givenName) \($0)" } ?? givenName }

    var initials: String { String(name.split(separator: " ").prefix(2).compactMap(\.first)).uppercased() }

    static let all: [Person] = [
        Person(
            sub: "110169484474386276334", givenName: "Siti", familyName: "Rahma", email: "siti.rahma@example.com"),
        Person(
            sub: "104856120934771200218", givenName: "Budi", familyName: "Santoso", email: "budi.santoso@example.com"),
        Person(
            sub: "117720340918265530461", givenName: "Ni Luh", familyName: "Ayu Pratiwi", email: "ayu@example.net"),
        // One name, as many Indonesians have.
        Person(sub: "102938475610293847561", givenName: "Suharti", familyName: nil, email: "suharti@example.org"),
        Person(
            sub: "115500112233445566778", givenName: "Yohanes", familyName: "Wambrauw",
            email: "Yohanes.Wambrauw@example.com"),
        Person(
            sub: "109988776655443322110", givenName: "Cut", familyName: "Nyak Meutia", email: "meutia@kopi.example.id",
            workspace: "kopi.example.id"),
        Person(
            sub: "101122334455667788990", givenName: "Rizky", familyName: "Hidayat", email: "rizky@example.net",
            isVerified: false),
        Person(
            sub: "112358132134558914423", givenName: "Maria", familyName: "O'Neill-Tan", email: "maria@example.org"),
    ]

    /// The person with this address; an address nobody has makes somebody up, always the same one.
    static func with(email: String) -> Person? {
        let wanted = email.lowercased()
        if let known = all.first(where: { $0.email.lowercased() == wanted }) { return known }
        let parts = wanted.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = parts[0].first, parts[1].contains("."),
            wanted.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), wanted.utf8.count <= 200
        else { return nil }
        let digits = Digest.sha256(wanted.utf8).prefix(20).map { String($0 % 10) }.joined()
        let words = parts[0].split { !$0.isLetter && !$0.isNumber }.map { $0.prefix(1).uppercased() + $0.dropFirst() }
        return Person(
            sub: "1" + digits, givenName: words.first ?? String(first).uppercased(),
            familyName: words.count > 1 ? words.dropFirst().joined(separator: " ") : nil, email: wanted)
    }

    static func with(sub: String) -> Person? { all.first { $0.sub == sub } }
}
