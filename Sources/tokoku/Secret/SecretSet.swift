import ArgumentParser
import Foundation
import Tenancy
import TokoCore

struct SecretSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Seal a key of a shop at a provider.",
        discussion: """
            The value is asked for without showing it, or read from --file or from a pipe; it is never an argument, \
            so that it stays out of the shell's history. Servers use it within a second.

            Fields: \(SecretField.listed)

            Examples:
              tokoku secret set batik tripay private_key
              pass show batik/komerce | tokoku secret set batik komerce shipping_cost_key
            """)

    @Argument(help: "The shop.")
    var slug: Slug
    @Argument(help: "The provider: \(Provider.allCases.map(\.rawValue).joined(separator: ", ")).")
    var provider: Provider
    @Argument(help: "Which of the keys there.")
    var field: String
    @Option(help: "Read the value from this file.")
    var file: String?
    @OptionGroup var output: Output

    func validate() throws {
        guard provider.field(field) != nil else {
            throw ValidationError(
                "\(provider.rawValue) has no field \(field); it has "
                    + provider.fields.map(\.name).joined(separator: ", "))
        }
    }

    func run() async throws {
        let value = try SecretField.checked(try read(), provider, field)
        try await Agency.work { agency in
            let tenant = try await agency.registry.tenant(slug)
            try await agency.secrets().set(provider, field, to: value, of: tenant.id, actor: Agency.actor)
            // Another key, another try: nobody waits for the rest that the old one earned.
            try await ProviderHealthRepository(agency.database(of: tenant.id)).reset(provider)
        }
        try output.show(
            ["shop": slug.text, "provider": provider.rawValue, "field": field],
            "\(provider.rawValue).\(field) of \(slug) is sealed and in use.")
    }

    private func read() throws -> String {
        if let file {
            guard let bytes = FileManager.default.contents(atPath: file) else {
                throw ValidationError("cannot read \(file)")
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        if Terminal.isInput {
            return Terminal.hiddenLine("\(provider.rawValue) \(field) of \(slug): ") ?? ""
        }
        return String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
    }
}

/// What a secret's value may be.
enum SecretField {
    /// `tripay api_key, private_key, ...; google ...`
    static var listed: String {
        Provider.allCases.map { provider in
            "\(provider.rawValue): " + provider.fields.map(\.name).joined(separator: ", ")
        }.joined(separator: "; ")
    }

    /// Without the line end that files and pipes have.
    /// - Throws: `ValidationError`, which does not repeat the value.
    static func checked(_ typed: String, _ provider: Provider, _ field: String) throws -> String {
        let value = typed.trimmingCharacters(in: .whitespacesAndNewlines)
        if let problem = problem(with: value, provider, field) { throw ValidationError("the value \(problem)") }
        return value
    }

    /// Nil when the value can be used.
    static func problem(with value: String, _ provider: Provider, _ field: String) -> String? {
        guard !value.isEmpty else { return "is empty" }
        guard value.utf8.count <= 4_096, !value.contains(where: \.isNewline) else {
            return "is not one line of at most 4,096 bytes"
        }
        guard let known = provider.field(field) else {
            return "is for no known field; \(provider.rawValue) has "
                + provider.fields.map(\.name).joined(separator: ", ")
        }
        guard known.values.isEmpty || known.values.contains(value) else {
            return "is not one of \(known.values.joined(separator: ", "))"
        }
        return nil
    }
}
