import Accounts
import ArgumentParser
import Catalog
import Foundation
import Postgres
import Tenancy
import Vault

/// Runs what the command line asks for.
///
/// Exit codes: 0 done, 1 failed, 2 a wrong call, a wrong setting or a broken file. What went wrong is said on standard
/// error in one line (a broken file: one for each mistake), without a secret's value.
enum Program {
    /// - Parameter arguments: nil: the ones the program was called with.
    static func run<Root: AsyncParsableCommand>(_ root: Root.Type, _ arguments: [String]? = nil) async -> Int32 {
        do {
            var command = try await root.asyncParseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return 0
        } catch {
            return report(error, of: root)
        }
    }

    private static func report(_ error: any Error, of root: any AsyncParsableCommand.Type) -> Int32 {
        if let code = error as? ExitCode { return code.rawValue }
        switch root.exitCode(for: error) {
        case .success:
            print(root.fullMessage(for: error))
            return 0
        case .validationFailure:
            complain(root.message(for: error) + " (tokoku --help tells how)")
            return 2
        default:
            // The places of mistakes stand at the line's start, where editors look for them.
            if error is FileProblems { say(words(for: error)) } else { complain(words(for: error)) }
            return isMistakeOfCaller(error) ? 2 : 1
        }
    }

    private static func complain(_ text: String) { say("tokoku: \(text)") }

    private static func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }

    private static func isMistakeOfCaller(_ error: any Error) -> Bool {
        switch error {
        case is SettingsError, is FileProblems, is CatalogDescriptionError, VaultError.unreadableKeyFile,
            VaultError.malformedKeyFile:
            true
        default: false
        }
    }

    static func words(for error: any Error) -> String {
        switch error {
        case let error as DatabaseError where ["42P01", "3F000"].contains(error.sqlState):
            MigrationError.notMigrated.description
        case let error as DatabaseError where error.isPermissionDenied:
            "the database login may not do this; TOKOKU_ADMIN_DATABASE_URL names one that may"
        case let error as VaultError where isKeyFile(error): "TOKOKU_MASTER_KEY_FILE: \(error)"
        case VaultError.tampered, VaultError.wrongKeyVersion, VaultError.notSealed:
            "TOKOKU_MASTER_KEY_FILE: the shop's secrets were sealed with another key"
        case let error as StaffError: words(for: error)
        case is CancellationError: "interrupted"
        default:
            ListenProblem.words(for: error) ?? ownWords(of: error) ?? "unexpected failure: \(type(of: error))"
        }
    }

    /// Nil for an error that was never meant to be read. (A cast would succeed for every error, with a dump.)
    private static func ownWords(of error: any Error) -> String? {
        type(of: error) is any CustomStringConvertible.Type ? "\(error)" : nil
    }

    private static func isKeyFile(_ error: VaultError) -> Bool {
        switch error {
        case .unreadableKeyFile, .malformedKeyFile: true
        default: false
        }
    }

    private static func words(for error: StaffError) -> String {
        switch error {
        case .wrongCredentials: "no such person or password"
        case .deadLink: "the link was used or has lapsed"
        case .password(.tooShort): "the password has less than \(PasswordRule.least) characters"
        case .password(.tooLong): "the password is longer than 1,024 bytes"
        case .password(.tooCommon): "the password is among the first that anybody tries"
        case .password(.isEmail): "the password is the e-mail address"
        case .unusableEmail: "expected an e-mail address"
        case .unusableName: "expected a name of 1 to 100 characters"
        }
    }
}
