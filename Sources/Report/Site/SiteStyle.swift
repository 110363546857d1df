/// What a site adds to the style sheets of pages.
enum SiteStyle {
  /// One file for all pages of the site.
  static let sheet = [PageStyle.sheet, CheckPageStyle.sheet, own].joined(separator: "\n") + "\n"

  private static let own = """
    .site{display:flex;flex-wrap:wrap;align-items:baseline;gap:.3rem 1.4rem;max-width:1120px;margin:0 auto;padding:.8rem 1.25rem 0;font-size:.87rem}
    .site .home{font:700 1.05rem/1.3 Charter,"Iowan Old Style",Georgia,"Noto Serif","Noto Serif CJK SC",serif;color:var(--ink);text-decoration:none}
    .site nav{display:flex;flex-wrap:wrap;gap:.2rem 1rem;flex:1 1 auto}.site [aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
    .site input,.ask{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--c0);padding:.25rem .5rem;width:11rem;max-width:100%}
    .ask{width:100%;font-size:1.05rem;padding:.5rem .7rem;margin-bottom:1rem}
    main{padding-top:1.2rem}main>section{margin:0 0 2.2rem}main>section>h2{margin-bottom:.7rem}
    .kind{margin:0 0 .3rem;font-size:.82rem;color:var(--soft)}
    .facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.15rem 1.2rem;margin:0 0 1.8rem;font-size:.87rem}
    .facts dt{color:var(--soft)}.facts dd{margin:0;overflow-wrap:anywhere}
    .tiles{display:flex;flex-wrap:wrap;gap:.6rem;list-style:none;margin:0 0 1.8rem;padding:0}
    .tiles li{flex:1 1 8rem;border:1px solid var(--rule);border-top:4px solid var(--v,var(--ink));background:var(--g,transparent);padding:.5rem .8rem}
    .tiles b{display:block;font-size:1.5rem;line-height:1.2;color:var(--v,var(--ink));font-variant-numeric:tabular-nums}
    .told{white-space:nowrap;font-weight:600;color:var(--v)}
    .hits{list-style:none;margin:0;padding:0}.hits li{padding:.55rem 0;border-bottom:1px solid var(--hair);overflow-wrap:anywhere}.hits small{display:block;color:var(--soft)}
    .cells td.n:target{outline:2px solid var(--link);outline-offset:-2px;background:var(--mark);color:var(--mark-ink)}
    .cells th,.cells td{white-space:nowrap}.cells td.m{min-width:0}
    .pager{display:flex;flex-wrap:wrap;gap:.2rem .8rem;margin:.8rem 0;font-size:.87rem}
    .quote{font-family:Charter,"Iowan Old Style",Georgia,"Noto Serif","Noto Serif CJK SC",serif}
    main.check{max-width:1120px}
    .multi{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(22rem,100%),1fr));gap:0 2.4rem;align-items:start}.multi svg.wide{display:none}.multi svg.narrow{display:block}.multi>.note{grid-column:1/-1}
    @media (max-width:640px){.site{padding:.7rem .9rem 0}.facts{grid-template-columns:minmax(0,1fr)}.facts dd{margin-bottom:.4rem}.tiles li{flex-basis:40%}}
    @media print{.site{display:none}}
    """
}
