"""How the page of a story looks: a dark room with a map, one red line, pictures and few words; light on paper."""

from __future__ import annotations

__all__ = ["STORY_STYLE"]

STORY_STYLE = """
:root{color-scheme:dark;--ground:#0b0c0e;--panel:#0e0f11;--rule:#2b2e33;--light:#f1f2f4;--text:#dfe2e5;--soft:#b4b8be;
--quiet:#969ba3;--red:#ff3b30;--z:2.5}
*{box-sizing:border-box}
html{background:var(--ground);-webkit-text-size-adjust:100%;scroll-behavior:auto}
body{margin:0;color:var(--text);background:var(--ground);line-height:1.62;font-size:1.06rem;font-weight:400;
font-family:Inter,Aileron,"Helvetica Neue","Segoe UI","Apple SD Gothic Neo","Noto Sans KR","Noto Sans CJK KR",
"Noto Sans",system-ui,sans-serif;overflow-wrap:anywhere}
:lang(ko){word-break:keep-all;line-height:1.72}
p{margin:0 0 1em}
p:last-child{margin-bottom:0}
a{color:var(--light);text-underline-offset:.25em;text-decoration-thickness:1px;text-decoration-color:var(--quiet)}
a:focus-visible,button:focus-visible,audio:focus-visible,video:focus-visible{outline:2px solid var(--light);
outline-offset:3px}
h1{margin:0;font-size:clamp(2.1rem,7.4vw,3.5rem);font-weight:300;line-height:1.12;letter-spacing:-.018em;
color:var(--light);text-wrap:balance}
h2{margin:0;font-size:clamp(1.45rem,4.6vw,1.9rem);font-weight:300;line-height:1.25;letter-spacing:-.01em;
color:var(--light);text-wrap:balance}
:lang(ko) h1,:lang(ko) h2{letter-spacing:-.03em}
h3{margin:0 0 1rem;font-size:.78rem;font-weight:500;letter-spacing:.1em;text-transform:uppercase;color:var(--quiet)}
ol,ul{list-style:none;margin:0;padding:0}
.stage{position:sticky;top:0;z-index:2;height:44vh;height:44svh;overflow:hidden;margin:0;background:var(--ground);
border-bottom:1px solid var(--rule)}
.stage::after{content:"";position:absolute;inset:0;pointer-events:none;
background:radial-gradient(ellipse at center,transparent 52%,rgba(11,12,14,.72) 100%)}
.stage img,.stage svg{position:absolute;inset:0;width:100%;height:100%}
.stage img{object-fit:contain}
.stage svg{background:var(--ground);overflow:visible}
.credit{position:absolute;right:.6rem;bottom:.35rem;z-index:3;margin:0;font-size:.66rem;line-height:1.3;
color:var(--quiet)}
.coast{stroke-width:.9px;vector-effect:non-scaling-stroke}
.border{stroke-width:1px;vector-effect:non-scaling-stroke}
.grid{stroke-width:.6px;vector-effect:non-scaling-stroke}
.river{stroke-width:1.3px;vector-effect:non-scaling-stroke}
.country{fill:#979ca4;text-anchor:middle;letter-spacing:.34em;font-size:calc(11px*var(--z));paint-order:stroke;
stroke:var(--ground);stroke-width:calc(2.5px*var(--z));stroke-opacity:.7}
.country.small{font-size:calc(9px*var(--z));letter-spacing:.2em}
.way{fill:none;stroke:var(--red);stroke-linecap:round;stroke-linejoin:round}
.glow{stroke-width:calc(15px*var(--z));stroke-opacity:.055}
.glow.near{stroke-width:calc(8px*var(--z));stroke-opacity:.13}
.bed{stroke:var(--ground);stroke-width:calc(5.4px*var(--z));stroke-opacity:.8}
.line{stroke-width:calc(2.9px*var(--z))}
.w1 .line{stroke-dasharray:calc(3.4px*var(--z)) calc(6.2px*var(--z))}
.w2 .line{stroke-dasharray:.01px calc(6px*var(--z))}
.w1 .thread,.w2 .thread{stroke-width:calc(1.1px*var(--z));stroke-opacity:.55}
.thread{stroke-width:0}
.draw{stroke-dasharray:1 2;stroke-dashoffset:0}
.way.draw{stroke-linecap:butt}
.mask{fill:none;stroke:#fff;stroke-width:calc(13px*var(--z));stroke-linejoin:round}
.head{fill:var(--ground);stroke:var(--red);r:calc(4.6px*var(--z));stroke-width:calc(2.6px*var(--z));opacity:0}
.dot circle{fill:var(--light);stroke:var(--ground);stroke-width:calc(2px*var(--z));r:calc(8.6px*var(--z))}
.dot text{fill:#101114;font-size:calc(10.4px*var(--z));font-weight:600;text-anchor:middle}
.w1.dot circle,.w2.dot circle{fill:var(--ground);stroke:var(--light);stroke-width:calc(1.5px*var(--z));
r:calc(8px*var(--z))}
.w1.dot text,.w2.dot text{fill:var(--light)}
.tie{stroke:#d7dade;stroke-width:calc(1px*var(--z));fill:none}
.playing .tie{display:none}
.playing .dot{opacity:0}
.playing .dot.reached{opacity:.85}
.playing .dot.here{opacity:1}
.playing .dot.here circle{stroke:var(--red);stroke-width:calc(3px*var(--z))}
.end{fill:none;stroke:var(--light);stroke-width:1.8px;stroke-linecap:round;transform:scale(var(--z))}
.playing .end{opacity:0}
.playing .end.reached{opacity:.9}
main{position:relative}
.opening,.scene,.after>section{padding:2.6rem 1.15rem}
.opening{min-height:56vh;display:flex;flex-direction:column;justify-content:center;gap:1.5rem}
.languages{font-size:.92rem;margin:0}
.lead{font-size:1.12rem;color:var(--text)}
.claim{margin:0;padding-left:1rem;border-left:2px solid var(--red);color:var(--light)}
.claim a{display:inline-block;margin-top:.2rem;font-size:.9rem;color:var(--soft)}
.play{align-self:flex-start;font:inherit;font-size:.95rem;color:var(--light);background:transparent;
border:1px solid var(--quiet);border-radius:2rem;padding:.55rem 1.25rem;min-height:2.9rem;cursor:pointer}
.play:hover{border-color:var(--light)}
.key{display:flex;flex-wrap:wrap;gap:.4rem 1.6rem;color:var(--soft);font-size:.92rem}
.key li{display:flex;align-items:center;gap:.7rem}
.glyph{display:inline-block;flex:none;width:2rem;height:3px;border-radius:2px;background:var(--red)}
.j1 .glyph{background:repeating-linear-gradient(90deg,var(--red) 0 4px,transparent 4px 9px)}
.j2 .glyph{background:repeating-linear-gradient(90deg,var(--red) 0 3px,transparent 3px 8px)}
.scene{border-top:1px solid var(--rule);scroll-margin-top:44vh;scroll-margin-top:44svh}
.kicker{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem .75rem;margin:0 0 .9rem;color:var(--soft);
font-size:.9rem}
.number{flex:none;min-width:1.65rem;height:1.65rem;padding:0 .4rem;border-radius:1rem;background:var(--light);
color:#101114;font-size:.82rem;font-weight:600;line-height:1.65rem;text-align:center}
.j1 .number,.j2 .number{background:transparent;color:var(--light);box-shadow:inset 0 0 0 1.5px var(--light)}
.call{display:block;margin:0 0 .7rem;color:var(--soft);font-size:.9rem;font-style:normal}
.call::before{content:"";display:inline-block;width:.62rem;height:.62rem;margin-right:.6rem;border-radius:50%;
border:1.5px solid var(--light)}
.good .call::before{background:var(--light)}
.bad .call::before{border-color:var(--red);background:var(--red)}
.words{margin-top:1.1rem;max-width:38rem}
.exhibit{position:relative;margin:1.5rem 0 0}
.exhibit img,.exhibit video{display:block;width:100%;height:auto;max-height:82vh;object-fit:contain;background:#000}
.exhibit audio{display:block;width:100%}
.exhibit blockquote{margin:0;padding:1.1rem 1.3rem;border-left:1px solid var(--quiet);background:#131518;
color:var(--light);font-family:Georgia,"Times New Roman","Noto Serif KR","Noto Serif CJK KR",serif;font-size:1.08rem}
.exhibit figcaption{margin-top:.6rem;color:var(--soft);font-size:.9rem;max-width:38rem}
.exhibit .told{margin-top:.35rem;color:var(--quiet);font-size:.86rem}
.recreation{display:inline-block;margin:0 0 .6rem;padding:.15rem .6rem;border:1.5px solid var(--light);
color:var(--light);font-size:.86rem}
.rests{margin:1.3rem 0 0;color:var(--quiet);font-size:.84rem;max-width:38rem}
.rests li{padding:.1rem 0}
.after>section{border-top:1px solid var(--rule);max-width:46rem}
.close{font-size:1.12rem}
.list{color:var(--soft);font-size:.92rem}
.list li{padding:.32rem 0;overflow-wrap:anywhere}
.list code{display:block;color:var(--quiet);font:400 .74rem/1.5 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,
monospace}
@media (min-width:860px){
:root{--z:1.35}
.stage{position:fixed;inset:0 42vw 0 0;height:auto;border-bottom:0;border-right:1px solid var(--rule)}
main{margin-left:58vw}
.opening,.scene,.after>section{padding:3rem 3.2rem}
.opening{min-height:100vh}
.scene{min-height:92vh;display:flex;flex-direction:column;justify-content:center;scroll-margin-top:0}
.scene{border-top-color:transparent}
}
@media (min-width:1500px){body{font-size:1.14rem}.opening,.scene,.after>section{padding-inline:4.6rem}}
@media (prefers-reduced-motion:no-preference){
.playing .dot{transition:opacity 1.2s}
.playing .end.reached{transition:opacity 1.6s 2.2s}
html:not(.playing) .draw{animation:draw 60s linear 1s both}
@keyframes draw{from{stroke-dashoffset:1}to{stroke-dashoffset:0}}
@supports (animation-timeline:scroll()){html:not(.playing) .draw{animation:draw linear both;
animation-timeline:scroll(root)}}
}
@media print{
@page{margin:16mm}
:root{color-scheme:light;--ground:#fff;--panel:#fff;--rule:#bbb;--light:#000;--text:#111;--soft:#333;--quiet:#555;
--red:#c8161d;--z:1.7}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
html,body{background:#fff}
body{font-size:10.5pt;line-height:1.5}
.stage{position:relative;inset:auto;height:150mm;border:1px solid #bbb;break-inside:avoid}
.stage::after,.play,.languages,.head,.stage img{display:none}
main{margin:0}
.opening,.scene,.after>section{padding:5mm 0;min-height:0;display:block}
.opening>*{margin-bottom:4mm}
h1{font-size:24pt}
h2{font-size:15pt}
h2,.kicker,.call{break-after:avoid}
.exhibit,.rests li,.list li{break-inside:avoid}
.exhibit img{width:auto;max-width:100%;max-height:95mm}
.exhibit video,.exhibit audio{display:none}
.exhibit blockquote{background:#f4f4f4}
.number{background:#fff;color:#000;box-shadow:inset 0 0 0 1px #000}
.claim a{display:none}
.water,.lake{fill:#fff}
.land{fill:#ececec}
.grid{stroke:#e0e0e0}
.coast{stroke:#9a9a9a}
.border{stroke:#777}
.river{stroke:#c4c4c4}
.country{fill:#6a6a6a;stroke:#fff}
.glow{stroke:none}
.draw{animation:none!important;stroke-dashoffset:0!important}
.dot,.playing .dot,.end,.playing .end{opacity:1}
.playing .tie{display:inline}
.tie{stroke:#222}
.dot circle{fill:#fff;stroke:#000}
.dot text,.w1.dot text,.w2.dot text{fill:#000}
}
"""
