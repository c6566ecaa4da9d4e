package import Foundation

/// The bytes of a file in the folder `References` beside the calling test.
///
/// - Throws: Foundation's error when there is none.
package func reference(_ name: String, test: StaticString = #filePath) throws -> Data {
  try Data(contentsOf: URL(fileURLWithPath: referencePath(name, test: test)))
}

/// The path of a file in the folder `References` beside the calling test.
package func referencePath(_ name: String, test: StaticString = #filePath) -> String {
  URL(fileURLWithPath: "\(test)").deletingLastPathComponent().path + "/References/" + name
}
