#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif
internal import ArgumentParser

/// The number of a failed system call, with the path it was about.
struct FileError: Error {
  var path: String
  var number: Int32

  /// Why, as a clause: "it does not exist".
  var reason: String { roe.reason(number) }
}

/// Files and folders, read and written without surprises.
enum Files {
  /// Beyond this a file is no rules of engagement, and its positions do not fit.
  static let sizeLimit = 1 << 30

  static func read(_ path: String) throws(FileError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileError(path: path, number: errno) }
    defer { close(file) }
    return try read(file, named: path)
  }

  static func readStandardInput() throws(FileError) -> [UInt8] {
    try read(STDIN_FILENO, named: "standard input")
  }

  private static func read(_ file: Int32, named path: String) throws(FileError) -> [UInt8] {
    var info = stat()
    guard fstat(file, &info) == 0 else { throw FileError(path: path, number: errno) }
    let expected = isKind(info, S_IFREG) ? max(0, Int(info.st_size)) : 0
    guard expected <= sizeLimit else { throw FileError(path: path, number: EFBIG) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(expected + 1)
    var chunk = [UInt8](repeating: 0, count: min(max(expected + 1, 1 << 16), 1 << 24))
    while true {
      let count = chunk.withUnsafeMutableBytes { systemRead(file, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(path: path, number: errno)
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      guard bytes.count <= sizeLimit else { throw FileError(path: path, number: EFBIG) }
    }
  }

  static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && isKind(info, S_IFDIR)
  }

  /// Whether two paths lead to one file that exists, by whatever way.
  static func isSame(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    var (first, second) = (stat(), stat())
    return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev
      && first.st_ino == second.st_ino
  }

  /// The names of what stands in a folder, sorted, without those that are hidden; nil, with
  /// `errno`, when it cannot be listed.
  static func list(_ path: String) -> [String]? {
    guard let directory = opendir(path.isEmpty ? "." : path) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  static func exists(_ path: String) -> Bool {
    var info = stat()
    return lstat(path, &info) == 0
  }

  /// The paths of all rule files in and below a folder, relative to it, sorted.
  ///
  /// Hidden files and folders are passed over. Links are followed, but what has been seen is not
  /// read a second time, so that a folder may well contain itself.
  static func ruleFiles(below folder: String, refused: inout [FileError]) -> [String] {
    var search = Search(root: folder)
    search.visit("")
    refused += search.refused
    return search.found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

/// A walk through a folder and everything below it.
private struct Search {
  struct Identity: Hashable {
    var device: UInt64
    var number: UInt64
    init(_ info: stat) {
      device = UInt64(truncatingIfNeeded: info.st_dev)
      number = UInt64(truncatingIfNeeded: info.st_ino)
    }
  }

  let root: String
  var found: [String] = []
  var refused: [FileError] = []
  private var seen: Set<Identity> = []

  init(root: String) { self.root = root }

  mutating func visit(_ folder: String) {
    let path = joined(root, folder)
    var info = stat()
    guard stat(path.isEmpty ? "." : path, &info) == 0 else {
      refused.append(FileError(path: path, number: errno))
      return
    }
    guard seen.insert(Identity(info)).inserted else { return }
    guard let names = Files.list(path) else {
      refused.append(FileError(path: path, number: errno))
      return
    }
    // Links come last, so that what they point to is known under its own name.
    var links: [String] = []
    for name in names {
      let child = joined(folder, name)
      var info = stat()
      guard lstat(joined(root, child), &info) == 0 else { continue }
      if isKind(info, S_IFLNK) { links.append(child) } else { take(child, info) }
    }
    for child in links {
      var info = stat()
      if stat(joined(root, child), &info) == 0 {
        take(child, info)
      } else if child.hasSuffix(ruleFileEnding) {
        refused.append(FileError(path: joined(root, child), number: errno))
      }
    }
  }

  private mutating func take(_ child: String, _ info: stat) {
    if isKind(info, S_IFDIR) { return visit(child) }
    guard child.hasSuffix(ruleFileEnding), seen.insert(Identity(info)).inserted else { return }
    found.append(child)
  }
}

/// How the names of rule files end.
let ruleFileEnding = ".roe.yaml"

/// A path inside a folder; the empty path is the current folder.
func joined(_ folder: String, _ path: String) -> String {
  if folder.isEmpty || folder == "." { return path }
  if path.isEmpty { return folder }
  return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
}

func isKind(_ info: stat, _ kind: mode_t) -> Bool { info.st_mode & S_IFMT == kind }

private func systemRead(_ file: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, buffer, count)
}

/// Writes all of the bytes; the number of the error when that is not possible.
func write(_ bytes: [UInt8], to file: Int32) -> Int32? {
  bytes.withUnsafeBytes { buffer in
    var rest = buffer[...]
    while !rest.isEmpty {
      let count = write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      rest = rest.dropFirst(count)
    }
    return nil
  }
}

/// What an error number means, as a clause in plain words.
func reason(_ number: Int32) -> String {
  switch number {
  case ENOENT: "it does not exist"
  case EACCES, EPERM: "permission is denied"
  case ENOTDIR: "a part of its path is not a folder"
  case EISDIR: "it is a folder"
  case EEXIST: "it exists already"
  case ELOOP: "its links lead round in a circle"
  case ENAMETOOLONG: "its name is too long"
  case ENOSPC, EDQUOT: "the disk is full"
  case EROFS: "the disk can only be read"
  case EFBIG: "it is too large"
  case EMFILE, ENFILE: "too many files are open"
  case ENOTEMPTY: "the folder is not empty"
  case EIO: "the disk does not answer"
  default: String(cString: strerror(number))
  }
}
