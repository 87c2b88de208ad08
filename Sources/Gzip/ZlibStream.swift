import CZlib

/// A `z_stream` that keeps its address, which zlib compares at every call.
@safe final class ZlibStream {
    let state: UnsafeMutablePointer<z_stream>

    init() {
        unsafe state = UnsafeMutablePointer.allocate(capacity: 1)
        unsafe state.initialize(to: z_stream())
    }

    deinit { unsafe state.deallocate() }

    var inputLeft: Int { Int(unsafe state.pointee.avail_in) }

    /// Bytes of the output that were not written.
    var roomLeft: Int { Int(unsafe state.pointee.avail_out) }

    /// What the next call reads and writes: both must live until it is back, and neither may exceed 4 GiB.
    func offer(_ input: UnsafeBufferPointer<UInt8>, room: UnsafeMutableBufferPointer<UInt8>) {
        // zlib does not write there; its type says so only when ZLIB_CONST is defined.
        unsafe state.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe state.pointee.avail_in = UInt32(input.count)
        unsafe state.pointee.next_out = room.baseAddress
        unsafe state.pointee.avail_out = UInt32(room.count)
    }
}
