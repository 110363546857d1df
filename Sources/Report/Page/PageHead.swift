/// What every page begins with.
enum PageHead {
  /// From the first line to the end of the head.
  ///
  /// - Parameters:
  ///   - policy: what the page may load (Content Security Policy Level 3).
  ///   - rest: style sheets and scripts, as HTML.
  static func html(_ title: String, policy: String, _ rest: String) -> String {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="\(policy)">
    <meta name="generator" content="Tally"><meta name="color-scheme" content="light dark"><title>\(HTML.escaped(title))</title>
    \(rest)</head>

    """
  }
}
