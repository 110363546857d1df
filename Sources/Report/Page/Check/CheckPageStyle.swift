/// What the page of a check adds to the style sheet of pages.
///
/// A verdict shows by its sign and word, by the line under the figure, and by colour.
enum CheckPageStyle {
  static let sheet = """
    .check{max-width:1180px}
    .check section{margin:0 0 1.8rem}.check article+section{margin-top:2.4rem}
    .check h2{margin-bottom:.7rem}
    .check h3{font-size:.95rem;margin:1rem 0 .3rem}
    .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .check ul,.check ol{list-style:none;margin:0;padding:0}
    .v.refuted{--v:var(--bad);--g:var(--bad-ground)}.v.differs{--v:var(--odd);--g:var(--odd-ground)}
    .v.supported{--v:var(--good);--g:var(--good-ground)}.v.open{--v:var(--soft);--g:transparent}
    .sum{display:flex;flex-wrap:wrap;gap:.6rem}
    .sum li{flex:1 1 9rem;border:1px solid var(--rule);border-top:4px solid var(--v);background:var(--g)}
    .sum a,.sum span{display:block;padding:.5rem .8rem;color:inherit;text-decoration:none}
    .sum b{display:block;font-size:1.5rem;line-height:1.2;color:var(--v)}
    .sum a:hover{text-decoration:underline}
    .none{margin:0 0 1.8rem}
    .first{display:grid;gap:.8rem;grid-template-columns:repeat(auto-fill,minmax(min(22rem,100%),1fr))}
    .first>li>div,.notes>li{border-left:4px solid var(--v);background:var(--g);padding:.4rem .8rem;height:100%}
    .first p,.notes p{margin:.2rem 0;overflow-wrap:anywhere}
    .head .verdict{font-weight:700;color:var(--v);white-space:nowrap}
    .head a{color:inherit}
    .sentence{font-family:Charter,"Iowan Old Style",Georgia,"Noto Serif","Noto Serif CJK SC",serif}
    .what{font-weight:600}.notes .what{font-weight:400}
    .check article{max-width:none}
    .row{display:grid;grid-template-columns:minmax(0,36rem) minmax(0,1fr);column-gap:2rem;align-items:start}
    .row>p,.row>h2{font-family:Charter,"Iowan Old Style",Georgia,"Noto Serif","Noto Serif CJK SC",serif;line-height:1.6}
    .row>p{font-size:1.05rem}
    .notes{display:grid;gap:.45rem;font-size:.8rem;line-height:1.4;padding:.7rem 0 .9rem!important}
    .key{color:var(--soft);font-weight:600}
    .source code+code{white-space:nowrap}.source code,.notes code{font-size:.95em;overflow-wrap:anywhere}
    mark.v{background:var(--g);color:var(--ink);text-decoration:underline 2px solid var(--v);text-underline-offset:3px}
    mark.v.refuted{text-decoration-style:double}mark.v.differs{text-decoration-style:wavy;text-decoration-thickness:1.5px}
    mark.v.open{text-decoration:underline 1px dotted var(--v)}
    mark.v sup{color:var(--v);font-size:.75em}
    mark.v:target,.notes>li:target{outline:2px solid var(--link);outline-offset:1px}
    .unchecked li{display:grid;grid-template-columns:minmax(0,14rem) minmax(0,16rem) minmax(0,1fr);gap:.1rem 1rem;padding:.4rem 0;border-bottom:1px solid var(--hair);font-size:.87rem;overflow-wrap:anywhere}
    .unchecked .why{grid-column:3;color:var(--soft)}
    .data li{font-size:.87rem;padding:.2rem 0;overflow-wrap:anywhere}
    @media (max-width:820px){.row{display:block}.notes{padding-top:0!important}}
    @media (max-width:640px){.unchecked li{display:block}.unchecked span{display:block}.sum li{flex-basis:40%}}
    @media print{html{font-size:12px}.row{display:grid;grid-template-columns:minmax(0,1.6fr) minmax(0,1fr);column-gap:1.2rem}.check a{color:inherit}
    .notes>li,.first>li,.sum li,.unchecked li{break-inside:avoid}.check h2,.check h3{break-after:avoid}.row>p{font-size:11px}.notes{font-size:9.5px}
    .unchecked li{display:grid;font-size:10px}.unchecked span{display:inline}}
    """
}
