import Testing

@testable import Theming

struct TemplateParserTests {
    @Test(arguments: [
        ("{{#a}}x", "t.mustache:1: {{#a}} is opened here but never closed"),
        ("x\n{{/a}}", "t.mustache:2: {{/a}} closes nothing"),
        ("{{#a}}\n{{/b}}", "t.mustache:2: {{/b}} stands where {{/a}} was expected (opened on line 1)"),
        ("{{=<% %>=}}", "t.mustache:1: set delimiters are not allowed"),
        ("{{% CONTENT_TYPE: TEXT}}", "t.mustache:1: pragmas are not allowed"),
        ("{{&a}}", "t.mustache:1: {{&name}} is not allowed; write {{{name}}}"),
        ("{{{a}}", "t.mustache:1: expected }}}"),
        ("{{a", "t.mustache:1: expected }}"),
        ("{{<layout}}text{{/layout}}", "t.mustache:1: between {{<layout}} and {{/layout}} only {{$blocks}} may stand"),
        ("{{#a}}{{<layout}}{{/layout}}{{/a}}", "t.mustache:1: {{<layout}} may only stand at the top of a page"),
    ])
    func `says what is wrong and where`(template: String, problem: String) {
        let error = #expect(throws: PackProblem.self) { try TemplateParser.parse(template, file: "t.mustache") }
        #expect(error?.description == problem)
    }

    @Test(arguments: ["{{>*part}}", "{{*part}}", "{{.}}", "{{first()}}", "{{}}", "{{a..b}}", "{{a.}}"])
    func `refuses functions, dynamic parts and names that are none`(template: String) {
        #expect(throws: PackProblem.self) { try TemplateParser.parse(template, file: "t.mustache") }
    }

    @Test func `a template nested a hundred thousand deep is an error, not a crash`() {
        let template = String(repeating: "{{#a}}", count: 100_000)
        let error = #expect(throws: PackProblem.self) { try TemplateParser.parse(template, file: "t.mustache") }
        #expect(error?.message == "nested deeper than 32")
    }

    @Test func `hands the library the same template without indentation and with explicit names`() throws {
        let nodes = try TemplateParser.parse(
            "<ul>\n    {{#items}}\n    <li>{{name}} {{! why }}\n    {{/items}}\n</ul>", file: "t.mustache")
        #expect(nodes.source == "<ul>\n{{#items}}\n<li>{{{name}}} \n{{/items}}\n</ul>")
    }
}
