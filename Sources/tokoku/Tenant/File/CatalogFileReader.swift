import Catalog
import TokoCore

/// Reads a catalogue's file: `[[category]]`, `[[product]]` and in them `[[product.variant]]`.
struct CatalogFileReader {
    let pictures: PictureBox

    /// - Throws: ``FileProblems`` with everything that is wrong.
    func read(_ path: String) throws(FileProblems) -> CatalogDescription {
        let file = try TOMLFile(path: path)
        let root = file.root
        let categories = root.list("category")
        let products = root.list("product")
        let description = CatalogDescription(
            categories: Self.inOrder(categories.map(category)), products: products.compactMap(product))
        root.finish()
        guard file.problems.isEmpty else { throw FileProblems(all: file.problems) }
        do throws(CatalogDescriptionError) {
            try description.check()
        } catch {
            for problem in error.problems {
                let place = Self.place(of: problem, categories: categories, products: products)
                file.note(place, "expected \(problem.expected)")
            }
            throw FileProblems(all: file.problems)
        }
        return description
    }

    private func category(_ table: TableReader) -> (position: Int64, CategoryDescription) {
        let category = CategoryDescription(
            slug: table.requiredText("slug", length: 1...80) ?? "", name: table.requiredText("name") ?? "",
            parent: table.text("parent"), description: table.text("description") ?? "")
        let position = table.integer("position", in: 0...10_000) ?? 0
        table.finish()
        return (position, category)
    }

    /// By position; those with the same one as they stand in the file.
    private static func inOrder(_ categories: [(position: Int64, CategoryDescription)]) -> [CategoryDescription] {
        categories.enumerated().sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }
            .map(\.element.1)
    }

    private func product(_ table: TableReader) -> ProductDescription? {
        let variants = table.list("variant")
        let product = ProductDescription(
            slug: table.requiredText("slug", length: 1...80) ?? "", name: table.requiredText("name") ?? "",
            category: table.text("category"), description: table.text("description") ?? "",
            options: table.texts("options") ?? [], pictures: table.list("images").compactMap(picture),
            variants: variants.map(variant),
            state: table.parsed("state", "draft, active or archived") { ProductState(rawValue: $0) } ?? .active)
        if variants.isEmpty { table.require("variant", "at least one [[product.variant]]") }
        table.finish()
        return product
    }

    private func picture(_ table: TableReader) -> Picture? {
        let name = table.requiredText("file", length: 1...1_000)
        let alt = table.text("alt", length: 0...300) ?? ""
        table.finish()
        return name.flatMap { pictures.picture($0, alt: alt, at: table.place("file"), in: table.file) }
    }

    private func variant(_ table: TableReader) -> VariantDescription {
        let variant = VariantDescription(
            sku: table.requiredText("sku", length: 1...64) ?? "", optionValues: table.texts("values") ?? [],
            priceRupiah: table.requiredInteger("price", in: 1...Money.upperBound) ?? 1,
            compareAtRupiah: table.integer("compare_at", in: 1...Money.upperBound),
            weightGrams: table.requiredInteger("weight", in: 1...1_000_000) ?? 1,
            openingStock: table.integer("stock", in: 0...1_000_000_000) ?? 0)
        table.finish()
        return variant
    }

    /// The key in the file at which the catalogue room found a mistake.
    private static func place(
        of problem: CatalogProblem, categories: [TableReader], products: [TableReader]
    ) -> String {
        func find(_ tables: [TableReader], _ key: String, _ value: String) -> TableReader? {
            tables.first { $0.text(key) == value }
        }
        let table: TableReader? =
            switch problem.place {
            case .category(let slug): find(categories, "slug", slug)
            case .product(let slug): find(products, "slug", slug)
            case .variant(let sku, let product):
                find(products, "slug", product).flatMap { find($0.list("variant"), "sku", sku) }
            }
        return table?.place(problem.field) ?? problem.field
    }
}
