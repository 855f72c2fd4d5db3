/// Where the lines of a file begin, for telling a person where a byte is.
package struct LineMap: Sendable {
  private let bytes: [UInt8]
  private let starts: [Int]

  package init(_ source: SourceText) {
    bytes = source.bytes
    var starts = [source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    source.bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        if byte == 0x0A || byte == 0x0D && (index == bytes.count || bytes[index] != 0x0A) {
          starts.append(index)
        }
      }
    }
    self.starts = starts
  }

  /// The number of lines; a line break at the end of the file does not begin another.
  package var count: Int {
    starts.count > 1 && starts.last == bytes.count ? starts.count - 1 : starts.count
  }

  /// The line of a byte, from 1.
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The bytes of a line without its line break; empty beyond the last line.
  package func range(ofLine line: Int) -> Range<Int> {
    guard starts.indices.contains(line - 1) else { return bytes.count..<bytes.count }
    let start = min(starts[line - 1], bytes.count)
    var end = line < starts.count ? starts[line] : bytes.count
    while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r")
    {
      end -= 1
    }
    return start..<max(start, end)
  }

  /// The line and the column of a byte as a person counts them: from 1, in characters.
  package func position(of offset: Int) -> (line: Int, column: Int) {
    let line = line(at: offset)
    let start = range(ofLine: line).lowerBound
    let end = min(max(start, offset), bytes.count)
    return (line, String(decoding: bytes[start..<end], as: UTF8.self).count + 1)
  }

  /// The column of a byte as a terminal counts it: from 0, wide characters as two, tabs expanded.
  package func cell(of offset: Int) -> Int {
    let start = range(ofLine: line(at: offset)).lowerBound
    return DisplayLine(bytes[start..<min(max(start, offset), bytes.count)]).width
  }

  /// The bytes of a range, which is cut to the file.
  func slice(_ range: Range<Int>) -> ArraySlice<UInt8> {
    bytes[range.clamped(to: 0..<bytes.count)]
  }
}
