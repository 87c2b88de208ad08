/// One thing asked of the server. `label` is how an error calls it.
enum Step {
    case prepare(name: String, text: String, label: String)
    /// Runs a prepared statement; `layout` is the columns of its earlier results.
    case execute(name: String, parameters: Parameters, label: String, layout: Layout?)
    /// Parsed and run at once, without a name.
    case direct(text: String, parameters: Parameters, label: String)
    /// Many statements by the simple protocol; not in a pipeline.
    case script(text: String, label: String)

    var label: String {
        switch self {
        case .prepare(_, _, let label), .execute(_, _, let label, _), .direct(_, _, let label), .script(_, let label):
            label
        }
    }

    var layout: Layout? {
        if case .execute(_, _, _, let layout) = self { layout } else { nil }
    }
}
