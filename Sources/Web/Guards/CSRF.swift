public import Accounts
import Vault

/// The second lock on forms of somebody signed in, beside ``SameOriginMiddleware``: a token of the session in the form.
public enum CSRF {
    /// The hidden field's name.
    public static let field = "_csrf"

    /// - Throws: ``Problem/foreignForm`` when the form does not carry the session's token.
    public static func check(_ form: Form, _ session: Session?) throws {
        guard let session,
            ConstantTime.equals(Array(form[field].utf8), Array(session.csrfToken.utf8))
        else { throw Problem.foreignForm }
    }
}
