/** One sheet for light and dark, desk and phone. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #f6f5f2; --sheet: #fff; --ink: #1c1b19; --soft: #6d6a63; --line: #e3e0d9;
  --mark: #0b6b5c; --chosen: #e6f2ef; }
@media (prefers-color-scheme: dark) { :root { --ground: #151513; --sheet: #1e1e1b; --ink: #ecebe6; --soft: #9d9a91;
  --line: #33322d; --mark: #5fc9b5; --chosen: #1f332f; } }
* { box-sizing: border-box; }
body { margin: 0; height: 100vh; height: 100dvh; display: grid; grid-template: auto 1fr / minmax(18rem, 24rem) 1fr;
  background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
header { grid-column: 1 / -1; display: flex; gap: .75rem; align-items: baseline; padding: .7rem 1.1rem;
  border-bottom: 1px solid var(--line); background: var(--sheet); }
header h1 { margin: 0; font-size: 1rem; } header span { color: var(--soft); font-size: .85rem; }
header a { margin-left: auto; color: var(--mark); }
nav { overflow-y: auto; border-right: 1px solid var(--line); }
nav a { display: block; padding: .65rem 1.1rem; color: inherit; text-decoration: none; border-bottom: 1px solid var(--line); }
nav a:hover { background: var(--sheet); } nav a[aria-current] { background: var(--chosen); box-shadow: inset 3px 0 var(--mark); }
nav b, nav small { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
nav b { font-weight: 600; } nav small { color: var(--soft); }
nav .row { display: flex; justify-content: space-between; gap: .75rem; color: var(--soft); font-size: .85rem; }
nav .row span:first-child { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } nav time { flex: none; }
main { overflow: auto; padding: 1.4rem clamp(1rem, 4vw, 2.5rem); }
main h2 { margin: 0 0 .8rem; font-size: 1.3rem; line-height: 1.3; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .1rem .9rem; margin: 0 0 1rem; font-size: .9rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.views { display: flex; gap: .3rem; margin-bottom: .8rem; }
.views a { padding: .2rem .75rem; border: 1px solid var(--line); border-radius: 99px; color: inherit; text-decoration: none; font-size: .85rem; }
.views a[aria-current] { background: var(--mark); border-color: var(--mark); color: var(--sheet); }
pre { margin: 0; padding: 1.1rem; background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem;
  white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
pre.source { font: 12.5px/1.5 ui-monospace, monospace; }
iframe { width: 100%; resize: vertical; border: 1px solid var(--line); border-radius: .5rem; background: #fff; }
article, .folded { display: block; margin: 0 0 .9rem; padding: .9rem 1.1rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--sheet); }
.ours { border-left: 3px solid var(--mark); } .folded { color: inherit; text-decoration: none; padding-block: .55rem; }
.folded .row { display: flex; justify-content: space-between; gap: .75rem; } .folded time, .folded small { color: var(--soft); }
.folded small { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
article pre { padding: 0; border: 0; } article details { margin-top: .8rem; color: var(--soft); } summary { cursor: pointer; }
.empty { color: var(--soft); max-width: 34rem; } .empty code { overflow-wrap: anywhere; }
.back { display: none; }
@media (max-width: 44rem) { body { grid-template-columns: 1fr; } nav { border: 0; } .back { display: inline-block; margin-bottom: .8rem; color: var(--mark); }
  body.reading nav, body:not(.reading) main:not(.alone) { display: none; } }
`;
