/** All style of the page. Calm by default, loud only where something may not be missed. Colour never works alone: each state also has a
 *  word, a glyph and its own border. Pairs of text and ground have a contrast of at least 4.5, in light, in dark and on paper. */
export const styles: string = `
:root{color-scheme:light dark;--ground:#fff;--text:#141414;--quiet:#454545;--line:#8a8a8a;--soft:#f3f4f6;--link:#0a4a85;--alarm:#8f1d00;--alarm-ground:#fff1e0;--none:#8c0013;--none-ground:#fdecee;--good:#14572b;--good-ground:#edf7f0;--deny:#8c0013;--on-deny:#fff}
@media (prefers-color-scheme:dark){:root{--ground:#111417;--text:#f1f1ee;--quiet:#c3c6c9;--line:#7f868d;--soft:#1c2126;--link:#9ccbff;--alarm:#ffb98a;--alarm-ground:#33200f;--none:#ffb3ba;--none-ground:#3a1218;--good:#a5e0b8;--good-ground:#12291a;--deny:#ffb3ba;--on-deny:#2b0007}}
*{box-sizing:border-box}
html{font:1.0625rem/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",Arial,sans-serif;background:var(--ground);color:var(--text);-webkit-text-size-adjust:100%;scroll-padding-top:.5rem}
body{margin:0 auto;max-width:84rem;padding:.5rem 1rem 2rem;overflow-wrap:anywhere}
p,ul,ol,dl,dd,h1,h2,h3,h4,table{margin:0}
ul{list-style:none;padding:0}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-99rem}
.skip:focus{position:static;display:inline-block;padding:.5rem}
small,.source,.label,.relation{font-size:.875rem;color:var(--quiet);font-weight:400}
.age{color:var(--text);font-weight:600}
.said{white-space:pre-line}
.glyph{font-weight:700}

.banner{border:.3rem solid var(--line);border-radius:.4rem;padding:.6rem .9rem;margin-bottom:.75rem}
.banner-title{font-size:1.6rem;line-height:1.15;font-weight:800;text-transform:uppercase}
.banner-title .glyph{display:inline-block;min-width:1.4em;text-align:center;border:.14em solid;border-radius:50%;line-height:1.2;margin-right:.2em}
.banner-current{border:.15rem solid var(--good);background:var(--good-ground)}
.banner-current .banner-title{color:var(--good);font-size:1.25rem}
.banner-changed{border:.4rem solid var(--alarm);background:var(--alarm-ground)}
.banner-stale{border:.4rem dashed var(--alarm);background:var(--alarm-ground)}
.banner-none{border:.6rem double var(--none);background:var(--none-ground)}
.banner-conflict{border-color:var(--alarm);border-width:.4rem}
.banner-changed .banner-title,.banner-stale .banner-title{color:var(--alarm)}
.banner-none .banner-title{color:var(--none)}
.changes{display:grid;gap:.4rem;margin:.5rem 0}
.changes li{border-left:.35rem solid var(--alarm);background:var(--ground);padding:.35rem .6rem}
.change-what{font-size:1.125rem}
.change-kind{border:.1rem solid;border-radius:.2rem;padding:0 .3rem;font-size:.8125rem;font-weight:700;text-transform:uppercase;color:var(--alarm);white-space:nowrap}
.now strong{font-size:1.125rem}
.was{white-space:pre-line}
.mark{border:.12rem solid var(--alarm);border-left-width:.4rem;background:var(--alarm-ground);color:var(--text);padding:.3rem .5rem;margin:.25rem 0}
.mark .glyph,.alarm,.alarm-box .glyph{color:var(--alarm)}
.alarm{font-weight:700}
.alarm-box{border:.2rem solid var(--alarm);background:var(--alarm-ground);padding:.5rem .75rem;font-size:1.125rem;font-weight:600}
.status-word{font-size:.875rem;font-weight:700;border-bottom:.12rem dotted}

.patient{margin-bottom:.6rem}
h1{font-size:1.75rem;line-height:1.15}
h1 small{font-size:1rem}
.who-line{font-size:1.1875rem}
.address{margin-right:.75rem}
.call-now{display:grid;gap:.4rem;margin:.5rem 0}
.call-now li{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:.1rem .75rem;border:.12rem solid var(--link);border-radius:.4rem;padding:.25rem .75rem}
.call-now .contact{font-size:1.25rem;font-weight:700}
.who{font-weight:600}
.point{display:inline-block}
.contact{display:inline-block;min-height:1.75rem;padding:.1rem .25rem .1rem 0;margin-right:.4rem;font-weight:600}
nav ul{display:flex;flex-wrap:wrap;gap:.35rem;margin:.5rem 0 .25rem}
nav a{display:inline-flex;align-items:center;min-height:2.25rem;padding:0 .6rem;font-size:.9375rem;border:.06rem solid var(--line);border-radius:.3rem;text-decoration:none;background:var(--soft)}

.row,.column{display:grid;gap:1rem;grid-template-columns:minmax(0,1fr);align-content:start}
.blocks{display:grid;gap:1rem;grid-template-columns:minmax(0,1fr)}
.block{border-top:.2rem solid var(--text);padding-top:.35rem}
h2{font-size:1.3125rem;line-height:1.25;margin-bottom:.3rem}
h3{font-size:1.0625rem;margin-top:.35rem}
h4{font-size:1rem;margin-top:.5rem}
.pair{display:grid;gap:.75rem}
.panel{border:.1rem solid var(--line);border-radius:.3rem;padding:.4rem .75rem .6rem}
.panel-now{border-width:.2rem;border-color:var(--text)}
.panel h3{margin:0}
.panel .call .contact{font-size:1.1875rem}
.availability{border-top:.06rem solid var(--line);margin-top:.4rem;padding-top:.4rem}
.statement{border-left:.35rem double var(--text);background:var(--soft);padding:.35rem .6rem;margin:.25rem 0}
.unrecorded{border-left:.35rem dotted var(--line);padding:.2rem .6rem;color:var(--quiet);font-style:italic}

table{width:100%;border-collapse:collapse}
caption{text-align:left;font-size:.875rem;color:var(--quiet);padding-bottom:.2rem}
thead th{text-align:left;font-size:.875rem;color:var(--quiet);border-bottom:.12rem solid var(--line);padding:.15rem .5rem .15rem 0}
tbody th,tbody td{text-align:left;vertical-align:top;border-bottom:.06rem solid var(--line);padding:.4rem .5rem .4rem 0}
tbody th{width:32%;font-weight:700;overflow-wrap:break-word;hyphens:auto}
tbody td{padding-right:0}
.group th{background:var(--soft);width:auto;padding:.2rem .5rem;font-size:.9375rem}
.limits tbody th{font-size:1.1875rem}
.limit+.limit{border-top:.06rem dashed var(--line);margin-top:.35rem;padding-top:.35rem}
.limit .said,.scenarios .said{font-size:1.0625rem}
.meaning{font-style:italic}
.order{font-size:.875rem;font-weight:700}
.row-conflict th{border-left:.4rem solid var(--alarm);padding-left:.5rem}
.verdict{display:inline-block;font-size:1.1875rem;line-height:1.3;text-transform:uppercase;border:.16rem solid;border-radius:.25rem;padding:0 .5rem;margin-right:.25rem;white-space:nowrap}
.verdict-permit{color:var(--good);background:var(--good-ground)}
.verdict-deny{color:var(--on-deny);background:var(--deny);border-color:var(--deny)}
.verdict-anders,.verdict-unclear{color:var(--alarm);background:var(--alarm-ground);border-style:dashed}
.verdict-not-discussed,.verdict-unknown{color:var(--text);border-style:dotted}
.outdated .verdict{color:var(--quiet);background:none;border-color:var(--line);text-decoration:line-through;font-size:1rem}
.outdated .said{color:var(--quiet)}
.verdict-not-recorded{color:var(--quiet);border-style:solid;border-width:.06rem;font-weight:600}
.items,.facts{display:grid;gap:.35rem}
.item,.facts div{border-bottom:.06rem solid var(--line);padding-bottom:.35rem}
dt{font-weight:700}
.facts dt,.fact dt{font-size:.875rem;color:var(--quiet);font-weight:600}
.value{font-size:1.0625rem;font-weight:700;white-space:pre-line}
.block-allergies{border:.16rem solid var(--text);border-radius:.3rem;padding:.35rem .75rem .5rem}
.block-access{border:.2rem dashed var(--text);border-radius:.3rem;padding:.35rem .75rem .6rem}
.big{font-size:1.25rem;font-weight:700}
.fetched{font-size:.9375rem}
.paper-only{display:none}
.directory,.rest{font-size:.9375rem}
.directory li{padding:.1rem 0}
footer{margin-top:1.5rem;border-top:.06rem solid var(--line);padding-top:.4rem;font-size:.875rem;color:var(--quiet)}

@media (max-width:34rem){
caption{display:none}
body{padding:.4rem .6rem 2rem}
table,thead,tbody,tr,th,td{display:block;width:auto}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody tr{border-bottom:.06rem solid var(--line);padding:.4rem 0}
tbody th,tbody td{border:0;padding:0;width:auto}
.group{padding:0}
.row-conflict{border-left:.4rem solid var(--alarm);padding-left:.5rem}
.row-conflict th{border:0;padding:0}
}
@media (min-width:64rem){
html{font-size:1rem}
.row{grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:1.5rem;align-items:start}
.changes{grid-template-columns:repeat(auto-fit,minmax(22rem,1fr))}
.pair{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}
.top{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:1.5rem;align-items:start}
.call-now{margin:0;gap:.3rem}
.banner .call-now{grid-template-columns:repeat(auto-fit,minmax(20rem,1fr))}
.limit p{display:inline}
.limit .mark{display:block}
}
@media print{
@page{size:A4;margin:9mm 10mm}
:root{color-scheme:light;--ground:#fff;--text:#000;--quiet:#000;--line:#666;--soft:#fff;--link:#000;--alarm:#000;--alarm-ground:#fff;--none:#000;--none-ground:#fff;--good:#000;--good-ground:#fff;--deny:#000;--on-deny:#000}
html{font:8.4pt/1.22 "Liberation Sans",Arial,Helvetica,sans-serif}
body{max-width:none;padding:0}
nav,.skip,.access-item,.block-access .fetched{display:none}
.paper-only{display:block}
a{color:#000;text-decoration:none}
small,.source,.label,.relation,caption,thead th,.facts dt,.fact dt,.status-word{font-size:7.2pt}
.banner{padding:.3rem .6rem;margin-bottom:.4rem}
.banner-title{font-size:14pt}
h1{font-size:14pt}
h2{font-size:10pt;margin-bottom:.1rem}
.top{display:block}
.patient{margin-bottom:.2rem}
.call-now{grid-template-columns:repeat(3,1fr);margin:.2rem 0 .4rem}
.call-now li{padding:.1rem .5rem;border-width:.08rem}
.limit p{display:inline}
.limit .mark{display:block}
.changes{grid-template-columns:repeat(2,1fr);gap:.3rem;margin:.25rem 0}
.block .changes{grid-template-columns:1fr}
.blocks{display:block;columns:2;column-gap:6mm}
.row,.column{display:contents}
.block{margin-bottom:.5rem;padding-top:.15rem;border-top-width:.12rem}
.pair{gap:.3rem}
.contact{min-height:0;padding:0;margin-right:.3rem}
.panel .call .contact,.call-now .contact{font-size:9.5pt}
.verdict{font-size:9pt;background:none;color:#000}
.verdict-deny{border-width:.28rem;border-style:double}
.limits tbody th,.change-what,.who-line,.big,.now strong{font-size:9.5pt}
tbody th,tbody td{padding:.12rem .3rem .12rem 0}
.medication td p,.care td p,.item dd p,.facts div dt,.facts div dd,.fact dt,.fact dd{display:inline}
.medication td p+p::before,.care td p+p::before,.item dd p+p::before{content:" · "}
.fact dt::after,.facts dt::after{content:": "}
.item .mark,.medication .mark,.care .mark{display:block}
.value{font-size:9pt}
.items,.facts{gap:.15rem}
.item,.facts div{padding-bottom:.12rem}
tr,.item,.facts div,.banner,.panel,.statement,.changes li,.mark,.access-item,.patient{break-inside:avoid}
h2,h3,.group,caption,thead{break-after:avoid}
thead{display:table-header-group}
.directory,.rest{font-size:7.6pt}
footer{margin-top:.3rem}
}
`;
