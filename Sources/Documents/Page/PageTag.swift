/// The elements of HTML that make a difference to what is read; all others are `other`.
enum PageTag: String {
  case html, head, body, title, meta, link, script, style, template, noscript
  case main, article, section, div, header, footer, nav, aside, address, center, form, fieldset,
    details, summary
  case dialog, menu, hgroup
  case p, h1, h2, h3, h4, h5, h6, blockquote, pre, code, figure, figcaption, hr, br
  case ul, ol, li, dl, dt, dd
  case table, caption, thead, tbody, tfoot, tr, td, th
  case a, time, span, sup, sub, em, strong, b, i
  case img, svg, math, iframe, object, embed, audio, video, canvas, map
  case button, select, option, input, textarea, label, datalist
  /// A run of text.
  case text = "#text"
  /// What holds the page.
  case document = "#document"
  /// Any other element.
  case other = "*"

  /// Whether text inside and text after it stand on lines of their own.
  var isBlock: Bool {
    switch self {
    case .html, .head, .body, .title, .main, .article, .section, .div, .header, .footer, .nav,
      .aside, .address,
      .center, .form, .fieldset, .details, .summary, .dialog, .menu, .hgroup, .p, .h1, .h2, .h3,
      .h4, .h5, .h6,
      .blockquote, .pre, .figure, .figcaption, .hr, .ul, .ol, .li, .dl, .dt, .dd, .table, .caption,
      .thead, .tbody,
      .tfoot, .tr, .td, .th, .document, .button, .option, .textarea, .iframe, .object, .audio,
      .video:
      true
    default: false
    }
  }

  /// Whether what stands inside is not text that a reader sees.
  ///
  /// `head` is not among them: in a page without `body` the parser takes the elements that it does
  /// not know for a part of the head.
  var isUnseen: Bool {
    switch self {
    case .title, .script, .style, .template, .svg, .math, .iframe, .object, .embed, .audio, .video,
      .canvas, .map,
      .select, .option, .textarea, .datalist, .button, .noscript, .dialog, .menu:
      true
    default: false
    }
  }

  /// The level of a heading.
  var headingLevel: Int? {
    switch self {
    case .h1: 1
    case .h2: 2
    case .h3: 3
    case .h4: 4
    case .h5: 5
    case .h6: 6
    default: nil
    }
  }
}
