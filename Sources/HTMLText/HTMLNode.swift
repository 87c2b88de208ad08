import CXML2

/// A node of a parsed page. Valid as long as the page: it never leaves ``HTMLTable``.
@unsafe struct HTMLNode {
    let pointer: xmlNodePtr

    func isNamed(_ name: String) -> Bool {
        unsafe pointer.pointee.type == XML_ELEMENT_NODE
            && xmlStrcasecmp(pointer.pointee.name, Array((name + "\0").utf8)) == 0
    }

    var id: String? {
        guard let value = unsafe xmlGetProp(pointer, Array("id\0".utf8)) else { return nil }
        defer { unsafe toko_xml_free(value) }
        return unsafe String(cString: value)
    }

    /// Everything inside as one line.
    var text: String {
        guard let content = unsafe xmlNodeGetContent(pointer) else { return "" }
        defer { unsafe toko_xml_free(content) }
        return unsafe String(cString: content).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The first node in the page's order, this one included, that fits. Walks without recursion, however deep the
    /// page is nested.
    func first(where fits: (HTMLNode) -> Bool) -> HTMLNode? {
        var next: HTMLNode? = unsafe self
        while let node = unsafe next {
            if unsafe fits(node) { return unsafe node }
            unsafe next = unsafe node.following(within: self)
        }
        return nil
    }

    func all(named name: String) -> [HTMLNode] {
        var found = unsafe [HTMLNode]()
        var next = unsafe following(within: self)
        while let node = unsafe next {
            if unsafe node.isNamed(name) { unsafe found.append(node) }
            unsafe next = unsafe node.following(within: self)
        }
        return unsafe found
    }

    /// The next node in the page's order that lies inside `top`.
    private func following(within top: HTMLNode) -> HTMLNode? {
        // An entity's children belong to the page's definitions, not to this place.
        if let child = unsafe pointer.pointee.children, unsafe pointer.pointee.type != XML_ENTITY_REF_NODE {
            return unsafe HTMLNode(pointer: child)
        }
        var node = unsafe pointer
        while unsafe node != top.pointer {
            if let sibling = unsafe node.pointee.next { return unsafe HTMLNode(pointer: sibling) }
            guard let parent = unsafe node.pointee.parent else { return nil }
            unsafe node = parent
        }
        return nil
    }
}
