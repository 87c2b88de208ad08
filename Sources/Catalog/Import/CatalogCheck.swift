import TokoCore

extension CatalogDescription {
    /// Finds every mistake, so that the agency can mend them in one go. Asks no database.
    ///
    /// - Throws: ``CatalogDescriptionError``.
    public func check() throws(CatalogDescriptionError) {
        var check = CatalogCheck()
        check.categories(categories)
        let known = Set(categories.map(\.slug))
        var slugs: Set<String> = []
        for product in products {
            check.product(product, categories: known)
            check.expect(
                slugs.insert(product.slug).inserted, .product(product.slug), "slug", "a slug no other product has")
        }
        if !check.problems.isEmpty { throw CatalogDescriptionError(problems: check.problems) }
    }
}

private struct CatalogCheck {
    private(set) var problems: [CatalogProblem] = []

    mutating func expect(_ holds: Bool, _ place: CatalogProblem.Place, _ field: String, _ expected: String) {
        if !holds { problems.append(CatalogProblem(place: place, field: field, expected: expected)) }
    }

    mutating func categories(_ categories: [CategoryDescription]) {
        let parents = Dictionary(
            categories.map { ($0.slug, $0.parent) }, uniquingKeysWith: { first, _ in first })
        var slugs: Set<String> = []
        for category in categories {
            let place = CatalogProblem.Place.category(category.slug)
            expect(Slug(category.slug) != nil, place, "slug", "1 to 80 of a-z, 0-9 and single hyphens")
            expect(slugs.insert(category.slug).inserted, place, "slug", "a slug no other category has")
            expect(Self.isText(category.name, 1...100), place, "name", "1 to 100 characters on one line")
            expect(Self.isProse(category.description), place, "description", "at most 20.000 characters")
            guard let parent = category.parent else { continue }
            expect(parents.keys.contains(parent), place, "parent", "the slug of a category in this file")
            expect(!Self.isInCircle(category.slug, parents), place, "parent", "no category above itself")
        }
    }

    mutating func product(_ product: ProductDescription, categories: Set<String>) {
        let place = CatalogProblem.Place.product(product.slug)
        expect(Slug(product.slug) != nil, place, "slug", "1 to 80 of a-z, 0-9 and single hyphens")
        expect(Self.isText(product.name, 1...200), place, "name", "1 to 200 characters on one line")
        if let category = product.category {
            expect(categories.contains(category), place, "category", "the slug of a category in this file")
        }
        expect(Self.isProse(product.description), place, "description", "at most 20.000 characters")
        expect(product.options.count <= 3, place, "options", "at most three")
        expect(product.options.allSatisfy { Self.isText($0, 1...40) }, place, "options", "names of 1 to 40 characters")
        expect(Set(product.options).count == product.options.count, place, "options", "each name once")
        for picture in product.pictures {
            expect(MediaStore.isFileName(picture.file), place, "pictures", "files kept by the media store")
            expect(picture.width > 0 && picture.height > 0, place, "pictures", "a width and a height in pixels")
            expect(Self.isText(picture.alt, 0...300), place, "pictures", "alternative texts up to 300 characters")
        }
        expect(!product.variants.isEmpty, place, "variants", "at least one")
        variants(of: product)
    }

    private mutating func variants(of product: ProductDescription) {
        var skus: Set<String> = []
        var choices: Set<[String]> = []
        for variant in product.variants {
            let place = CatalogProblem.Place.variant(sku: variant.sku, product: product.slug)
            expect(SKU(variant.sku) != nil, place, "sku", "1 to 64 printable characters, no space at the ends")
            expect(skus.insert(variant.sku).inserted, place, "sku", "a SKU no other variant of the product has")
            expect(
                variant.optionValues.count == product.options.count, place, "values",
                "\(product.options.count), one for each option of the product")
            expect(
                variant.optionValues.allSatisfy { Self.isText($0, 1...60) }, place, "values", "1 to 60 characters each")
            expect(
                choices.insert(variant.optionValues).inserted, place, "values",
                "a choice no other variant of the product has")
            expect(
                (1...Money.upperBound).contains(variant.priceRupiah), place, "price", "1 to 1.000.000.000.000 rupiah")
            if let compareAt = variant.compareAtRupiah {
                expect(
                    compareAt > variant.priceRupiah && compareAt <= Money.upperBound, place, "compare_at",
                    "more than the price, up to 1.000.000.000.000 rupiah")
            }
            expect((1...1_000_000).contains(variant.weightGrams), place, "weight", "1 to 1.000.000 grams")
            expect(StockError.countRange.contains(variant.openingStock), place, "stock", "0 to 1.000.000.000 pieces")
        }
    }

    private static func isText(_ text: String, _ length: ClosedRange<Int>) -> Bool {
        // By code points, as PostgreSQL counts them.
        length.contains(text.unicodeScalars.count)
            && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    private static func isProse(_ text: String) -> Bool {
        text.unicodeScalars.count <= 20_000
            && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\t" }
    }

    private static func isInCircle(_ slug: String, _ parents: [String: String?]) -> Bool {
        var seen: Set<String> = []
        var next: String? = slug
        while let here = next {
            guard seen.insert(here).inserted else { return here == slug }
            next = parents[here] ?? nil
        }
        return false
    }
}
