"""How the map's page looks: dark by nature, light on paper, one red, still for those who ask for less motion."""

from __future__ import annotations

__all__ = ["STYLE"]

STYLE = """
:root{color-scheme:dark;--ground:#0b0c0e;--panel:#0e0f11;--rule:#2b2e33;--light:#f1f2f4;--text:#e3e5e8;--soft:#b4b8be;
--quiet:#969ba3;--red:#ff3b30;--disc:#f1f2f4;--ink:#101114}
*{box-sizing:border-box}
html{background:var(--panel);-webkit-text-size-adjust:100%}
body{margin:0;color:var(--text);background:var(--panel);line-height:1.45;
font-family:Inter,Aileron,"Helvetica Neue","Segoe UI","Noto Sans",system-ui,sans-serif;
font-size:1rem;overflow-wrap:anywhere}
main{display:block}
h1{margin:0;font-size:1.6rem;font-weight:400;line-height:1.2;color:var(--light);letter-spacing:-.005em}
h2{margin:0 0 .5rem;font-size:.8rem;font-weight:500;letter-spacing:.08em;text-transform:uppercase;color:var(--quiet)}
header{padding:1.1rem 1rem 1rem}
.answer p{margin:.5rem 0 0;color:var(--text);font-size:1.02rem}
figure{margin:0;background:var(--ground);height:min(108vw,78vh);overflow:hidden;
border-block:1px solid var(--rule)}
svg{display:block;width:100%;height:100%;overflow:visible;
font-family:Inter,Aileron,"Helvetica Neue","Segoe UI","Noto Sans",system-ui,sans-serif}
svg.wide{display:none}
section{padding:1.4rem 1rem 0}
ol,ul{list-style:none;margin:0;padding:0}
.key{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;margin:0 0 1.1rem;color:var(--soft);font-size:.85rem}
.key li{display:flex;align-items:center;gap:.5rem}
.key i{display:block;flex:none;width:1.9rem;height:3px;--way:90deg}
.stop{position:relative;min-height:3.4rem;padding:0 0 .75rem 2.7rem}
.stop.end{min-height:0}
.stop::before{content:"";position:absolute;left:calc(.85rem - 1.5px);top:1.95rem;bottom:.15rem;width:3px;--way:180deg}
.stop.end::before{display:none}
.stop::before,.key i{background:var(--red);border-radius:2px}
.foot::before,.foot i{background:repeating-linear-gradient(var(--way),var(--red) 0 7px,transparent 7px 11px)}
.ford::before,.ford i{background:repeating-linear-gradient(var(--way),var(--red) 0 3px,transparent 3px 7px)}
.boat::before,.boat i{background:repeating-linear-gradient(var(--way),var(--red) 0 3px,transparent 3px 10px)}
.air::before,.air i{background:repeating-linear-gradient(var(--way),var(--red) 0 13px,transparent 13px 18px)}
.dot{position:absolute;left:0;top:.08rem;width:1.7rem;height:1.7rem;border-radius:50%;background:var(--disc);
color:var(--ink);font-size:.85rem;font-weight:600;line-height:1.7rem;text-align:center;font-variant-numeric:tabular-nums}
.name{display:block;color:var(--light);font-size:1.05rem;line-height:1.8rem}
.how{display:block;color:var(--soft);font-size:.94rem}
.when{color:var(--text);font-variant-numeric:tabular-nums;margin-right:.35rem}
.ways li{padding:.25rem 0;color:var(--soft);font-size:.94rem}
.ways b{color:var(--text);font-weight:500}
footer{padding:1.4rem 1rem 2rem;color:var(--quiet);font-size:.85rem}
footer p{margin:.25rem 0 0}
@media (min-width:860px){
main{display:grid;grid-template-columns:minmax(0,1fr) minmax(340px,31%);
grid-template-rows:auto auto auto 1fr;min-height:100vh}
figure{grid-column:1;grid-row:1/-1;height:100vh;position:sticky;top:0;border-block:0;
border-inline-end:1px solid var(--rule)}
header,section,footer{grid-column:2;padding-inline:1.9rem}
header{padding-top:1.9rem}
footer{align-self:end}
h1{font-size:1.9rem}
svg.wide{display:block}
svg.narrow{display:none}
}
@media (prefers-reduced-motion:no-preference){
.reveal{stroke-dasharray:1;animation:draw 16s cubic-bezier(.35,.05,.5,1) .4s both}
@keyframes draw{from{stroke-dashoffset:1}to{stroke-dashoffset:0}}
}
@media print{
@page{margin:14mm}
:root{color-scheme:light;--ground:#fff;--panel:#fff;--rule:#bbb;--light:#000;--text:#111;--soft:#333;--quiet:#555;
--red:#c8161d;--disc:#fff;--ink:#000}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{display:block;min-height:0}
figure{position:static;height:125mm;break-inside:avoid;border:1px solid #bbb}
header,section,footer{padding-inline:0}
svg.wide{display:block}
svg.narrow{display:none}
.stop{break-inside:avoid}
.dot{border:1px solid #000;line-height:1.58rem}
.reveal{animation:none;stroke-dasharray:none}
.water,.lake{fill:#fff}
.land{fill:#ececec}
.grid{stroke:#e0e0e0}
.coast{stroke:#9a9a9a}
.border{stroke:#777}
.river{stroke:#c4c4c4}
.country{fill:#6a6a6a}
.other{stroke:#9a9a9a}
.branch{stroke:#555}
.glow-wide,.glow{stroke:none}
.bed{stroke:#fff}
.way,.course{stroke:#c8161d}
.leader,.scale{stroke:#222}
.spot{fill:#555;stroke:#fff}
.anchor{fill:#000;stroke:#fff}
.disc{fill:#fff;stroke:#000;stroke-width:2}
.number{fill:#000}
.label,.small-label,.scale-text,.credit{fill:#111;stroke:#fff}
}
"""
