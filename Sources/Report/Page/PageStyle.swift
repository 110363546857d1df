/// The style sheet of a page.
enum PageStyle {
  /// The style sheet.
  ///
  /// Colours are named once for light and once for dark; every text colour has a contrast of at
  /// least 4.5 to 1 with its ground, every line of a chart at least 3 to 1 (WCAG 2.2, 1.4.3 and
  /// 1.4.11). A test reads them from here.
  static let sheet = """
    :root{--ground:#fff;--ink:#17191c;--soft:#575e66;--rule:#c9ced4;--hair:#e6e9ec;--link:#0b5394;--mark:#fdecb2;--mark-ink:#3d2c00;--head:#f5f6f7;--shade:#0003;
    --c1:#1c5d99;--c2:#b4451f;--c3:#2c7a4b;--c4:#7b4397;--c5:#8a6100;--c0:#727981;
    --bad:#a11d1d;--bad-ground:#fbeae8;--odd:#744900;--odd-ground:#fdf3d8;--good:#1d6638;--good-ground:#e8f5ec}
    @media (prefers-color-scheme:dark){:root{--ground:#14171a;--ink:#e9ecef;--soft:#a9b1ba;--rule:#454c54;--hair:#2a2f35;--link:#8ec1f2;--mark:#5a4500;--mark-ink:#ffeebb;--head:#1e2226;--shade:#fff4;
    --c1:#74b3ec;--c2:#f0926b;--c3:#74c795;--c4:#c99ae0;--c5:#dcb454;--c0:#8d959e;
    --bad:#ff9c90;--bad-ground:#411713;--odd:#f0c25c;--odd-ground:#3c2e0c;--good:#86d5a2;--good-ground:#123420}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Noto Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
    main{max-width:1120px;margin:0 auto;padding:2.4rem 1.25rem 3rem}
    header{border-top:4px solid var(--ink);padding-top:.9rem;margin-bottom:1.6rem}
    h1{font:700 1.9rem/1.15 Charter,"Iowan Old Style",Georgia,"Noto Serif","Noto Serif CJK SC",serif;margin:0 0 .4rem;letter-spacing:-.01em;text-wrap:balance}
    h2{font:700 1.35rem/1.2 Charter,"Iowan Old Style",Georgia,"Noto Serif","Noto Serif CJK SC",serif;margin:0 0 .3rem}
    .stand{margin:0;max-width:42rem;color:var(--soft)}
    .asked{margin:.6rem 0 0;font-size:.87rem;font-weight:600}
    .note,footer,.by{font-size:.82rem;color:var(--soft);margin:.7rem 0}
    footer{margin-top:2.5rem;border-top:1px solid var(--rule);padding-top:.7rem}
    a{color:var(--link);text-underline-offset:2px}
    :focus-visible{outline:2px solid var(--link);outline-offset:2px}
    .all{margin:.2rem .4rem .6rem 0;accent-color:var(--link)}.all+label{font-size:.87rem}.all:not(:checked)~.scroll .x{display:none}
    .tools{display:flex;flex-wrap:wrap;align-items:center;gap:.6rem;margin:0 0 .6rem;font-size:.87rem}
    .tools input{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--c0);padding:.25rem .5rem;width:min(16rem,100%)}
    .save{font:inherit;font-size:.82rem;color:var(--link);background:none;border:0;padding:.1rem 0;text-decoration:underline;text-underline-offset:2px;cursor:pointer}
    .part{border-top:4px solid var(--ink);margin-top:3rem}.part header{border:0;padding-top:.9rem;margin-bottom:1rem}.part h2{font-size:1.6rem}
    .contents{margin:0;padding-left:1.4rem}
    .skip{position:absolute;left:-999em}.skip:focus{left:1rem;top:.5rem;background:var(--ground);padding:.3rem .6rem}
    figure{margin:0 0 2rem;max-width:800px}
    figcaption{font-size:.87rem;color:var(--soft);margin-bottom:.6rem}
    figcaption b{color:var(--ink)}
    svg{display:block;width:100%;height:auto;overflow:visible}
    svg.narrow{display:none}
    svg text{font-size:13px;fill:var(--ink);font-variant-numeric:tabular-nums}
    svg .tk{fill:var(--soft);font-size:12px}svg .nu{font-size:12.5px}
    svg .halo{paint-order:stroke;stroke:var(--ground);stroke-width:4px}
    svg .ax{stroke:var(--soft)}svg .gr{stroke:var(--hair)}svg .rg{stroke:var(--c0);stroke-width:2}
    svg .li{fill:none;stroke-width:2.25;stroke-linejoin:round;stroke-linecap:round}svg .li.s0{stroke-width:1.1}
    svg .f1{fill:var(--c1)}svg .f2{fill:var(--c2)}svg .f3{fill:var(--c3)}svg .f4{fill:var(--c4)}svg .f5{fill:var(--c5)}
    svg .s1{stroke:var(--c1)}svg .s2{stroke:var(--c2)}svg .s3{stroke:var(--c3)}svg .s4{stroke:var(--c4)}svg .s5{stroke:var(--c5)}svg .s0{stroke:var(--c0)}
    svg .t1{fill:var(--c1)}svg .t2{fill:var(--c2)}svg .t3{fill:var(--c3)}svg .t4{fill:var(--c4)}svg .t5{fill:var(--c5)}svg .t0{fill:var(--soft)}
    .scroll{overflow-x:auto;border-top:2px solid var(--ink);border-bottom:1px solid var(--rule);
    background:linear-gradient(to left,var(--ground) 40%,transparent) right/3rem 100% no-repeat local,linear-gradient(to left,var(--shade),transparent) right/.9rem 100% no-repeat scroll}
    table{border-collapse:collapse;width:100%;font-size:.87rem;line-height:1.35}
    caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    th,td{padding:.42rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--hair)}
    tr>:first-child{padding-left:.2rem}
    th{font-weight:600;vertical-align:bottom;white-space:nowrap;border-bottom:1px solid var(--rule)}
    th button{all:unset;cursor:pointer;display:inline-block}
    th button:focus-visible{outline:2px solid var(--link);outline-offset:3px}
    th button::after{content:"";display:inline-block;width:.9em;text-align:right}
    th[aria-sort=ascending] button::after{content:"↑"}th[aria-sort=descending] button::after{content:"↓"}
    .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
    th.n button::after{position:absolute}
    .s{white-space:nowrap}td.m{min-width:11rem}td.t{min-width:17rem;max-width:30rem;overflow-wrap:anywhere}
    td.p{font-size:.78rem;color:var(--soft);min-width:14rem;max-width:22rem;overflow-wrap:anywhere}
    tbody td:first-child,th:first-child{position:sticky;left:0;background:var(--ground)}
    tbody tr:hover{background:var(--head)}
    tr:target{background:var(--mark);color:var(--mark-ink)}tr:target a,tr:target .p,tr:target>td:first-child{color:inherit;background:inherit}
    article{max-width:42rem;margin:2.8rem 0 0;border-top:1px solid var(--rule);padding-top:1.2rem}
    article p{margin:.7rem 0;overflow-wrap:anywhere}
    mark{background:var(--mark);color:var(--mark-ink);padding:.05em .12em;border-radius:2px}
    mark a{color:inherit;text-decoration:none}mark a:hover{text-decoration:underline}
    mark sup{font-size:.65em;line-height:0;padding-left:.15em;font-weight:600}
    mark:target{outline:2px solid var(--link)}
    @media (max-width:640px){main{padding:1.2rem .9rem 2rem}h1{font-size:1.5rem}svg.wide{display:none}svg.narrow{display:block}
    th,td{padding:.42rem .5rem}td.t{min-width:14rem}td.m{min-width:9rem}}
    @media print{.tools,.save,.all,.all+label{display:none}body{font-size:11px}main{max-width:none;padding:0}.scroll{overflow:visible}.skip{display:none}thead{display:table-header-group}tr{break-inside:avoid}}
    @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
    """
}
