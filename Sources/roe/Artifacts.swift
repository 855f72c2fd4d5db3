#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif
internal import ArgumentParser

/// A file to be written: its path, and its bytes.
struct Artifact {
  var path: String
  var bytes: [UInt8]
}

/// Files that are written together: all of them are on the disk under temporary names before the
/// first takes its place, so that a full disk changes nothing.
struct Artifacts {
  private struct Staged {
    var temporary: String
    var final: String
  }

  private var staged: [Staged] = []
  private var folders: [String] = []

  private init() {}

  /// Writes the files into a folder, which is created when it is missing; they take their places
  /// in order.
  static func write(_ files: [Artifact], into folder: String) throws(Failure) {
    var artifacts = Artifacts()
    do throws(FileError) {
      try artifacts.create(folder)
      for file in files { try artifacts.stage(file.bytes, at: joined(folder, file.path)) }
      try artifacts.commit()
    } catch {
      artifacts.abandon()
      throw Failure(.noOutput, "\(error.path) cannot be written: \(error.reason)")
    }
  }

  /// Removes files that still hold what they were written with, and the folders that become empty;
  /// gives the paths of those that hold something else, which stay.
  static func remove(_ files: [Artifact], from folder: String) throws(Failure) -> [String] {
    var kept: [String] = []
    for file in files {
      let path = joined(folder, file.path)
      do throws(FileError) {
        guard try Files.read(path) == file.bytes else {
          kept.append(file.path)
          continue
        }
        guard unlink(path) == 0 else { throw FileError(path: path, number: errno) }
      } catch {
        throw Failure(.noOutput, "\(error.path) cannot be removed: \(error.reason)")
      }
      // A folder with anything else in it stays.
      rmdir(parentFolder(of: path))
    }
    return kept
  }

  /// Writes one file as a whole or not at all. A device or a pipe is written to as it is.
  static func write(_ bytes: [UInt8], at path: String) throws(Failure) {
    var info = stat()
    if stat(path, &info) == 0, !isKind(info, S_IFREG) {
      let file = open(path, O_WRONLY | O_CLOEXEC)
      let number = file < 0 ? errno : roe.write(bytes, to: file)
      if file >= 0 { close(file) }
      guard let number, number != EPIPE else { return }
      throw Failure(.noOutput, "\(path) cannot be written: \(reason(number))")
    }
    var artifacts = Artifacts()
    do throws(FileError) {
      try artifacts.stage(bytes, at: path)
      try artifacts.commit()
    } catch {
      artifacts.abandon()
      throw Failure(.noOutput, "\(error.path) cannot be written: \(error.reason)")
    }
  }

  private mutating func create(_ folder: String) throws(FileError) {
    if folder.isEmpty || folder == "/" || Files.isFolder(folder) { return }
    let parent = parentFolder(of: folder)
    try create(parent)
    guard mkdir(folder, 0o777) == 0 else {
      // Somebody else may have been faster.
      let number = errno
      if number == EEXIST, Files.isFolder(folder) { return }
      throw FileError(path: folder, number: number == EEXIST ? ENOTDIR : number)
    }
    folders.append(folder)
  }

  private mutating func stage(_ bytes: [UInt8], at path: String) throws(FileError) {
    let final = realPath(path)
    let parent = parentFolder(of: final)
    if !parent.isEmpty { try create(parent) }
    if Files.isFolder(final) { throw FileError(path: path, number: EISDIR) }
    let temporary = joined(parent, ".\(lastComponent(of: final)).\(getpid()).tmp")
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard file >= 0 else { throw FileError(path: path, number: errno) }
    staged.append(Staged(temporary: temporary, final: final))
    var info = stat()
    if stat(final, &info) == 0 { fchmod(file, info.st_mode & 0o7777) }
    var number = roe.write(bytes, to: file)
    if number == nil, fsync(file) != 0, errno != EINVAL { number = errno }
    if close(file) != 0, number == nil { number = errno }
    if let number { throw FileError(path: path, number: number) }
  }

  private mutating func commit() throws(FileError) {
    while let file = staged.first {
      guard rename(file.temporary, file.final) == 0 else {
        throw FileError(path: file.final, number: errno)
      }
      staged.removeFirst()
      let parent = parentFolder(of: file.final)
      let folder = open(parent.isEmpty ? "." : parent, O_RDONLY | O_CLOEXEC)
      if folder >= 0 {
        fsync(folder)
        close(folder)
      }
    }
  }

  private func abandon() {
    for file in staged { unlink(file.temporary) }
    for folder in folders.reversed() { rmdir(folder) }
  }
}

/// The path with all links followed, if there is such a file.
private func realPath(_ path: String) -> String {
  guard let resolved = realpath(path, nil) else { return path }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// The folder of a path: empty for a plain name.
func parentFolder(of path: String) -> String {
  var parts = path[...]
  while parts.count > 1, parts.hasSuffix("/") { parts.removeLast() }
  guard let slash = parts.lastIndex(of: "/") else { return "" }
  return slash == parts.startIndex ? "/" : String(parts[..<slash])
}

func lastComponent(of path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}
