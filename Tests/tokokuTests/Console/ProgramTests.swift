import Testing

@testable import tokoku

@Suite struct ProgramTests {
    @Test(arguments: [
        [], ["--help"], ["--version"], ["tenant"], ["tenant", "apply", "--help"], ["help", "secret", "set"],
    ])
    func `asking for help is no failure`(arguments: [String]) async {
        #expect(await Program.run(Tokoku.self, arguments) == 0)
    }

    @Test(arguments: [
        ["tenant", "create"], ["tenant", "create", "Not A Slug", "--name", "x"],
        ["domain", "add", "batik", "http://x"],
        ["secret", "set", "batik", "stripe", "key"], ["secret", "set", "batik", "tripay", "key"], ["fly"],
        ["tenant", "apply"], ["migrate", "--fast"], ["sandbox", "--listen", "8099"],
    ])
    func `a wrong call ends with 2`(arguments: [String]) async {
        #expect(await Program.run(Tokoku.self, arguments) == 2)
    }
}
