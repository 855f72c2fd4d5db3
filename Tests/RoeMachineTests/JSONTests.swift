import RoeMachine
import Testing

@Suite struct JSONTests {
  @Test func writesTheOneCanonicalForm() throws {
    let text =
      #" { "b" : [ 1 , -20, true ,null ], "a" : "\u00e9\n\u0001/\"" , "\uD83D\uDE00":{}, "ﬁ":0 } "#
    let json = try JSON(parsing: text)
    // U+1F600 is D83D DE00 in UTF-16, and so before U+FB01, though not in UTF-8.
    #expect(
      String(decoding: json.canonical(), as: UTF8.self)
        == #"{"a":"é\n\u0001/\"","b":[1,-20,true,null],"😀":{},"ﬁ":0}"#)
    #expect(try JSON(parsing: json.canonical()).canonical() == json.canonical())
  }

  @Test(arguments: [
    ("", 1, 1), ("{", 1, 2), ("[1,\n 2,]", 2, 4), ("{\"a\":1,\n\"a\":2}", 2, 1), ("01", 1, 1),
    ("1.5", 1, 1), ("1e3", 1, 1), ("9007199254740992", 1, 1), ("-9007199254740992", 1, 1),
    ("99999999999999999999999999", 1, 1), ("-", 1, 2), ("\"\\x\"", 1, 2), ("\"\\ud800\"", 1, 2),
    ("\"\\ud800\\u0041\"", 1, 2), ("\"\\udc00\"", 1, 2), ("\"a\nb\"", 1, 3), ("\"abc", 1, 1),
    ("tru", 1, 1), ("nul", 1, 1), ("{} {}", 1, 4), ("\u{FEFF}{}", 1, 1), ("{1:2}", 1, 2),
  ])
  func refusesWithThePlace(text: String, line: Int, column: Int) {
    let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
    #expect(error?.line == line, "\(text)")
    #expect(error?.column == column, "\(text)")
  }

  @Test func refusesBytesThatAreNotUTF8() {
    let overlong: [UInt8] = [0x22, 0xC0, 0xAF, 0x22]
    let error = #expect(throws: JSONError.self) { try JSON(parsing: overlong) }
    #expect(error?.message.contains("UTF-8") == true)
  }

  @Test func refusesWhatIsNestedTooDeeply() throws {
    let limit = JSON.depthLimit
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSON(parsing: nested(limit))
    #expect(throws: JSONError.self) { try JSON(parsing: nested(limit + 1)) }
    #expect(throws: JSONError.self) {
      try JSON(parsing: String(repeating: "[{\"a\":", count: 100_000))
    }
  }

  /// The examples of FIPS 180-4, and lengths around the border of a block.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
    (
      String(repeating: "a", count: 64),
      "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"
    ),
    (
      String(repeating: "a", count: 55),
      "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"
    ),
  ])
  func hashes(text: String, digest: String) {
    #expect(SHA256.hexDigest(of: Array(text.utf8)) == digest)
  }
}
